// RFC 8555 §8.3: the one path a CA asks. It stands here because both sides build or match it.

const PREFIX = '/.well-known/acme-challenge/'

/** RFC 8555 §8.3 asks for at least 128 bits of base64url, which is 22 characters; Let's Encrypt sends 43. */
const TOKEN = /^[A-Za-z0-9_-]{22,128}$/

/** The same for those who count tokens: their characters (RFC 4648 §5), and how many of them. */
export const TOKENS = {
  alphabet: 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_',
  shortest: 22,
  usual: 43,
  longest: 128,
} as const

/** RFC 7638 with SHA-256: 32 bytes as base64url. */
const THUMBPRINT = /^[A-Za-z0-9_-]{43}$/

/** Is this the shape of an ACME token? Says nothing about whether it is live. */
export function isToken(text: string): boolean {
  return TOKEN.test(text)
}

/** Is this the shape of a JWK thumbprint (RFC 7638)? */
export function isThumbprint(text: string): boolean {
  return THUMBPRINT.test(text)
}

/** The path a validator asks for `token`. */
export function challengePath(token: string): string {
  return PREFIX + token
}

/** The token of a normalised URL path, or null when the path is not exactly a challenge: nothing is decoded, so
 *  `%2F`, `..;/`, a suffix or a trailing slash never match. */
export function tokenOfPath(pathname: string): string | null {
  if (!pathname.startsWith(PREFIX)) return null
  const token = pathname.slice(PREFIX.length)
  return TOKEN.test(token) ? token : null
}
