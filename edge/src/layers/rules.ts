// The customer's rules: by weight, the first that matches wins, its options over the resource's.

import { matches } from '@wellknown/patterns/run'
import type { EdgeOptions } from '@wellknown/wire'
import { plainAnswer } from '../answer.ts'
import type { Configs } from '../configs.ts'
import type { Visit } from '../visit.ts'
import type { World } from '../world.ts'

/** Answers by the customer's configuration, or passes on to the origin. */
export async function rules(visit: Visit, world: World, configs: Configs): Promise<Response | null> {
  if (visit.host === null) return plainAnswer(400, 'The Host header is not a hostname.')
  let loaded
  try {
    loaded = await configs.of(visit.host)
  } catch {
    return plainAnswer(503, 'The configuration of this site is not available.', { 'retry-after': '5' })
  }
  if (!loaded) return plainAnswer(421, 'This site is not served here.')
  if (!loaded.config.active) return plainAnswer(403, 'This site is switched off.')
  const rule = loaded.rules.find(({ table }) => matches(table, visit.url.pathname))
  const options: EdgeOptions = { ...loaded.config.options, ...definedOptions(rule?.options) }
  return (await redirectToHttps(visit, world, loaded.config.https, options)) ?? forceReturn(options)
}

/** Null means inherit (Gcore's API): only options that are set stand over the resource's. */
function definedOptions(options: EdgeOptions | undefined): EdgeOptions {
  return Object.fromEntries(
    Object.entries(options ?? {}).filter(([, option]) => option !== null && option !== undefined),
  )
}

/** P24: waits until this edge serves a certificate for the name, and is suspended while HTTPS is off. */
async function redirectToHttps(
  { url, host }: Visit,
  { terminator, shelf }: World,
  https: boolean,
  { redirect_http_to_https: option }: EdgeOptions,
): Promise<Response | null> {
  if (!option?.enabled || !option.value || url.protocol !== 'http:' || !https || !terminator || !host)
    return null
  const held = await shelf.held(host, 'certificate').catch(() => null)
  if (!held?.document) return null
  return plainAnswer(301, 'This site is served over HTTPS.', {
    location: `https://${host}${url.pathname}${url.search}`,
  })
}

/** `force_return`: the customer's code and body; for a redirecting code the body is where to go. */
function forceReturn({ force_return: option }: EdgeOptions): Response | null {
  if (!option?.enabled) return null
  const { code, body } = option
  if (code >= 300 && code < 400 && body !== '') return plainAnswer(code, '', { location: safeHeader(body) })
  const empty = code === 204 || code === 205 || code === 304
  return new Response(empty ? null : body, {
    status: code < 200 ? 200 : code,
    headers: { 'content-type': 'text/plain; charset=utf-8', 'x-content-type-options': 'nosniff' },
  })
}

/** A customer's text as a header value: nothing outside visible ASCII. */
const safeHeader = (text: string): string => encodeURI(text).replaceAll('%25', '%')
