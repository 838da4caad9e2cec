import { z } from '@hono/zod-openapi'
import type { Protocol, Rule } from '../../store/records.ts'

const protocol = z.enum(['HTTP', 'HTTPS', 'MATCH'], { error: 'Give HTTP, HTTPS or MATCH' })

export const ruleChange = z
  .object({
    name: z.string().min(1).max(255).optional(),
    rule: z.string().min(1).max(300).optional(),
    ruleType: z.union([z.literal(0), z.literal(1)], { error: 'Give 0 or 1' }).optional(),
    weight: z.int().min(1).max(1_000_000).optional(),
    active: z.boolean().optional(),
    originGroup: z.int().nullish(),
    overrideOriginProtocol: protocol.nullish(),
    options: z.record(z.string(), z.unknown()).nullish(),
  })
  .openapi('RuleChange')
export const ruleBody = ruleChange.required({ name: true, rule: true }).openapi('RuleBody')

export const rule = z
  .object({
    id: z.int(),
    name: z.string(),
    rule: z.string(),
    ruleType: z.union([z.literal(0), z.literal(1)]),
    weight: z.int(),
    active: z.boolean(),
    deleted: z.boolean(),
    originGroup: z.int().nullable(),
    originProtocol: protocol,
    overrideOriginProtocol: protocol.nullable(),
    preset_applied: z.boolean(),
    primary_rule: z.int().nullable(),
    options: z.record(z.string(), z.unknown()),
  })
  .openapi('Rule')

/** `originProtocol` is the resource's. */
export function renderRule(row: Rule, originProtocol: Protocol): z.infer<typeof rule> {
  const { id, name, rule: pattern, ruleType, weight, active, originGroup, overrideOriginProtocol } = row
  return {
    id,
    name,
    rule: pattern,
    ruleType,
    weight,
    active,
    deleted: false,
    originGroup,
    originProtocol,
    overrideOriginProtocol,
    preset_applied: false,
    primary_rule: null,
    options: { ...row.options },
  }
}
