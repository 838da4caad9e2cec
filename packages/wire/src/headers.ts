// The headers that no customer's option may set or hide: they belong to the connection, to the message's framing or to us.

/** RFC 9110 §7.6.1, with those that frame a message (RFC 9112 §6). */
export const HOP_BY_HOP = [
  'connection',
  'http2-settings',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
] as const

/** What a client could use to name another host, path or address to somebody behind us. */
const OF_THE_EDGE = [
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
] as const

/** What only somebody in front of an origin may say of a client, and origins believe: a client of ours could say it of itself.
 *  Customers may set these by themselves. */
const OF_A_PROXY = [
  // The client's address, as proxies and other networks tell it.
  'client-ip',
  'x-client-ip',
  'true-client-ip',
  'x-cluster-client-ip',
  'x-remote-ip',
  'x-remote-addr',
  'x-originating-ip',
  'x-envoy-external-address',
  'x-azure-clientip',
  'x-azure-socketip',
  'x-appengine-user-ip',
  'fastly-client-ip',
  'fly-client-ip',
  'cf-connecting-ipv6',
  'cf-pseudo-ipv4',
  'cloudfront-viewer-address',
  // Its country.
  'cf-ipcountry',
  'cloudfront-viewer-country',
  'x-appengine-country',
  // How it was asked: over TLS or not, under which host.
  'x-forwarded',
  'x-scheme',
  'x-url-scheme',
  'front-end-https',
  'cf-visitor',
  'cloudfront-forwarded-proto',
  'x-host',
  'x-http-host-override',
  // Who it is, by a certificate (RFC 9440 §2.4 wants these taken away) or a login that was checked in front.
  'client-cert',
  'client-cert-chain',
  'x-client-cert',
  'remote-user',
  'x-remote-user',
  // A proxy for what the origin asks for itself, where headers become environment variables ("httpoxy", CVE-2016-5385).
  'proxy',
] as const

/** The same by how they begin: `X-Forwarded-User`, `X-Original-URI`, `X-SSL-Client-Verify`. */
const OF_A_PROXY_BEGIN = ['x-forwarded-', 'x-original-', 'x-ssl-client-', 'ssl-client-'] as const

/** Without these a body is read wrongly, or not at all. */
const OF_THE_BODY = ['content-length', 'content-encoding', 'content-range'] as const

const NOT_FORWARDED: ReadonlySet<string> = new Set([...HOP_BY_HOP, ...OF_THE_EDGE, ...OF_A_PROXY])
const NOT_FORWARDED_OTHERWISE_SPELT: ReadonlySet<string> = new Set(OF_THE_BODY)

/** A header's name as origins read it whose platform makes variables of headers (CGI and what came after): `X_Real_IP` is
 *  `x-real-ip` there. */
export const plainName = (name: string): string => name.toLowerCase().replaceAll(/[^a-z0-9]/g, '-')

/** Is a client's header of this name passed on to an origin? What a client says of itself, `User-Agent`, `Via`, a method that
 *  is to be taken for the one sent, is an ordinary header. */
export function isForwarded(name: string): boolean {
  const plain = plainName(name)
  if (NOT_FORWARDED.has(plain) || OF_A_PROXY_BEGIN.some((start) => plain.startsWith(start))) return false
  return plain === name || !NOT_FORWARDED_OTHERWISE_SPELT.has(plain)
}

/** A method that some origins take for the one sent. */
export const METHOD_OVERRIDES = ['x-http-method-override', 'x-http-method', 'x-method-override'] as const

/** Set for no request and no answer by an option. */
export const NOT_SETTABLE: readonly string[] = [
  ...HOP_BY_HOP,
  ...OF_THE_EDGE,
  ...OF_THE_BODY,
  'date',
  'expect',
  'cdn-loop',
]

/** Hidden from no answer: Gcore's five (response_headers_hiding_policy), and what says how the body is to be read. */
export const NOT_HIDDEN: readonly string[] = [
  'connection',
  'content-length',
  'content-type',
  'date',
  'server',
  'transfer-encoding',
  'content-encoding',
  'content-range',
]
