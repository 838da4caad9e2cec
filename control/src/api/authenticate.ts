import type { MiddlewareHandler } from 'hono'
import { hashOfToken } from '../actions/issue-token.ts'
import { mayAs } from '../actions/manage-tokens.ts'
import type { Role } from '../store/records.ts'
import { createViewer } from '../actions/view-client.ts'
import type { World } from '../world.ts'
import type { Api } from './context.ts'
import { VIEW_AS } from './schemas/view-as.ts'

/** `last_used` need not be exact, and a write for each request would be waste. */
const TOUCH_EVERY = 60_000
const SAFE = ['GET', 'HEAD', 'OPTIONS']

/** `Authorization: APIKey <token>`, or `Bearer`; the scheme's case does not matter. A read token only reads; an operator's may
 *  read as any client (`X-Wellknown-As-Client`), which is noted before it is answered. */
export function authenticate(world: World): MiddlewareHandler<Api> {
  const view = createViewer(world)
  return async (context, next) => {
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
    const fault = !token ? 'There is no such token.' : faultOf(token.expires, now)
    if (!token || fault !== null) {
      return context.json({ message: 'Token is invalid or expired', reason: fault }, 401, challenge)
    }
    if (!mayAs(token.role, 'write') && !SAFE.includes(context.req.method)) {
      return forbid(context, token.role, 'write')
    }
    if (now - (token.lastUsed ?? 0) > TOUCH_EVERY) await world.store.touchToken(token.id, now)
    context.set('by', token)
    const as = context.req.header(VIEW_AS)
    if (as === undefined) {
      context.set('token', token)
      return next()
    }
    if (!mayAs(token.role, 'operator')) return forbid(context, token.role, 'operator')
    if (!SAFE.includes(context.req.method) || !context.req.path.startsWith('/cdn/')) {
      return context.json(
        { message: 'You do not have permission to perform this action.', reason: ONLY_READS },
        403,
      )
    }
    context.set('token', { ...token, client: await view(token, as, context.req.path), role: 'read' })
    return next()
  }
}

/** Lets only tokens of this role or a higher one pass. */
export const demand =
  (role: Role): MiddlewareHandler<Api> =>
  async (context, next) => {
    const { role: has } = context.get('token')
    return mayAs(has, role) ? next() : forbid(context, has, role)
  }

const ONLY_READS =
  'A client is viewed as they see it, with calls below /cdn/ that read. Leave X-Wellknown-As-Client out to act as yourself.'
const challenge = { 'www-authenticate': 'APIKey' }

/** It is the holder's own token: to say why it is not good tells nobody else anything. */
const faultOf = (expires: number | null, now: number): string | null =>
  expires === null || expires > now
    ? null
    : `The token expired at ${new Date(expires).toISOString()}. Ask an admin of the client for a new one.`

const forbid = (context: Parameters<MiddlewareHandler<Api>>[0], has: Role, wants: Role): Response => {
  const reason = `This call wants a token of the role ${wants}; this one is of the role ${has}.`
  return context.json({ message: 'You do not have permission to perform this action.', reason }, 403)
}
