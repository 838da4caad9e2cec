// What every route is given: who asks.

import type { HttpBindings } from '@hono/node-server'
import type { OpenAPIHono } from '@hono/zod-openapi'
import type { ApiToken } from '../store/records.ts'

export type Api = {
  /** What the socket tells; nothing where the API is called without one. */
  Bindings: Partial<Pick<HttpBindings, 'incoming'>>
  Variables: {
    /** What the call may do and see: the token of whoever calls, or, where an operator views a client, one that only reads
     *  and is that client's. */
    readonly token: ApiToken
    /** The token of whoever calls, whomever they view. */
    readonly by: ApiToken
    /** Its name in our log (X-Request-Id). */
    request: string | undefined
    /** The resource that the call has made. */
    made: number | undefined
    /** The call was asked to change nothing. */
    harmless: boolean | undefined
  }
}
export type App = OpenAPIHono<Api>
