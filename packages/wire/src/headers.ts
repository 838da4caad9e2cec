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

/** Not passed on to an origin. */
export const NOT_FORWARDED: readonly string[] = [...HOP_BY_HOP, ...OF_THE_EDGE]

/** Without these a body is read wrongly, or not at all. */
const OF_THE_BODY = ['content-length', 'content-encoding', 'content-range'] as const

/** Set for no request and no answer by an option. */
export const NOT_SETTABLE: readonly string[] = [
  ...NOT_FORWARDED,
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
