// Where a redirect may lead a validator. The rules and their order are Boulder's (va/http.go).

import { isIP } from 'node:net'
import { isReserved } from './addresses.ts'
import { isHostname } from './names.ts'
import { quote } from './problem.ts'

/** Baseline Requirements §3.2.2.4.19; 303 is not among them. */
const FOLLOWED = [301, 302, 307, 308]
/** What an HTTP client takes for a redirect at all; other 3xx codes are answers that are not 200. */
const REDIRECTS = [...FOLLOWED, 303]
const HTTPS_PORT = 443
const LONGEST_PATH = 2000

export type Redirect = { readonly to: URL; readonly port: number }

export const isRedirect = (status: number, location: string | null): location is string =>
  location !== null && REDIRECTS.includes(status)

/** Judges one redirect; a string is the complaint, of type `connection`. */
export function judgeRedirect(
  answer: { readonly status: number; readonly to: URL },
  rules: { readonly validationPort: number; readonly allowReserved: boolean },
): Redirect | string {
  const { status, to } = answer
  if (!FOLLOWED.includes(status)) return 'received disallowed redirect status code'
  if (to.protocol !== 'http:' && to.protocol !== 'https:') {
    const scheme = quote(to.protocol.slice(0, -1))
    return `Invalid protocol scheme in redirect target. Only "http" and "https" protocol schemes are supported, not ${scheme}`
  }
  const port = Number(to.port || (to.protocol === 'https:' ? HTTPS_PORT : rules.validationPort))
  if (port !== rules.validationPort && port !== HTTPS_PORT) {
    const good = `${rules.validationPort} and ${HTTPS_PORT}`
    return `Invalid port in redirect target. Only ports ${good} are supported, not ${port}`
  }
  const host = to.hostname.replace(/^\[|\]$/g, '')
  if (host.endsWith('.well-known')) {
    return `Invalid host in redirect target ${quote(host)}. Check webserver config for missing '/' in redirect target.`
  }
  if (isIP(host) !== 0) {
    if (!rules.allowReserved && isReserved(host)) {
      return 'Invalid host in redirect target: IP address is in a reserved address block'
    }
  } else if (!isHostname(host)) return 'Invalid host in redirect target, must end in IANA registered TLD'
  if (to.pathname.length > LONGEST_PATH) return 'Redirect target too long'
  return { to, port }
}
