import { tokenOfPath } from '@wellknown/wire'
import { plainAnswer, within, type Answer } from '../answer.ts'
import type { Visit } from '../visit.ts'
import type { World } from '../world.ts'

/** A CA waits about ten seconds; a store that takes longer than this has failed. */
const STORE_BOUND_MS = 1500

/** RFC 8555 §8.3: a live token of this very host is answered, before any rule is read. Everything else goes on to the
 *  next layer with every protection; only a store that fails is answered here, so that "unknown" is never said in error. */
export async function challenge(visit: Visit, world: World): Promise<Answer | null> {
  const { request, url, host } = visit
  if (request.method !== 'GET' && request.method !== 'HEAD') return null
  const token = tokenOfPath(url.pathname)
  if (token === null || host === null) return null
  const since = world.now()
  let thumbprint: string | null
  try {
    thumbprint = await within(STORE_BOUND_MS, world.shelf.lookup(host, token, since))
  } catch {
    world.witness.note(visit, token, 'unavailable', since)
    return plainAnswer(503, 'The challenge store is not available.', { 'retry-after': '5' })
  }
  const live = thumbprint !== null && world.thumbprints.includes(thumbprint)
  world.witness.note(visit, token, live ? 'answered' : 'unknown', since)
  if (!live) return null
  const body = `${token}.${thumbprint}`
  return {
    status: 200,
    headers: {
      'content-type': 'application/octet-stream',
      'content-length': String(body.length),
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    },
    body: request.method === 'HEAD' ? null : body,
  }
}
