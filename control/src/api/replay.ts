// The same POST twice creates one thing: the second is given the first's answer (draft-ietf-httpapi-idempotency-key-header-07).

import { createHash } from 'node:crypto'
import type { Context, MiddlewareHandler } from 'hono'
import { z } from 'zod'
import type { KeyedRequest } from '../store/idempotency-port.ts'
import type { World } from '../world.ts'
import type { Api } from './context.ts'

/** Visible ASCII, in quotes as the draft has it or bare as most clients send it. */
const KEY = /^(?:"([!#-~]{1,255})"|([!#-~]{1,255}))$/
/** No request takes as long; one without an answer by then was cut off. */
const LONGEST_REQUEST = 60_000

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex')

/** Keeps the answers of POST requests that carry an Idempotency-Key for a day and made something, sealed: some hold a secret. A request that
 *  was cut off is not done again, since what it did is not known: 409 says where to look. */
export const replay =
  (world: World): MiddlewareHandler<Api> =>
  async (context, next) => {
    const header = context.req.header('idempotency-key')
    if (context.req.method !== 'POST' || header === undefined) return next()
    const [, quoted, bare] = KEY.exec(header.trim()) ?? []
    const key = quoted ?? bare
    if (key === undefined) {
      const wish = 'Give 1 to 255 visible characters without quotes, a UUID for instance.'
      return context.json({ errors: { 'Idempotency-Key': [wish] } }, 400)
    }
    const { client, id: token } = context.get('token')
    const { pathname, search } = new URL(context.req.url)
    // Of the token as well: an answer may hold what a lesser one must not see.
    const fingerprint = hashOf(`${token} ${pathname}${search}\n${await context.req.text()}`)
    const known = await world.store.openRequest({ client, key, fingerprint, started: world.now() })
    if (known) return repeat(world, context, known, fingerprint)
    await next()
    const { status } = context.res
    // What failed on our side may have happened: it is left as cut off. A refusal made nothing: it may be tried again.
    if (status >= 500) return undefined
    if (status >= 400) return world.store.forgetRequest(client, key)
    const kept = { text: await context.res.clone().text(), headers: ownHeaders(context.res.headers) }
    const body = world.sealer.seal(JSON.stringify(kept), aboutOf({ client, key }))
    return world.store.answerRequest(client, key, { status, body })
  }

/** Warnings belong to the answer. */
const ownHeaders = (headers: Headers): Record<string, string> =>
  Object.fromEntries([...headers].filter(([name]) => name.startsWith('x-wellknown-')))

const keptAnswer = z.object({ text: z.string(), headers: z.record(z.string(), z.string()) })

function repeat(
  world: World,
  context: Context<Api>,
  { client, key, fingerprint, started, answer }: KeyedRequest,
  asked: string,
): Response {
  const tell = (status: 409 | 422, message: string): Response =>
    context.json({ errors: { 'Idempotency-Key': [message] } }, status)
  if (fingerprint !== asked) {
    return tell(422, 'This key was used for another request within a day. Use a new key for each request.')
  }
  if (answer === null && world.now() - started < LONGEST_REQUEST) {
    context.header('retry-after', '1')
    return tell(409, 'The first request with this key is under way. Try again in a second.')
  }
  const kept = answer === null ? null : open(world, answer.body, aboutOf({ client, key }))
  if (answer === null || kept === null) {
    return tell(
      409,
      'The first request with this key was cut off. See what exists by now, and use a new key to send it again.',
    )
  }
  return new Response(kept.text === '' ? null : kept.text, {
    status: answer.status,
    headers: { ...kept.headers, 'content-type': 'application/json', 'idempotency-replayed': 'true' },
  })
}

const aboutOf = ({ client, key }: Pick<KeyedRequest, 'client' | 'key'>): string => `answer ${client} ${key}`

/** Null: it was sealed under a master key that is gone. */
function open(world: World, sealed: string, about: string): z.infer<typeof keptAnswer> | null {
  try {
    return keptAnswer.parse(JSON.parse(world.sealer.open(sealed, about)))
  } catch {
    return null
  }
}
