// One signed exchange with a CA, over acme-client's JWS and nonce handling. What acme-client would do on its own and we
// do not want (retries that sleep, one nonce request per call, no time-outs, no size cap, its User-Agent, errors as
// text) ends here.

import { Agent } from 'node:https'
import acme from 'acme-client'
import { z } from 'zod'
import { CaError } from './port.ts'
import { noAnswer, problemOf } from './problem.ts'

export const USER_AGENT = 'wellknown/0.1 (ACME client of a CDN control plane)'
const TIMEOUT_MS = 30_000
const LARGEST_ANSWER = 1_000_000
/** RFC 8555 §6.5.1: a nonce is good until used; CAs forget old ones, so few are kept. */
const MOST_NONCES = 32

export type Answer = {
  readonly status: number
  readonly location: string | null
  readonly retryAfter: string | null
  readonly body: unknown
}

export type Exchange = {
  /** POST with `payload`; null is POST-as-GET (RFC 8555 §6.3). Rejects with CaError on any answer but 2xx. */
  post(url: string, payload: object | null): Promise<Answer>
  /** The same to a resource of the directory, such as `newOrder`. `newAccount` is signed with the key, not the account. */
  postTo(resource: string, payload: object): Promise<Answer>
  /** GET without a signature: only for what is public (RFC 9773 §4.1). Rejects with CaError on any answer but 2xx. */
  get(url: string): Promise<Answer>
  directory(): Promise<Directory>
}

const directory = z.looseObject({
  newNonce: z.url(),
  newAccount: z.url(),
  newOrder: z.url(),
  revokeCert: z.url(),
  renewalInfo: z.url().optional(),
  meta: z
    .looseObject({
      termsOfService: z.string().optional(),
      externalAccountRequired: z.boolean().optional(),
    })
    .optional(),
})
export type Directory = z.infer<typeof directory>

/** What we use of acme-client's HTTP layer; its published types leave it out. */
type AcmeHttp = {
  maxBadNonceRetries: number
  request(url: string, method: string, options?: Record<string, unknown>): Promise<RawAnswer>
  getNonce(): Promise<string>
  getDirectory(): Promise<unknown>
  getResourceUrl(resource: string): Promise<string>
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
  readonly now: () => number
}

// acme-client keeps one axios for the process; its own re-sending of refused requests is switched off for all.
Object.assign(acme.axios.defaults, { acmeSettings: { retryMaxAttempts: 0, retryDefaultDelay: 1 } })

/** Opens the way to one CA. Nothing is asked yet. Throws on a directory that is not https. */
export function createExchange(options: ExchangeOptions): Exchange {
  refuseInsecure(options.directoryUrl)
  const client = new acme.Client({
    directoryUrl: options.directoryUrl,
    accountKey: options.accountKey,
    ...(options.eab && { externalAccountBinding: { ...options.eab } }),
  })
  // The cast: `http` is documented by acme-client's source, not by its types.
  const { http } = client as unknown as { http: AcmeHttp }
  const httpsAgent = new Agent({ keepAlive: true, ...(options.caPem !== null && { ca: options.caPem }) })
  const nonces: string[] = []

  const request = http.request.bind(http)
  http.request = async (url, method, given = {}) => {
    refuseInsecure(url)
    const answer = await request(url, method, {
      ...given,
      headers: { 'User-Agent': USER_AGENT },
      httpsAgent,
      proxy: false,
      maxRedirects: 0,
      timeout: TIMEOUT_MS,
      // `timeout` alone is reset by each byte; this one bounds the whole exchange.
      signal: AbortSignal.timeout(TIMEOUT_MS),
      maxContentLength: LARGEST_ANSWER,
      maxBodyLength: LARGEST_ANSWER,
    })
    const nonce = answer.headers['replay-nonce']
    // acme-client itself takes the nonce of a `badNonce` answer for its next try.
    const taken = method === 'head' || isBadNonce(answer.data)
    if (typeof nonce === 'string' && !taken && nonces.length < MOST_NONCES) nonces.push(nonce)
    return answer
  }
  const askForNonce = http.getNonce.bind(http)
  http.getNonce = async () => nonces.pop() ?? askForNonce()

  async function exchange(work: () => Promise<RawAnswer>): Promise<Answer> {
    let raw: RawAnswer
    try {
      raw = await work()
    } catch (error) {
      throw error instanceof CaError ? error : new CaError(noAnswer(error))
    }
    const answer = {
      status: raw.status,
      location: textOf(raw.headers['location']),
      retryAfter: textOf(raw.headers['retry-after']),
      body: raw.data,
    }
    if (raw.status < 200 || raw.status > 299) throw new CaError(problemOf(answer, options.now()))
    return answer
  }

  return {
    post: (url, payload) => exchange(() => http.signedRequest(url, payload, { kid: options.accountUrl })),
    postTo: (resource, payload) =>
      exchange(async () => {
        const url = await http.getResourceUrl(resource)
        const joining = resource === 'newAccount'
        return http.signedRequest(url, payload, {
          kid: joining ? null : options.accountUrl,
          includeExternalAccountBinding: joining && options.eab !== null,
        })
      }),
    get: (url) => exchange(() => http.request(url, 'get')),
    async directory() {
      try {
        return directory.parse(await http.getDirectory())
      } catch (error) {
        throw error instanceof CaError ? error : new CaError(noAnswer(error))
      }
    },
  }
}

/** RFC 8555 §6.1. Also a URL that the CA gave us. */
function refuseInsecure(url: string): void {
  if (URL.parse(url)?.protocol === 'https:') return
  throw new CaError(noAnswer(new Error('The CA must be asked over https.')))
}

const isBadNonce = (body: unknown): boolean =>
  typeof body === 'object' && body !== null && 'type' in body && String(body.type).endsWith(':badNonce')

const textOf = (value: unknown): string | null => (typeof value === 'string' ? value.slice(0, 2000) : null)
