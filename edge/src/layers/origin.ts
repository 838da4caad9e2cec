// The floor: the customer's origin, streamed both ways. Always answers.

import { plainAnswer } from '../answer.ts'
import type { Configs } from '../configs.ts'
import type { Visit } from '../visit.ts'
import { OriginFailure, type World } from '../world.ts'

/** RFC 9110 §7.6.1, and what a client could use to name another host or path to somebody behind us. */
const NOT_FORWARDED = [
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'host',
  'forwarded',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-proto',
  'x-forwarded-port',
  'x-original-url',
  'x-rewrite-url',
  'x-real-ip',
  'mf-original-url',
  'cf-connecting-ip',
]
/** Methods that may be sent again to a backup when the first source gave no answer. */
const REPEATABLE = ['GET', 'HEAD', 'OPTIONS']

export async function origin(visit: Visit, world: World, configs: Configs): Promise<Response> {
  const { request, url, host } = visit
  const loaded = host === null ? null : await configs.of(host).catch(() => null)
  if (!loaded) return plainAnswer(421, 'This site is not served here.')
  const { protocol, hostHeader, sources } = loaded.config.origin
  const scheme = protocol === 'MATCH' ? url.protocol : `${protocol.toLowerCase()}:`
  const inOrder = [...sources.filter(({ backup }) => !backup), ...sources.filter(({ backup }) => backup)]
  const tries = REPEATABLE.includes(request.method) ? inOrder : inOrder.slice(0, 1)
  let failure: OriginFailure | null = null
  for (const { source } of tries) {
    try {
      const to = new URL(`${scheme}//${source}`)
      to.pathname = url.pathname
      to.search = url.search
      const answer = await world.origin.fetch({
        method: request.method,
        url: to,
        host: hostHeader ?? host ?? to.host,
        headers: forwardedHeaders(visit),
        body: request.body,
      })
      return new Response(answer.body, { status: answer.status, headers: endToEnd(answer.headers) })
    } catch (error) {
      if (!(error instanceof OriginFailure))
        return plainAnswer(502, 'The origin of this site could not be asked.')
      failure = error
    }
  }
  return failure?.why === 'timeout'
    ? plainAnswer(504, 'The origin of this site did not answer in time.')
    : plainAnswer(502, 'The origin of this site could not be reached.')
}

function forwardedHeaders({ request, url, host, address }: Visit): Headers {
  const headers = endToEnd(request.headers)
  headers.set('x-forwarded-for', address)
  headers.set('x-forwarded-proto', url.protocol.slice(0, -1))
  if (host) headers.set('x-forwarded-host', host)
  return headers
}

/** Without hop-by-hop headers, and without those that `Connection` names. */
function endToEnd(from: Headers): Headers {
  const headers = new Headers(from)
  for (const name of (from.get('connection') ?? '').split(',')) {
    if (/^[\w-]+$/.test(name.trim())) headers.delete(name.trim())
  }
  for (const name of NOT_FORWARDED) headers.delete(name)
  return headers
}
