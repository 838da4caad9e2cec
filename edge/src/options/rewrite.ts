// `rewrite` of Gcore's API, which is nginx's (ngx_http_rewrite_module): where the pattern matches, the whole path becomes
// the replacement, with what the groups caught. Paths stand as a URL holds them, percent-encoded.

import { findGroups, loadCaptures, type LoadedCaptures } from '@wellknown/patterns/run-captures'
import type { EdgeOptions } from '@wellknown/wire'
import { plainAnswer, type Answer } from '../answer.ts'
import type { Visit } from '../visit.ts'
import { isOn, type On } from './gates.ts'

type Wish = On<EdgeOptions['rewrite']>
export type Rewrite = Omit<Wish, 'table'> & { readonly captures: LoadedCaptures }

/** By the option it is of: a hundred rules may inherit one. */
const made = new WeakMap<object, Rewrite>()

/** The rewrite of `options`, if there is one. Throws MalformedTable. */
export function loadRewrite({ rewrite: option }: EdgeOptions): Rewrite | null {
  if (!isOn(option)) return null
  const { table, ...wish } = option
  const loaded = made.get(option) ?? { ...wish, captures: loadCaptures(table) }
  made.set(option, loaded)
  return loaded
}

/** Where the request goes on to, or an answer that sends the visitor there; null where the pattern does not match. */
export function rewrite(
  { captures, replacement, absolute, flag }: Rewrite,
  { url, host }: Visit,
): Answer | URL | null {
  const groups = findGroups(captures, url.pathname)
  if (!groups) return null
  const values = { scheme: url.protocol.slice(0, -1), host: host ?? url.host, uri: url.pathname }
  const target = replacement
    .map((part) =>
      'text' in part ? part.text : 'group' in part ? (groups[part.group] ?? '') : values[part.variable],
    )
    .join('')
  const whole = withArguments(target, url.search)
  // The host of a path is always ours, whatever the path begins with.
  const path = whole.startsWith('/') ? whole : `/${whole}`
  if (absolute || flag === 'redirect' || flag === 'permanent') {
    const location = absolute ? whole : `${url.protocol}//${values.host}${path}`
    return plainAnswer(flag === 'permanent' ? 301 : 302, 'This page is elsewhere.', { location })
  }
  const to = new URL(url)
  const [pathname = '', ...search] = path.split('?')
  to.pathname = pathname
  to.search = search.join('?')
  return to
}

/** The arguments of the request are appended, unless the replacement ends with a question mark. */
function withArguments(target: string, search: string): string {
  if (target.endsWith('?')) return target.slice(0, -1)
  return target.includes('?') && search !== '' ? `${target}&${search.slice(1)}` : target + search
}
