import { createRoute, z } from '@hono/zod-openapi'
import type { World } from '../../world.ts'
import type { App } from '../context.ts'
import { answer, FAULTS, list, renderPage } from '../schemas/common.ts'
import {
  auditEntry,
  auditQuery,
  chainState,
  operatorAuditEntry,
  renderAudit,
  renderOperatorAudit,
} from '../schemas/event.ts'

const tags = ['Events and audit']
/** Without `limit` a list is not cut elsewhere; a history has no end. */
const MOST = 1000

const read = createRoute({
  method: 'get',
  path: '/cdn/audit',
  tags,
  operationId: 'listAudit',
  summary:
    'The history of the client: what happened, and who called for what; newest first, a thousand at most',
  description:
    'Each entry says what happened, from which state to which, and for calls the path, the token and the names of the fields that were given, never what was in them. Filters narrow it; go on with `offset`.',
  request: { query: auditQuery },
  responses: { ...FAULTS, 200: answer('The entries.', list(auditEntry)) },
})
const readAll = createRoute({
  method: 'get',
  path: '/operator/audit',
  tags,
  operationId: 'listAllAudit',
  summary: 'The history of all clients, or of one',
  description: 'The same for operators: over all clients, with whose entry each is.',
  request: { query: auditQuery.extend({ client: z.coerce.number().int().positive().optional() }) },
  responses: { ...FAULTS, 200: answer('The entries.', list(operatorAuditEntry)) },
})
const verify = createRoute({
  method: 'get',
  path: '/operator/audit/chain',
  tags,
  operationId: 'verifyAuditChain',
  summary: 'Verify the hash chain over the whole history, now',
  description:
    'Every entry is sealed into a chain of hashes within a minute. Reads all of it, which takes a while where there is much.',
  responses: { ...FAULTS, 200: answer('Whole, or where it breaks.', chainState) },
})

type Query = z.infer<typeof auditQuery>

export function addAudit(app: App, world: World): void {
  const find = ({ limit, offset, since, until, ordering, ...query }: Query, client: number | undefined) =>
    world.store.audit({
      ...query,
      client,
      since: since === undefined ? undefined : Date.parse(since),
      until: until === undefined ? undefined : Date.parse(until),
      oldestFirst: ordering === 'id',
      limit: limit ?? MOST,
      offset: offset ?? 0,
    })
  app.openapi(read, async (context) => {
    const query = context.req.valid('query')
    const { count, found } = await find(query, context.get('token').client)
    const entries = found.map(renderAudit)
    const { limit, offset = 0 } = query
    return context.json(
      limit === undefined ? entries : renderPage(entries, count, context.req.url, limit, offset),
      200,
    )
  })
  app.openapi(readAll, async (context) => {
    const { client, ...query } = context.req.valid('query')
    const { count, found } = await find(query, client)
    const names = await world.store.clientNames(found.flatMap((entry) => entry.client ?? []))
    const entries = found.map((entry) => renderOperatorAudit(entry, names))
    const { limit, offset = 0 } = query
    return context.json(
      limit === undefined ? entries : renderPage(entries, count, context.req.url, limit, offset),
      200,
    )
  })
  app.openapi(verify, async (context) => {
    const brokenAt = await world.store.verifyHistory()
    const state = brokenAt === null ? ('whole' as const) : ('broken' as const)
    return context.json({ state, broken_at: brokenAt, ...(await world.store.countHistory()) }, 200)
  })
}
