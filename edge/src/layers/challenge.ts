import { tokenOfPath } from '@wellknown/wire'
import { plainAnswer, within } from '../answer.ts'
import type { Visit } from '../visit.ts'
import type { World } from '../world.ts'

/** A CA waits about ten seconds; a store that takes longer than this has failed. */
const STORE_BOUND_MS = 1500

/** RFC 8555 §8.3: a live token of this very host is answered, before any rule is read. Everything else goes on to the
 *  next layer with every protection; only a store that fails is answered here, so that "unknown" is never said in error. */
export async function challenge({ request, url, host }: Visit, world: World): Promise<Response | null> {
  if (request.method !== 'GET' && request.method !== 'HEAD') return null
  const token = tokenOfPath(url.pathname)
  if (token === null || host === null) return null
  let thumbprint: string | null
  try {
    thumbprint = await within(STORE_BOUND_MS, world.shelf.lookup(host, token, world.now()))
  } catch {
    return plainAnswer(503, 'The challenge store is not available.', { 'retry-after': '5' })
  }
  if (thumbprint === null || !world.thumbprints.includes(thumbprint)) return null
  const body = `${token}.${thumbprint}`
  return new Response(request.method === 'HEAD' ? null : body, {
    status: 200,
    headers: {
      'content-type': 'application/octet-stream',
      'content-length': String(body.length),
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    },
  })
}
