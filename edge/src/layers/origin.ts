// The floor: the customer's origin, streamed both ways. Always answers.

import type { EdgeOptions } from '@wellknown/wire'
import { plainAnswer, type Answer, type Body } from '../answer.ts'
import { dressAnswer, dressRequest } from '../passed-headers.ts'
import { placeOf } from '../origin-place.ts'
import type { Passage, Visit } from '../visit.ts'
import { OriginFailure, type World } from '../world.ts'

/** Methods that may be sent again to a backup when the first source gave no answer. */
const REPEATABLE = ['GET', 'HEAD', 'OPTIONS']
/** A body of these means nothing (RFC 9110 §9.3.1), and no platform sends one. */
const BODILESS = ['GET', 'HEAD']

export async function origin(visit: Visit, world: World): Promise<Answer> {
  const { passage } = visit
  if (!passage) return plainAnswer(421, 'This site is not served here.')
  // An origin that is this very network would be asked without end, and ask it without end (RFC 8586).
  if (isLoop(visit, world)) return plainAnswer(508, 'The origin of this site leads back here.')
  return ask(visit, passage, world)
}

async function ask(visit: Visit, { origin, options }: Passage, world: World): Promise<Answer> {
  const { method, url } = visit
  const { protocol, sources } = origin
  const scheme = protocol === 'MATCH' ? url.protocol : `${protocol.toLowerCase()}:`
  const inOrder = [...sources.filter(({ backup }) => !backup), ...sources.filter(({ backup }) => backup)]
  const tries = REPEATABLE.includes(method) ? inOrder : inOrder.slice(0, 1)
  const body = bodyOf(visit)
  let failure: OriginFailure | null = null
  for (const { source, host: own } of tries) {
    try {
      const to = placeOf(scheme, source)
      return await world.origin.fetch({
        site: visit.host ?? '',
        method,
        to,
        path: url.pathname + url.search,
        host: own ?? hostFor(visit, options, origin.hostHeader) ?? to.host,
        headers: visit.sent.headers(),
        dress(headers) {
          // A length without its body makes the origin take the next request for it (RFC 9112 §6.3).
          if (!body) headers.delete('content-length')
          dressRequest(headers, visit, options, world.keys)
        },
        dressAnswer: (headers, status) => dressAnswer(headers, status, options, world.now()),
        body,
      })
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

const bodyOf = ({ method, sent }: Visit): Body | null => (BODILESS.includes(method) ? null : sent.body())

/** `hostHeader` and `forward_host_header` of Gcore's API; without either, what the configuration says. */
function hostFor(
  { host }: Visit,
  { hostHeader: wish, forward_host_header: forward }: EdgeOptions,
  otherwise: string | null,
): string | null {
  if (wish?.enabled) return wish.host
  return forward?.enabled && forward.value ? host : (otherwise ?? host)
}

/** Has this request come by this network? It names itself by the id of its control plane's key, which all its edges know, also
 *  while one key follows another, and which tells an origin nothing. */
function isLoop({ header }: Visit, { keys }: World): boolean {
  const passed = (header('cdn-loop') ?? '').split(',').map((each) => each.split(';')[0]?.trim() ?? '')
  return passed.some((name) => keys.has(name))
}
