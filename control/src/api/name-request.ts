// Every request has a name, which its answer and all that is logged of it carry.

import type { MiddlewareHandler } from 'hono'
import type { World } from '../world.ts'
import type { Api } from './context.ts'

/** A client may bring its own, to find it again in our log. */
const GIVEN = /^[\w-]{8,64}$/
const LONGEST_PATH = 200

/** Answers with `X-Request-Id`, and logs who called what, how it ended and how long it took; never a query or a body. */
export const nameRequest =
  (world: Pick<World, 'id' | 'log' | 'now'>): MiddlewareHandler<Api> =>
  async (context, next) => {
    const given = context.req.header('x-request-id') ?? ''
    const id = GIVEN.test(given) ? given : world.id()
    const started = world.now()
    context.set('request', id)
    await next()
    context.header('x-request-id', id)
    // Before a token is looked at there is none.
    const by = context.get('token') as { readonly id: number; readonly client: number } | undefined
    world.log({
      event: 'request',
      request: id,
      method: context.req.method,
      path: context.req.path.slice(0, LONGEST_PATH),
      status: context.res.status,
      milliseconds: world.now() - started,
      client: by?.client ?? null,
      token: by?.id ?? null,
    })
  }
