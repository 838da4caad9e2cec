// Cloudflare's API for custom hostnames (`/zones/{zone}/custom_hostnames`), with certificates of our own.

import { z } from 'zod'
import { checkFor } from './check.ts'
import type { CustomHostnames, Placed, Shown } from './port.ts'

export type CloudflareOptions = {
  /** `https://api.cloudflare.com/client/v4`. */
  readonly apiUrl: string
  readonly zone: string
  /** An API token with *SSL and Certificates: Edit* on the zone. It appears in no answer and no error. */
  readonly token: string
  /** Milliseconds since the epoch. */
  readonly now: () => number
  /** For one call; default 10 seconds. */
  readonly timeoutMs?: number
}

const TIMEOUT_MS = 10_000
const LARGEST_BODY = 2_000_000
const LONGEST_DETAIL = 300
const PER_PAGE = 50
/** Names that contain the one asked for: more are not looked through. */
const MOST_PAGES = 20
const SECOND = 1000
const DAY = 24 * 60 * 60 * SECOND
/** The API's codes: the name is there already; it is not there. */
const DUPLICATE = 1406
const UNKNOWN = 1436

const hostname = z.object({
  id: z.string().regex(/^[\w-]{1,64}$/),
  hostname: z.string(),
  ssl: z.object({ status: z.string().optional(), serial_number: z.string().optional() }).nullish(),
})
type Hostname = z.infer<typeof hostname>
const fault = z.object({ code: z.number(), message: z.string() })
const envelope = z.object({
  /** Left out of the answer to a deletion. */
  success: z.boolean().optional(),
  errors: z.array(fault).default([]),
  result: z.unknown().optional(),
  result_info: z.object({ total_pages: z.number().optional() }).nullish(),
})

type Answer = {
  readonly status: number
  readonly done: boolean
  readonly body: z.infer<typeof envelope>
}
/** What keeps a call from its end, as the port says it. */
class Obstacle extends Error {
  readonly placed: Exclude<Placed, { is: 'placed' }>
  constructor(placed: Exclude<Placed, { is: 'placed' }>) {
    super(placed.detail)
    this.placed = placed
  }
}
const unavailable = (detail: string, retryAt: number | null = null): Obstacle =>
  new Obstacle({ is: 'unavailable', detail, retryAt })

/** Custom hostnames of one zone of Cloudflare's. Each call is bounded in time and size and follows no redirect. */
export function createCloudflareHostnames(options: CloudflareOptions): CustomHostnames {
  const { now, timeoutMs = TIMEOUT_MS } = options
  const base = `${options.apiUrl.replace(/\/+$/, '')}/zones/${options.zone}/custom_hostnames`

  async function call(method: string, path: string, body?: object): Promise<Answer> {
    const answer = await fetch(`${base}${path}`, {
      method,
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
      headers: {
        authorization: `Bearer ${options.token}`,
        accept: 'application/json',
        ...(body && { 'content-type': 'application/json' }),
      },
      ...(body && { body: JSON.stringify(body) }),
    }).catch((error: unknown) => {
      throw unavailable(`Cloudflare's API does not answer: ${reasonOf(error)}.`)
    })
    const read = envelope.safeParse(parse(await readBounded(answer)))
    if (answer.status === 429 || answer.status >= 500) {
      const later = retryAt(answer.headers.get('retry-after'), now())
      throw unavailable(`Cloudflare's API answered ${answer.status}.`, later)
    }
    if (!read.success)
      throw unavailable(`Cloudflare's API answered ${answer.status} with something that is none.`)
    return { status: answer.status, done: read.data.success ?? answer.ok, body: read.data }
  }

  /** Null: the zone has no such custom hostname. The filter takes names that contain it, too, page by page. */
  async function find(host: string): Promise<Hostname | null> {
    for (let page = 1; page <= MOST_PAGES; page++) {
      const query = new URLSearchParams({ hostname: host, page: String(page), per_page: String(PER_PAGE) })
      const answer = await call('GET', `?${query.toString()}`)
      if (!answer.done) throw refusalOf(answer)
      const rows = z.array(hostname).safeParse(answer.body.result)
      if (!rows.success) throw unavailable("Cloudflare's API listed something that is no custom hostname.")
      const found = rows.data.find((each) => each.hostname.toLowerCase() === host)
      if (found) return found
      if (page >= (answer.body.result_info?.total_pages ?? 1)) return null
    }
    return null
  }

  const failedWith = ({ status, done, body }: Answer, code: number): boolean =>
    !done && (body.errors.some((each) => each.code === code) || (code === UNKNOWN && status === 404))

  /** A wrong token or a full quota is the operator's to mend; a fault of the certificate or the name is none of the moment. */
  function refusalOf({ status, body }: Answer): Obstacle {
    const said = body.errors.map(({ code, message }) => `${code} ${message}`).join('; ')
    // Who repeats our words to us must not put them into a log.
    const told = said.replaceAll(options.token, '…').replace(/-----BEGIN[\s\S]*/, '…')
    const detail = `Cloudflare's API answered ${status}: ${oneLine(told)}`
    return OPERATORS.includes(status) || body.errors.some(({ code }) => QUOTA.includes(code))
      ? unavailable(detail)
      : new Obstacle({ is: 'refused', detail })
  }

  async function placeOnce(host: string, ssl: object, serial: string): Promise<boolean> {
    const found = await find(host)
    if (found && found.ssl?.status === 'active' && serialOf(found) === serial) return true
    const answer = found
      ? await call('PATCH', `/${found.id}`, { ssl })
      : await call('POST', '', { hostname: host, ssl })
    if (answer.done) return true
    // Made or removed between the look and the call, or by a call whose answer was lost.
    if (failedWith(answer, found ? UNKNOWN : DUPLICATE)) return false
    throw refusalOf(answer)
  }

  async function place(host: string, ssl: object, serial: string): Promise<void> {
    for (let round = 0; round < MOST_ROUNDS; round++) if (await placeOnce(host, ssl, serial)) return
    throw unavailable(`The custom hostname ${host} does not stay: somebody else changes it.`)
  }

  return {
    async place(host, certificate) {
      const checked = checkFor(host, certificate)
      if ('is' in checked) return checked
      const { chain, key } = certificate
      // `force`: served as it is, without another chain in its place.
      const ssl = { custom_certificate: chain, custom_key: key, bundle_method: 'force' }
      return settle(() => place(host, ssl, checked.serial))
    },
    remove: (host) =>
      settle(async () => {
        const found = await find(host)
        if (!found) return
        const answer = await call('DELETE', `/${found.id}`)
        if (!answer.done && !failedWith(answer, UNKNOWN)) throw refusalOf(answer)
      }),
    async show(host): Promise<Shown> {
      try {
        const found = await find(host)
        if (!found) return { is: 'none', detail: 'It is no custom hostname of the zone.' }
        const serial = serialOf(found)
        const status = found.ssl?.status ?? 'without a certificate'
        return status === 'active' && serial !== null
          ? { is: 'served', serial }
          : { is: 'none', detail: `The custom hostname is ${oneLine(status)}.` }
      } catch (error) {
        if (error instanceof Obstacle) return { is: 'unavailable', detail: error.message }
        throw error
      }
    },
  }
}

const MOST_ROUNDS = 3
const OPERATORS: readonly number[] = [401, 403]
/** No custom hostname may be added, or no more of them. */
const QUOTA: readonly number[] = [1404, 1405]

async function settle(work: () => Promise<void>): Promise<Placed> {
  try {
    await work()
    return { is: 'placed' }
  } catch (error) {
    if (error instanceof Obstacle) return error.placed
    throw error
  }
}

/** The API writes serials as decimal numbers. */
function serialOf({ ssl }: Hostname): string | null {
  const serial = ssl?.serial_number
  if (!serial || !/^\d{1,60}$/.test(serial)) return null
  const hex = BigInt(serial).toString(16).toUpperCase()
  return hex.length % 2 === 0 ? hex : `0${hex}`
}

async function readBounded(answer: Response): Promise<string> {
  try {
    const chunks: Uint8Array[] = []
    let size = 0
    for await (const chunk of answer.body ?? []) {
      size += chunk.length
      if (size > LARGEST_BODY) throw new Error('too much')
      chunks.push(chunk)
    }
    return Buffer.concat(chunks).toString('utf8')
  } catch (error) {
    throw unavailable(`Cloudflare's API broke off within its answer: ${reasonOf(error)}.`)
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/** Never the request, which has the token and the key. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown'
  if (error.name === 'TimeoutError') return 'time-out'
  const cause = error.cause
  return cause instanceof Error && 'code' in cause ? String(cause.code) : error.name
}

/** RFC 9110 §10.2.3, in seconds or as a date; at most a day. */
function retryAt(header: string | null, now: number): number | null {
  if (header === null) return null
  const wait = /^\d{1,9}$/.test(header) ? Number(header) * SECOND : Date.parse(header) - now
  return Number.isFinite(wait) ? now + Math.min(Math.max(wait, 0), DAY) : null
}

const oneLine = (text: string): string =>
  text
    .slice(0, LONGEST_DETAIL)
    .replace(/[\p{C}\p{Z}]+/gu, ' ')
    .trim()
