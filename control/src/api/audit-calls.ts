// Who called for what: every call that changed something stands in the history of its client.

import type { MiddlewareHandler } from 'hono'
import type { World } from '../world.ts'
import type { Api } from './context.ts'

const SAFE = ['GET', 'HEAD', 'OPTIONS']
const MOST_FIELDS = 50
/** What happened to the client as a whole stands under no resource. */
const NONE = 0

/** Notes calls that were granted: method, path, the token and the names of the fields that were given, never what was in them. */
export const auditCalls =
  (world: Pick<World, 'store' | 'now'>): MiddlewareHandler<Api> =>
  async (context, next) => {
    const { method, path } = context.req
    if (SAFE.includes(method)) return next()
    const fields = fieldsOf(await context.req.text())
    await next()
    const { status, headers } = context.res
    if (context.get('harmless') || status >= 400 || headers.has('idempotency-replayed')) return undefined
    const { id, name, role, client } = context.get('token')
    const [, named] = /^\/cdn\/resources\/(\d{1,15})(?:\/|$)/.exec(path) ?? []
    return world.store.note({
      client,
      resource: Number(context.get('made') ?? named ?? NONE),
      at: world.now(),
      event: 'called',
      from: null,
      to: null,
      detail: { method, path, status, token: { id, name, role }, fields },
    })
  }

function fieldsOf(text: string): readonly string[] {
  try {
    const body: unknown = JSON.parse(text)
    const names = typeof body === 'object' && body !== null && !Array.isArray(body) ? Object.keys(body) : []
    return names.filter((name) => /^\w{1,64}$/.test(name)).slice(0, MOST_FIELDS)
  } catch {
    return []
  }
}
