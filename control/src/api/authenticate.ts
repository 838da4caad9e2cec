import type { MiddlewareHandler } from 'hono'
import { hashOfToken } from '../actions/issue-token.ts'
import type { ApiToken, Role } from '../store/records.ts'
import type { World } from '../world.ts'
import type { Api } from './context.ts'

const RANK: Readonly<Record<Role, number>> = { read: 0, write: 1, admin: 2, operator: 3 }
/** `last_used` need not be exact, and a write for each request would be waste. */
const TOUCH_EVERY = 60_000
const SAFE = ['GET', 'HEAD', 'OPTIONS']

/** `Authorization: APIKey <token>`, or `Bearer`; the scheme's case does not matter. A read token only reads. */
export const authenticate =
  (world: World): MiddlewareHandler<Api> =>
  async (context, next) => {
    const header = context.req.header('authorization')
    if (header === undefined) {
      return context.json({ message: 'Authentication credentials were not provided.' }, 401, challenge)
    }
    const [, text] = /^(?:apikey|bearer) +(\S{1,200}) *$/i.exec(header) ?? []
    if (text === undefined) {
      return context.json({ message: 'Given token not valid for any token type' }, 401, challenge)
    }
    const token = await world.store.tokenByHash(hashOfToken(text))
    const now = world.now()
    if (!token || (token.expires !== null && token.expires <= now)) {
      return context.json({ message: 'Token is invalid or expired' }, 401, challenge)
    }
    if (token.role === 'read' && !SAFE.includes(context.req.method)) return forbid(context)
    if (now - (token.lastUsed ?? 0) > TOUCH_EVERY) await world.store.touchToken(token.id, now)
    context.set('token', token)
    return next()
  }

/** Lets only tokens of this role or a higher one pass. */
export const demand =
  (role: Role): MiddlewareHandler<Api> =>
  async (context, next) => {
    const { role: has }: ApiToken = context.get('token')
    return RANK[has] >= RANK[role] ? next() : forbid(context)
  }

const challenge = { 'www-authenticate': 'APIKey' }
const forbid = (context: Parameters<MiddlewareHandler<Api>>[0]): Response =>
  context.json({ message: 'You do not have permission to perform this action.' }, 403)
