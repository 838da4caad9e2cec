// The customer's rules: by weight, the first that matches wins, its options over the resource's. Who may not pass is
// told so before anything else is looked at; then come the redirects, `force_return`, `rewrite`, and the origin.

import { matches } from '@wellknown/patterns/run'
import { METHOD_OVERRIDES, tokenOfPath } from '@wellknown/wire'
import { always, plainAnswer, type Answer } from '../answer.ts'
import type { Configs } from '../configs.ts'
import type { LoadedConfig } from '../load-config.ts'
import { addHeaders } from '../options/dress.ts'
import type { LoadedOptions } from '../options/load.ts'
import { rewrite, type Rewrite } from '../options/rewrite.ts'
import type { Visit } from '../visit.ts'
import type { World } from '../world.ts'

/** Without the option `allowedHttpMethods` (Gcore's guide "Specify HTTP methods allowed"). */
const METHODS: readonly string[] = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']
/** With these codes the body is where to go (nginx's return). */
const REDIRECTS = [301, 302, 303, 307, 308]
/** As nginx, which gives up after ten. */
const MOST_TURNS = 10
const TEXT = always({ 'content-type': 'text/plain; charset=utf-8', 'x-content-type-options': 'nosniff' })
/** RFC 9110 §15: an answer with one of these has no content. */
const EMPTY = [204, 205, 304]

/** Answers by the customer's configuration, or says how the origin is to be asked. */
export async function rules(visit: Visit, world: World, configs: Configs): Promise<Answer | Visit> {
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
  if (!loaded.config.active)
    return isBlocked(visit, loaded.options)
      ? noSuchChallenge()
      : plainAnswer(403, 'This site is switched off.')
  return follow(visit, world, loaded)
}

/** Finds the rule of a path and does as it says; a rewrite with the flag `last` looks for the rule of the new path. */
async function follow(visit: Visit, world: World, loaded: LoadedConfig): Promise<Answer | Visit> {
  const { origin } = loaded.config
  let at = visit
  // nginx does the resource's before any rule is looked for: once, whatever rules inherit it.
  let spent = false
  for (let turn = 0; turn < MOST_TURNS; turn++) {
    const pathname = plainPath(at.url.pathname)
    const rule = loaded.rules.find(({ table }) => matches(table, pathname))
    const options = rule?.options ?? loaded.options
    const answer = await answerBy(options, at, world, loaded.config)
    if (answer) return addHeaders(answer, options.plain)
    // Without the customer's headers: as for a host that is not served here.
    if (isBlocked(visit, options)) return noSuchChallenge()
    const wish: Rewrite | null = spent && options.rewrite === loaded.options.rewrite ? null : options.rewrite
    const target = wish && rewrite(wish, at)
    if (target !== null && 'status' in target) return addHeaders(target, options.plain)
    at = target ? { ...at, url: target } : at
    if (!target || wish?.flag !== 'last') {
      const protocol = rule?.protocol ?? origin.protocol
      const own = options.plain.sources
      const sources = own?.enabled ? own.sources : origin.sources
      return { ...at, passage: { origin: { ...origin, protocol, sources }, options: options.plain } }
    }
    spent ||= wish === loaded.options.rewrite
  }
  return plainAnswer(500, 'The rewrites of this site lead nowhere.')
}

async function answerBy(
  options: LoadedOptions,
  visit: Visit,
  world: World,
  config: LoadedConfig['config'],
): Promise<Answer | null> {
  return (
    refuse(visit, world, options) ??
    (await redirect(visit, world, config, options)) ??
    forceReturn(options, world.now())
  )
}

const isBlocked = (visit: Visit, { plain: { block_unknown_challenges: option } }: LoadedOptions): boolean =>
  option?.enabled === true && option.value && isChallenge(visit)

function refuse(visit: Visit, world: World, { plain, gates }: LoadedOptions): Answer | null {
  const chosen = plain.allowedHttpMethods?.enabled ? plain.allowedHttpMethods.methods : null
  const methods = chosen ?? METHODS
  // RFC 9110 §15.5.6: those that are allowed are named.
  if (!methods.includes(visit.method) || (chosen && overrides(visit).some((each) => !chosen.includes(each))))
    return plainAnswer(405, 'This method is not allowed here.', { allow: methods.join(', ') })
  return gates.every((gate) => gate(visit, world)) ? null : plainAnswer(403, 'Access is denied.')
}

/** Methods that an origin may take for the one sent: the customer's choice holds for them as well. */
const overrides = ({ header }: Visit): string[] =>
  METHOD_OVERRIDES.flatMap((name) => header(name)?.toUpperCase().split(',') ?? []).map((each) => each.trim())

/** `redirect_http_to_https` waits until this edge serves a certificate for the name, and is suspended while HTTPS is off
 *  (P24). */
async function redirect(
  { url, host }: Visit,
  world: World,
  config: LoadedConfig['config'],
  { plain }: LoadedOptions,
): Promise<Answer | null> {
  const { redirect_http_to_https: upward, redirect_https_to_http: downward } = plain
  const at = `${host}${url.pathname}${url.search}`
  if (url.protocol === 'https:') {
    return downward?.enabled && downward.value
      ? plainAnswer(301, 'This site is served over HTTP.', { location: `http://${at}` })
      : null
  }
  if (!upward?.enabled || !upward.value || !host || !(await isSecure(host, world, config))) return null
  return plainAnswer(301, 'This site is served over HTTPS.', { location: `https://${at}` })
}

/** Who terminates TLS by itself sees what it serves; else it is the control plane that has looked. */
async function isSecure(
  host: string,
  { terminator }: World,
  { https, tlsSeen = false }: LoadedConfig['config'],
): Promise<boolean> {
  if (!https || !terminator) return https && tlsSeen
  return terminator.canServe(host)
}

/** `force_return`: the customer's code and body, at the hours it is for. */
function forceReturn({ forceReturn: wish }: LoadedOptions, now: number): Answer | null {
  if (!wish?.applies(now)) return null
  const { code, body } = wish.is
  if (REDIRECTS.includes(code) && body !== '') return plainAnswer(code, '', { location: safeHeader(body) })
  return {
    status: code < 200 ? 200 : code,
    headers: TEXT,
    body: EMPTY.includes(code) ? null : body,
  }
}

/** RFC 3986 §6.2.2.2: a letter, digit, `-`, `.`, `_` or `~` is the same encoded, so that none leads past a rule. */
const plainPath = (pathname: string): string =>
  pathname.includes('%')
    ? pathname.replaceAll(/%(?:2[de]|3\d|4[1-9a-f]|5[\daf]|6[1-9a-f]|7[\dae])/gi, decodeURIComponent)
    : pathname

const isChallenge = ({ url }: Visit): boolean => tokenOfPath(url.pathname) !== null
const noSuchChallenge = (): Answer => plainAnswer(404, 'There is no such challenge.')

/** A customer's text as a header value: nothing outside visible ASCII. */
const safeHeader = (text: string): string => encodeURI(text).replaceAll('%25', '%')
