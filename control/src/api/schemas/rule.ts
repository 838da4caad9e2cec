import { z } from '@hono/zod-openapi'
import type { Protocol, Rule } from '../../store/records.ts'

const ruleType = z.union([z.literal(0), z.literal(1)], { error: 'Give 0 or 1' })
const protocol = z.enum(['HTTP', 'HTTPS', 'MATCH'], { error: 'Give HTTP, HTTPS or MATCH' })

export const ruleChange = z
  .object({
    name: z.string().min(1).max(255).optional(),
    rule: z.string().min(1).max(300).optional(),
    ruleType: ruleType.optional(),
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
    ruleType,
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

/** Longer patterns than a rule may have are refused with that reason, like any other that cannot be one. */
export const ruleCheckBody = z
  .object({
    rule: z.string().min(1).openapi({ description: 'As it would be saved: up to 300 characters.' }),
    ruleType: ruleType.default(0),
  })
  .openapi('RuleCheckBody')

const verdict = z.enum(['never', 'some', 'all'])
const challenge = z
  .string()
  .nullable()
  .openapi({ example: '/.well-known/acme-challenge/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAjs' })
export const ruleCheck = z
  .object({
    verdict: verdict.openapi({
      description: 'How many challenge URLs the pattern catches, over all tokens of 43 characters.',
    }),
    share: z
      .object({
        percent: z.string().openapi({ description: 'Six decimals, rounded.', example: '98.886083' }),
        fraction: z.string().openapi({ description: 'Exact, in lowest terms.', example: '5/32' }),
      })
      .openapi({ description: 'The share of those URLs that is caught.' }),
    caught: challenge.openapi({ description: 'A path that is caught; null if none is.' }),
    escaping: challenge.openapi({ description: 'A path that is not caught; null if all are.' }),
    any_length: verdict.openapi({
      description: 'The same over tokens of 22 to 128 characters, which is all that an edge answers.',
    }),
    elsewhere: z.string().openapi({ description: 'What it would mean on a CDN that asks rules first.' }),
    here: z.string().openapi({ description: 'What it means here.' }),
    table: z.object({ states: z.int(), bytes: z.int() }).openapi({
      description: 'What an edge runs; the active rules of a resource may have 65,536 bytes together.',
    }),
  })
  .openapi('RuleCheck')

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
