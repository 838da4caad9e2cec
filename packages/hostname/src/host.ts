// A Host header or URL host as the key under which everything is kept. On the edge's hot path: no tables, no IDNA.

/** A name in its one spelling: lower case, A-labels, no trailing dot, no port. */
export type Hostname = string & { readonly hostname: unique symbol }

const PLAIN =
  /^(?=.{1,253}$)[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?(?:\.[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?)*$/

/** Is this already a hostname in its one spelling? */
export function isHostname(text: string): text is Hostname {
  return PLAIN.test(text)
}

/** The key for an authority (`Host` value or URL host): port and one trailing dot dropped, lower-cased. Null for what
 *  is no ASCII name; a URL parser has turned IDNs into A-labels before this. Addresses pass: an admin host may be one. */
export function hostOf(authority: string): Hostname | null {
  // Most are in that spelling.
  if (isHostname(authority)) return authority
  const name = authority
    .replace(/:\d{1,5}$/, '')
    .replace(/\.$/, '')
    .toLowerCase()
  return isHostname(name) ? name : null
}
