// The customer's rules: by weight, the first that matches wins, its options over the resource's. Who may not pass is
// told so before anything else is looked at; then come the redirects, `force_return`, and the origin.

import { matches } from '@wellknown/patterns/run'
import { tokenOfPath } from '@wellknown/wire'
import { plainAnswer } from '../answer.ts'
import type { Configs, LoadedConfig } from '../configs.ts'
import { addHeaders } from '../options/dress.ts'
import type { LoadedOptions } from '../options/load.ts'
import type { Visit } from '../visit.ts'
import type { World } from '../world.ts'

/** Without the option `allowedHttpMethods` (Gcore's guide "Specify HTTP methods allowed"). */
const METHODS: readonly string[] = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']
/** With these codes the body is where to go (nginx's return). */
const REDIRECTS = [301, 302, 303, 307, 308]
/** RFC 9110 §15: an answer with one of these has no content. */
const EMPTY = [204, 205, 304]

/** Answers by the customer's configuration, or says how the origin is to be asked. */
export async function rules(visit: Visit, world: World, configs: Configs): Promise<Response | Visit> {
  if (visit.host === null) return plainAnswer(400, 'The Host header is not a hostname.')
  let loaded
  try {
    loaded = await configs.of(visit.host)
  } catch {
    return plainAnswer(503, 'The configuration of this site is not available.', { 'retry-after': '5' })
  }
  // Whoever asks for a token learns nothing of who is served here (SEC-32).
  if (!loaded)
    return isChallenge(visit) ? noSuchChallenge() : plainAnswer(421, 'This site is not served here.')
  if (!loaded.config.active) return plainAnswer(403, 'This site is switched off.')
  return follow(visit, world, loaded)
}

async function follow(visit: Visit, world: World, loaded: LoadedConfig): Promise<Response | Visit> {
  const rule = loaded.rules.find(({ table }) => matches(table, visit.url.pathname))
  const options = rule?.options ?? loaded.options
  const answer =
    refuse(visit, world, options) ??
    (await redirect(visit, world, loaded.config.https, options)) ??
    forceReturn(options, world.now()) ??
    (options.plain.block_unknown_challenges?.enabled &&
    options.plain.block_unknown_challenges.value &&
    isChallenge(visit)
      ? noSuchChallenge()
      : null)
  if (answer) return addHeaders(answer, options.plain)
  const { origin } = loaded.config
  const protocol = rule?.protocol ?? origin.protocol
  return { ...visit, passage: { origin: { ...origin, protocol }, options: options.plain } }
}

function refuse(visit: Visit, world: World, { plain, gates }: LoadedOptions): Response | null {
  const methods = plain.allowedHttpMethods?.enabled ? plain.allowedHttpMethods.methods : METHODS
  // RFC 9110 §15.5.6: those that are allowed are named.
  if (!methods.includes(visit.request.method))
    return plainAnswer(405, 'This method is not allowed here.', { allow: methods.join(', ') })
  return gates.every((gate) => gate(visit, world)) ? null : plainAnswer(403, 'Access is denied.')
}

/** `redirect_http_to_https` waits until this edge serves a certificate for the name, and is suspended while HTTPS is off
 *  (P24). */
async function redirect(
  { url, host }: Visit,
  { terminator, shelf }: World,
  https: boolean,
  { plain }: LoadedOptions,
): Promise<Response | null> {
  const { redirect_http_to_https: upward, redirect_https_to_http: downward } = plain
  const at = `${host}${url.pathname}${url.search}`
  if (url.protocol === 'https:') {
    return downward?.enabled && downward.value
      ? plainAnswer(301, 'This site is served over HTTP.', { location: `http://${at}` })
      : null
  }
  if (!upward?.enabled || !upward.value || !https || !terminator || !host) return null
  const held = await shelf.held(host, 'certificate').catch(() => null)
  return held?.document
    ? plainAnswer(301, 'This site is served over HTTPS.', { location: `https://${at}` })
    : null
}

/** `force_return`: the customer's code and body, at the hours it is for. */
function forceReturn({ forceReturn: wish }: LoadedOptions, now: number): Response | null {
  if (!wish?.applies(now)) return null
  const { code, body } = wish.is
  if (REDIRECTS.includes(code) && body !== '') return plainAnswer(code, '', { location: safeHeader(body) })
  return new Response(EMPTY.includes(code) ? null : body, {
    status: code < 200 ? 200 : code,
    headers: { 'content-type': 'text/plain; charset=utf-8', 'x-content-type-options': 'nosniff' },
  })
}

const isChallenge = ({ url }: Visit): boolean => tokenOfPath(url.pathname) !== null
const noSuchChallenge = (): Response => plainAnswer(404, 'There is no such challenge.')

/** A customer's text as a header value: nothing outside visible ASCII. */
const safeHeader = (text: string): string => encodeURI(text).replaceAll('%25', '%')
