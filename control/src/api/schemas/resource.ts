import { z } from '@hono/zod-openapi'
import type { ResourceWish } from '../../actions/change-resource.ts'
import { causeOf, labelOf, type Move } from '@wellknown/lifecycle'
import { isOpen } from '../../actions/choose-certificate.ts'
import type { OriginGroup, Rule, Saved } from '../../store/records.ts'
import { instant, renderInstant, renderInstantOrNull } from './common.ts'
import { renderOptions } from './option-names.ts'
import { renderRule, rule } from './rule.ts'

export const protocol = z.enum(['HTTP', 'HTTPS', 'MATCH'], { error: 'Give HTTP, HTTPS or MATCH' })
export const options = z.record(z.string(), z.unknown())

/** What a client may change. Other keys are columns we keep and give back, or are ignored. */
export const resourceChange = z
  .object({
    secondaryHostnames: z.array(z.string().max(300)).max(100).nullish(),
    originGroup: z.int().optional(),
    originProtocol: protocol.optional(),
    sslEnabled: z.boolean().optional(),
    sslData: z.int().nullish(),
    ssl_automated: z.boolean().optional().openapi({
      description:
        'With `sslEnabled` and without `sslData`: a managed certificate, whose place under /cdn/sslData is found or made with it.',
    }),
    confirm_hsts: z.boolean().optional().openapi({
      description: 'Turn HTTPS off although browsers were told to come over HTTPS only (RFC 6797).',
    }),
    active: z.boolean().optional(),
    name: z.string().max(255).nullish(),
    description: z.string().max(1000).optional(),
    options: options.nullish(),
    proxy_ssl_enabled: z.boolean().optional(),
    proxy_ssl_ca: z.int().nullish(),
    proxy_ssl_data: z.int().nullish(),
    waap_domain_id: z.string().nullish(),
    primary_resource: z.int().nullish(),
  })
  .openapi('ResourceChange')
export const resourceReplacement = resourceChange
  .required({ originGroup: true })
  .openapi('ResourceReplacement')
export const resourceBody = resourceChange
  .extend({ cname: z.string().min(1).max(300), origin: z.string().max(300).optional() })
  .openapi('ResourceBody')

export const resource = z
  .object({
    id: z.int(),
    client: z.int(),
    cname: z.string(),
    secondaryHostnames: z.array(z.string()),
    originGroup: z.int(),
    originGroup_name: z.string(),
    originProtocol: protocol,
    sslEnabled: z.boolean(),
    sslData: z.int().nullable(),
    ssl_automated: z.boolean(),
    certificate: z
      .object({
        label: z.string(),
        state: z.string(),
        /** The code of what stands in the way. */
        cause: z.string().nullable(),
        kind: z.enum(['managed', 'own']).nullable(),
        /** Do visitors get it? It is kept while HTTPS is off. */
        serving: z.boolean(),
        valid_until: instant.nullable(),
        next: z.object({ who: z.string(), at: instant.nullable() }),
      })
      .openapi({
        description: 'How the certificate stands, at a glance; `…/ssl/le/diagnosis` has it in full.',
      }),
    active: z.boolean(),
    enabled: z.boolean(),
    status: z.enum(['active', 'suspended', 'processed', 'deleted']),
    deleted: z.boolean(),
    suspended: z.boolean(),
    suspend_date: instant.nullable(),
    suspend_reason: z
      .string()
      .nullable()
      .openapi({ description: 'Why our operators suspended it; null while they have not' }),
    name: z.string().nullable(),
    description: z.string(),
    created: instant,
    updated: instant,
    proxy_ssl_enabled: z.boolean(),
    proxy_ssl_ca: z.int().nullable(),
    proxy_ssl_data: z.int().nullable(),
    shielded: z.boolean(),
    shield_enabled: z.boolean(),
    shield_dc: z.null(),
    shield_routing_map: z.null(),
    preset_applied: z.boolean(),
    vp_enabled: z.boolean(),
    can_purge_by_urls: z.boolean(),
    full_custom_enabled: z.boolean(),
    primary_resource: z.int().nullable(),
    is_primary: z.boolean().nullable(),
    waap_domain_id: z.string().nullable(),
    rules: z.array(rule),
    options: z.record(z.string(), z.unknown()),
  })
  .openapi('Resource')

/** Columns that change nothing here: kept and given back. */
const REST = [
  'proxy_ssl_enabled',
  'proxy_ssl_ca',
  'proxy_ssl_data',
  'waap_domain_id',
  'primary_resource',
] as const

export function readResource(
  body: z.infer<typeof resourceChange>,
): ResourceWish & { rest: Record<string, unknown> } {
  const { secondaryHostnames, originGroup, originProtocol, sslEnabled, sslData, active, name, description } =
    body
  const rest = Object.fromEntries(
    REST.filter((key) => body[key] !== undefined).map((key) => [key, body[key]]),
  )
  const plain = {
    confirmHsts: body.confirm_hsts,
    secondaryHostnames,
    originGroup,
    originProtocol,
    sslEnabled,
    sslData,
    automated: body.ssl_automated,
    active,
    name,
    description,
  }
  return { ...plain, options: body.options, rest }
}

/** What of a resource is not in its own row. */
export type ResourceExtras = {
  readonly group: OriginGroup | null
  readonly rules: readonly Rule[]
  readonly automated: boolean
  readonly next: Move
}

export function renderResource(saved: Saved, extras: ResourceExtras): z.infer<typeof resource> {
  const { resource: row } = saved
  const { rest } = row
  const kept = z
    .object({
      proxy_ssl_enabled: z.boolean().catch(false),
      proxy_ssl_ca: z.int().nullable().catch(null),
      proxy_ssl_data: z.int().nullable().catch(null),
      waap_domain_id: z.string().nullable().catch(null),
      primary_resource: z.int().nullable().catch(null),
    })
    .parse(rest)
  return {
    id: row.id,
    client: row.client,
    cname: row.cname,
    secondaryHostnames: [...row.secondaryHostnames],
    originGroup: row.originGroup,
    originGroup_name: extras.group?.name ?? '',
    originProtocol: row.originProtocol,
    sslEnabled: isSslEnabled(saved),
    sslData: row.sslData,
    ssl_automated: extras.automated,
    certificate: renderGlance(saved, extras.next),
    active: row.active,
    enabled: row.active,
    status: statusOf(saved),
    deleted: false,
    suspended: row.suspended,
    suspend_date: renderInstantOrNull(row.suspendDate),
    suspend_reason: row.suspendReason,
    name: row.name,
    description: row.description,
    created: renderInstant(row.created),
    updated: renderInstant(row.updated),
    ...kept,
    shielded: false,
    shield_enabled: false,
    shield_dc: null,
    shield_routing_map: null,
    preset_applied: false,
    vp_enabled: false,
    can_purge_by_urls: false,
    full_custom_enabled: false,
    is_primary: null,
    rules: extras.rules.map((each) => renderRule(each, row.originProtocol)),
    options: renderOptions(row.options),
  }
}

function renderGlance(saved: Saved, { who, at }: Move): z.infer<typeof resource>['certificate'] {
  const { state, current, https } = saved
  return {
    label: labelOf(saved),
    state: state.is,
    cause: causeOf(state),
    kind: current?.kind ?? null,
    serving: https && current !== null,
    valid_until: renderInstantOrNull(current?.notAfter ?? null),
    next: { who, at: renderInstantOrNull(at) },
  }
}

/** P23: what has run out is off, though we are at work on it. */
export const isSslEnabled = (saved: Saved): boolean =>
  saved.https || (isOpen(saved) && labelOf(saved) !== 'Failed (expired)')

/** P6: `processed` until every edge in service has had the configuration once. */
export function statusOf({
  resource: { active, suspended, propagated },
}: Saved): 'active' | 'suspended' | 'processed' {
  if (suspended || !active) return 'suspended'
  return propagated ? 'active' : 'processed'
}
