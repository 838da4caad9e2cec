import { z } from '@hono/zod-openapi'
import type { OriginGroupWish } from '../../actions/save-origin-group.ts'
import type { OriginGroup } from '../../store/records.ts'

const source = z.object({
  source: z.string().max(300),
  backup: z.boolean().optional(),
  enabled: z.boolean().optional(),
  host_header_override: z.string().max(255).nullish(),
})

export const originGroupChange = z
  .object({
    name: z.string().min(1).max(255).optional(),
    use_next: z.boolean().optional(),
    path: z.string().max(255).nullish(),
    auth_type: z
      .literal('none', { error: 'Only "none" is served: origins are asked without credentials' })
      .optional(),
    proxy_next_upstream: z.array(z.string().max(50)).max(20).nullish(),
    sources: z.array(source).min(1).max(50).optional(),
  })
  .openapi('OriginGroupChange')
export const originGroupBody = originGroupChange
  .required({ name: true, sources: true })
  .openapi('OriginGroupBody')

export const originGroup = z
  .object({
    id: z.int(),
    name: z.string(),
    use_next: z.boolean(),
    auth_type: z.string(),
    path: z.string(),
    has_related_resources: z.boolean(),
    proxy_next_upstream: z.array(z.string()),
    sources: z.array(
      z.object({
        source: z.string(),
        backup: z.boolean(),
        enabled: z.boolean(),
        host_header_override: z.string().nullable(),
      }),
    ),
  })
  .openapi('OriginGroup')

export function readOriginGroup(body: z.infer<typeof originGroupChange>): OriginGroupWish {
  return {
    name: body.name,
    useNext: body.use_next,
    path: body.path ?? undefined,
    authType: body.auth_type,
    proxyNextUpstream: body.proxy_next_upstream,
    sources: body.sources?.map((each) => ({
      source: each.source,
      backup: each.backup ?? false,
      enabled: each.enabled ?? true,
      hostHeaderOverride: each.host_header_override ?? null,
    })),
  }
}

export function renderOriginGroup(group: OriginGroup, used: boolean): z.infer<typeof originGroup> {
  return {
    id: group.id,
    name: group.name,
    use_next: group.useNext,
    auth_type: group.authType,
    path: group.path,
    has_related_resources: used,
    proxy_next_upstream: [...group.proxyNextUpstream],
    sources: group.sources.map(({ hostHeaderOverride, ...each }) => ({
      ...each,
      host_header_override: hostHeaderOverride,
    })),
  }
}
