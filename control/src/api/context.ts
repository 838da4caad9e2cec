// What every route is given: who asks.

import type { HttpBindings } from '@hono/node-server'
import type { OpenAPIHono } from '@hono/zod-openapi'
import type { ApiToken } from '../store/records.ts'

export type Api = {
  /** What the socket tells; nothing where the API is called without one. */
  Bindings: Partial<Pick<HttpBindings, 'incoming'>>
  Variables: {
    readonly token: ApiToken
    /** Its name in our log (X-Request-Id). */
    request: string | undefined
    /** The resource that the call has made. */
    made: number | undefined
    /** The call was asked to change nothing. */
    harmless: boolean | undefined
  }
}
export type App = OpenAPIHono<Api>
