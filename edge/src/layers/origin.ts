// The floor: the customer's origin, streamed both ways. Always answers.

import { NOT_FORWARDED, NOT_SETTABLE, type EdgeOptions } from '@wellknown/wire'
import { plainAnswer, type Answer } from '../answer.ts'
import { addHeaders, trimHeaders } from '../options/dress.ts'
import type { Passage, Visit } from '../visit.ts'
import { OriginFailure, type World } from '../world.ts'

/** Methods that may be sent again to a backup when the first source gave no answer. */
const REPEATABLE = ['GET', 'HEAD', 'OPTIONS']
/** RFC 9110 §5.6.2: no header is called anything else. */
const NAME = /^[!#$%&'*+.^`|~\w-]+$/
/** A body of these means nothing (RFC 9110 §9.3.1), and no platform sends one. */
const BODILESS = ['GET', 'HEAD']

export async function origin(visit: Visit, world: World): Promise<Answer> {
  const { passage } = visit
  if (!passage) return plainAnswer(421, 'This site is not served here.')
  // An origin that is this very network would be asked without end, and ask it without end (RFC 8586).
  if (isLoop(visit, world)) return plainAnswer(508, 'The origin of this site leads back here.')
  return addHeaders(await ask(visit, passage, world), passage.options)
}

async function ask(visit: Visit, { origin, options }: Passage, world: World): Promise<Answer> {
  const { request, url } = visit
  const { protocol, sources } = origin
  const scheme = protocol === 'MATCH' ? url.protocol : `${protocol.toLowerCase()}:`
  const inOrder = [...sources.filter(({ backup }) => !backup), ...sources.filter(({ backup }) => backup)]
  const tries = REPEATABLE.includes(request.method) ? inOrder : inOrder.slice(0, 1)
  let failure: OriginFailure | null = null
  for (const { source, host: own } of tries) {
    try {
      const to = new URL(`${scheme}//${source}`)
      to.pathname = url.pathname
      to.search = url.search
      const answer = await world.origin.fetch({
        site: visit.host ?? '',
        method: request.method,
        url: to,
        host: own ?? hostFor(visit, options, origin.hostHeader) ?? to.host,
        headers: forwardedHeaders(visit, options, world),
        body: bodyOf(request),
      })
      const given = answer.headers instanceof Headers ? answer.headers : new Headers(answer.headers)
      const headers = trimHeaders(endToEnd(given), answer.status, options, world.now())
      // To make another answer of it costs more than all that came before.
      return headers === answer.headers ? answer : { status: answer.status, headers, body: answer.body }
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

const bodyOf = ({ method, body }: Request): ReadableStream | null => (BODILESS.includes(method) ? null : body)

/** `hostHeader` and `forward_host_header` of Gcore's API; without either, what the configuration says. */
function hostFor(
  { host }: Visit,
  { hostHeader: wish, forward_host_header: forward }: EdgeOptions,
  otherwise: string | null,
): string | null {
  if (wish?.enabled) return wish.host
  return forward?.enabled && forward.value ? host : (otherwise ?? host)
}

/** The visitor's headers, those that say who asks and how, and those the customer adds. */
function forwardedHeaders(
  { request, url, host, address }: Visit,
  options: EdgeOptions,
  { keys }: World,
): Headers {
  const headers = new Headers(endToEnd(request.headers))
  // A length without its body makes the origin take the next request for it (RFC 9112 §6.3).
  if (!bodyOf(request)) headers.delete('content-length')
  const [name] = keys.keys()
  if (name !== undefined) headers.append('cdn-loop', name)
  headers.set('x-forwarded-for', address)
  headers.set('x-forwarded-proto', url.protocol.slice(0, -1))
  if (host) headers.set('x-forwarded-host', host)
  const added = options.staticRequestHeaders
  for (const { name, value } of added?.enabled ? added.headers : []) {
    if (!NOT_SETTABLE.includes(name.toLowerCase())) headers.set(name, value)
  }
  return headers
}

/** Has this request come by this network? It names itself by the id of its control plane's key, which all its edges know, also
 *  while one key follows another, and which tells an origin nothing. */
function isLoop({ header }: Visit, { keys }: World): boolean {
  const passed = (header('cdn-loop') ?? '').split(',').map((each) => each.split(';')[0]?.trim() ?? '')
  return passed.some((name) => keys.has(name))
}

/** Without hop-by-hop headers, and without those that `Connection` names; the same object where there are none. What says
 *  where a body ends, or who was passed, is nobody's to name there (RFC 9110 §7.6.1). */
function endToEnd(given: Headers): Headers {
  const named = (given.get('connection') ?? '').split(',').map((name) => name.trim())
  const foreign = named.filter((name) => NAME.test(name) && !NOT_SETTABLE.includes(name.toLowerCase()))
  const dropped = [...NOT_FORWARDED, ...foreign].filter((name) => given.has(name))
  if (dropped.length === 0) return given
  const headers = new Headers(given)
  for (const name of dropped) headers.delete(name)
  return headers
}
