// One signed exchange with a CA, over acme-client's JWS and nonce handling. What acme-client would do on its own and we
// do not want (retries that sleep, one nonce request per call, no time-outs, no size cap, its User-Agent, errors as
// text) ends here.

import { Agent } from 'node:https'
import acme from 'acme-client'
import { z } from 'zod'
import { caUrl, parseAnswer } from './parse-answer.ts'
import { CaError } from './port.ts'
import { noAnswer, problemOf } from './problem.ts'

/** RFC 8555 §6.1. Whom a CA may write to about what we do stands in it, where the operator names somebody. */
const userAgent = (contact: string | null): string =>
  `wellknown/0.1 (ACME client of a CDN control plane${contact === null ? '' : `; mailto:${contact}`})`
const TIMEOUT_MS = 30_000
const LARGEST_ANSWER = 1_000_000
/** RFC 8555 §6.5.1: a nonce is good until used; CAs forget old ones, so few are kept. */
const MOST_NONCES = 32
const NONCE = /^[A-Za-z0-9_-]{1,500}$/
/** A directory is read again after a day: a CA may move what it names. */
const DIRECTORY_AGE_MS = 24 * 60 * 60_000

export type Answer = {
  readonly status: number
  readonly location: string | null
  readonly retryAfter: string | null
  /** Several `Link` headers are one list (RFC 9110 §5.3). */
  readonly link: string | null
  readonly body: unknown
}

export type Exchange = {
  /** POST with `payload`; null is POST-as-GET (RFC 8555 §6.3). Rejects with CaError on any answer but 2xx. */
  post(url: string, payload: object | null): Promise<Answer>
  /** The same to a resource of the directory. `newAccount` is signed with the key, not the account. */
  postTo(resource: 'newAccount' | 'newOrder' | 'revokeCert', payload: object): Promise<Answer>
  /** GET without a signature: only for what is public (RFC 9773 §4.1). Rejects with CaError on any answer but 2xx. */
  get(url: string): Promise<Answer>
  /** A JWS by the key itself, without a nonce: the inner one of a key change (RFC 8555 §7.3.5). */
  sign(url: string, payload: object): object
  /** What the CA offers and asks; kept for a day, and only when it is sound. */
  directory(): Promise<Directory>
}

/** RFC 8555 §7.1.1; other keys are ignored. */
const directoryBody = z.looseObject({
  newNonce: caUrl,
  newAccount: caUrl,
  newOrder: caUrl,
  revokeCert: caUrl,
  keyChange: caUrl.optional().catch(undefined),
  renewalInfo: caUrl.optional(),
  meta: z
    .looseObject({
      termsOfService: z.string().optional(),
      /** RFC 8555 §7.1.1: the names it goes by in CAA records. */
      caaIdentities: z.array(z.string().min(1).max(253)).max(20).optional().catch(undefined),
      externalAccountRequired: z.boolean().optional(),
      /** Name → description. */
      profiles: z.record(z.string(), z.unknown()).optional().catch(undefined),
    })
    .optional(),
})
export type Directory = z.infer<typeof directoryBody>

/** What we use of acme-client's HTTP layer; its published types leave it out. */
type AcmeHttp = {
  request(url: string, method: string, options?: Record<string, unknown>): Promise<RawAnswer>
  getNonce(): Promise<string>
  createSignedBody(url: string, payload: object): object
  signedRequest(
    url: string,
    payload: object | null,
    options: { kid: string | null; includeExternalAccountBinding?: boolean },
  ): Promise<RawAnswer>
}
type RawAnswer = {
  readonly status: number
  readonly data: unknown
  readonly headers: Readonly<Record<string, unknown>>
}

export type ExchangeOptions = {
  readonly directoryUrl: string
  /** PEM. */
  readonly accountKey: string
  /** Null until the account is known. */
  readonly accountUrl: string | null
  /** PEM bundle trusted instead of the system's roots. */
  readonly caPem: string | null
  readonly eab: { readonly kid: string; readonly hmacKey: string } | null
  /** A mail address for the CA; default none. */
  readonly contact?: string | null
  readonly now: () => number
  /** How long one request may take, in milliseconds; default 30 seconds. */
  readonly timeoutMs?: number
}

// acme-client keeps one axios for the process. Its interceptors send refused requests again, with the same nonce, after
// sleeping; and they turn an error without an answer (a time-out, say) into a TypeError.
acme.axios.interceptors.request.clear()
acme.axios.interceptors.response.clear()

/** Opens the way to one CA. Nothing is asked yet. Throws on a directory that is not https. */
export function createExchange(options: ExchangeOptions): Exchange {
  const { directoryUrl, accountUrl, contact = null, timeoutMs = TIMEOUT_MS, now } = options
  refuseInsecure(directoryUrl)
  const client = new acme.Client({
    directoryUrl,
    accountKey: options.accountKey,
    ...(options.eab && { externalAccountBinding: { ...options.eab } }),
  })
  // The cast: `http` is documented by acme-client's source, not by its types.
  const { http } = client as unknown as { http: AcmeHttp }
  const httpsAgent = new Agent({ keepAlive: true, ...(options.caPem !== null && { ca: options.caPem }) })
  const nonces: string[] = []
  let known: { readonly directory: Directory; readonly at: number } | null = null

  /** Origins that a directory has named: an order or a Location leads nowhere else. */
  const origins = new Set([new URL(directoryUrl).origin])

  const request = http.request.bind(http)
  http.request = async (url, method, given = {}) => {
    refuseInsecure(url)
    refuseForeign(url, origins)
    const answer = await request(url, method, {
      ...given,
      headers: { 'User-Agent': userAgent(contact) },
      httpsAgent,
      proxy: false,
      maxRedirects: 0,
      timeout: timeoutMs,
      // `timeout` alone is reset by each byte; this one bounds the whole exchange.
      signal: AbortSignal.timeout(timeoutMs),
      maxContentLength: LARGEST_ANSWER,
      maxBodyLength: LARGEST_ANSWER,
    })
    const nonce = answer.headers['replay-nonce']
    // acme-client itself takes the nonce of a `badNonce` answer for its next try.
    const taken = method === 'head' || isBadNonce(answer.data)
    if (isNonce(nonce) && !taken && nonces.length < MOST_NONCES) nonces.push(nonce)
    return answer
  }
  http.getNonce = async () => nonces.pop() ?? askForNonce()

  async function askForNonce(): Promise<string> {
    const { newNonce } = await readDirectory()
    const raw = await http.request(newNonce, 'head')
    accept(raw)
    const nonce = raw.headers['replay-nonce']
    if (!isNonce(nonce)) throw new CaError({ ...noAnswer(new Error('The CA gave no nonce.')), status: 200 })
    return nonce
  }

  async function readDirectory(): Promise<Directory> {
    if (known === null || now() - known.at >= DIRECTORY_AGE_MS) {
      const { body } = accept(await http.request(directoryUrl, 'get'))
      known = { directory: parseAnswer(directoryBody, body, 'directory'), at: now() }
      for (const url of Object.values(known.directory)) {
        const origin = caUrl.safeParse(url).success ? new URL(String(url)).origin : null
        if (origin !== null) origins.add(origin)
      }
    }
    return known.directory
  }

  /** An old directory will do: what it named is not to be had otherwise while the CA is out. */
  const readOrigins = async (): Promise<void> => void (known ?? (await readDirectory()))

  /** Rejects what is not 2xx. */
  function accept(raw: RawAnswer): Answer {
    const answer = {
      status: raw.status,
      location: textOf(raw.headers['location']),
      retryAfter: textOf(raw.headers['retry-after']),
      link: textOf(raw.headers['link'], LONGEST_LINK),
      body: raw.data,
    }
    if (raw.status < 200 || raw.status > 299) throw new CaError(problemOf(answer, now()))
    return answer
  }

  return {
    post: (url, payload) =>
      typed(async () => {
        await readOrigins()
        return accept(await http.signedRequest(url, payload, { kid: accountUrl }))
      }),
    postTo: (resource, payload) =>
      typed(async () => {
        const { [resource]: url } = await readDirectory()
        const joining = resource === 'newAccount'
        const raw = await http.signedRequest(url, payload, {
          kid: joining ? null : accountUrl,
          includeExternalAccountBinding: joining,
        })
        // The directory names what is not there: it is out of date.
        if (raw.status === 404) known = null
        return accept(raw)
      }),
    get: (url) =>
      typed(async () => {
        await readOrigins()
        return accept(await http.request(url, 'get'))
      }),
    sign: (url, payload) => http.createSignedBody(url, payload),
    directory: () => typed(readDirectory),
  }
}

/** Whatever goes wrong is a CaError. */
async function typed<value>(work: () => Promise<value>): Promise<value> {
  try {
    return await work()
  } catch (error) {
    throw error instanceof CaError ? error : new CaError(noAnswer(error))
  }
}

/** RFC 8555 §6.1. Also a URL that the CA gave us. */
function refuseInsecure(url: string): void {
  if (URL.parse(url)?.protocol === 'https:') return
  throw new CaError(noAnswer(new Error('The CA must be asked over https.')))
}

/** What a CA hands out must not send our signed requests into somebody else's network. */
function refuseForeign(url: string, origins: ReadonlySet<string>): void {
  if (origins.has(new URL(url).origin)) return
  throw new CaError(noAnswer(new Error("The CA named a URL on an origin that its directory doesn't name.")))
}

const isNonce = (value: unknown): value is string => typeof value === 'string' && NONCE.test(value)

const isBadNonce = (body: unknown): boolean =>
  typeof body === 'object' &&
  body !== null &&
  'type' in body &&
  typeof body.type === 'string' &&
  body.type.endsWith(':badNonce')

const LONGEST_LINK = 20_000

const textOf = (value: unknown, longest = 2000): string | null =>
  typeof value === 'string' ? value.slice(0, longest) : null
