// What every route is given: who asks.

import type { OpenAPIHono } from '@hono/zod-openapi'
import type { ApiToken } from '../store/records.ts'

export type Api = { Variables: { readonly token: ApiToken } }
export type App = OpenAPIHono<Api>
