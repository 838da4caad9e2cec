import { tokenOfPath } from '@wellknown/wire'
import { always, plainAnswer, type Answer } from '../answer.ts'
import type { Visit } from '../visit.ts'
import type { Inner } from '../world.ts'

const HEADERS = always({
  'content-type': 'application/octet-stream',
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-store',
})

/** RFC 8555 §8.3: a live token of this very host is answered, before any rule is read. Everything else goes on to the
 *  next layer with every protection; only a store that fails is answered here, so that "unknown" is never said in error, and a flood of
 *  unknown tokens, by its host and network. */
export async function challenge(visit: Visit, world: Inner): Promise<Answer | null> {
  const { method, url, host, address } = visit
  if (method !== 'GET' && method !== 'HEAD') return null
  const token = tokenOfPath(url.pathname)
  if (token === null || host === null) return null
  const flood = world.misses.floodOf(host, address)
  const reserve = flood === null || world.shelf.lookupIsFree ? null : world.reserve
  if (flood !== null && reserve?.grants(flood, host, token) === false) return tooMany()
  const since = world.now()
  let thumbprint: string | null
  try {
    thumbprint = await world.lookup(host, token)
  } catch {
    world.witness.note(visit, token, 'unavailable', since)
    return plainAnswer(503, 'The challenge store is not available.', { 'retry-after': '5' })
  }
  const live = thumbprint !== null && world.thumbprints.includes(thumbprint)
  world.witness.note(visit, token, live ? 'answered' : 'unknown', since)
  reserve?.found(host, token, live)
  if (!live && flood !== null) return tooMany()
  if (!live) {
    world.misses.count(host, address)
    return null
  }
  const body = `${token}.${thumbprint}`
  return {
    status: 200,
    // HEAD is told what GET would get (RFC 9110 §9.3.2).
    headers: method === 'HEAD' ? { ...HEADERS, 'content-length': String(body.length) } : HEADERS,
    body: method === 'HEAD' ? null : body,
  }
}

/** Not "unknown": nobody has looked, or nobody will pass it on. */
const tooMany = (): Answer =>
  plainAnswer(503, 'Too many unknown tokens were asked for.', { 'retry-after': '10' })
