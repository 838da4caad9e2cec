import { z } from '@hono/zod-openapi'
import { MOST_RULES } from '../../actions/save-rule.ts'
import type { ApiToken, Client } from '../../store/records.ts'
import { instant, renderInstant, renderInstantOrNull } from './common.ts'

export const client = z
  .object({
    id: z.int(),
    name: z.string(),
    cname: z.string(),
    created: instant,
    updated: instant,
    utilization_level: z.int(),
    use_balancer: z.boolean(),
    auto_suspend_enabled: z.boolean(),
    cdn_resources_rules_max_count: z.int(),
    service: z.object({ enabled: z.boolean(), status: z.string(), updated: instant }),
  })
  .openapi('Client')

export const clientChange = z.object({ utilization_level: z.int().min(0) }).openapi('ClientChange')
export const clientBody = z.object({ name: z.string().min(1).max(255) }).openapi('ClientBody')

export function renderClient({
  id,
  name,
  cname,
  created,
  updated,
  utilizationLevel,
}: Client): z.infer<typeof client> {
  return {
    id,
    name,
    cname,
    created: renderInstant(created),
    updated: renderInstant(updated),
    utilization_level: utilizationLevel,
    use_balancer: false,
    auto_suspend_enabled: false,
    cdn_resources_rules_max_count: MOST_RULES,
    service: { enabled: true, status: 'active', updated: renderInstant(updated) },
  }
}

export const role = z.enum(['read', 'write', 'admin', 'operator'], {
  error: 'Give read, write, admin or operator',
})
export const tokenBody = z
  .object({
    name: z.string().min(1).max(255),
    role: role.optional(),
    /** Null: never. */
    expires: z.iso.datetime({ offset: true }).nullish(),
  })
  .openapi('ApiTokenBody')
export const apiToken = z
  .object({
    id: z.int(),
    name: z.string(),
    role,
    expires: instant.nullable(),
    last_used: instant.nullable(),
    created: instant,
  })
  .openapi('ApiToken')
/** The text is given once, when the token is made. */
export const newToken = apiToken.extend({ token: z.string() }).openapi('NewApiToken')

export function renderToken({
  id,
  name,
  role,
  expires,
  lastUsed,
  created,
}: ApiToken): z.infer<typeof apiToken> {
  return {
    id,
    name,
    role,
    expires: renderInstantOrNull(expires),
    last_used: renderInstantOrNull(lastUsed),
    created: renderInstant(created),
  }
}
