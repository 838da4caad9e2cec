// Gcore's DNS API (`/dns/v2`). A record set is read, changed and written as a whole, and there is nothing to tell that
// another has written meanwhile: so what was written is read again a little later, until it stands.

import { z } from 'zod'
import { holds, rrset, TTL_SECONDS, withoutValue, withValue, type Rows } from './gcore-records.ts'
import { DnsHostError, recordOf, type DnsHost } from './port.ts'

export type GcoreOptions = Pick<DnsHost, 'nameservers' | 'port'> & {
  /** `https://api.gcore.com/dns`. */
  readonly apiUrl: string
  readonly token: string
  /** Milliseconds since the epoch. */
  readonly now: () => number
  /** Resolves after so many milliseconds. */
  readonly pause?: (milliseconds: number) => Promise<void>
  /** For one call; default 10 seconds. */
  readonly timeoutMs?: number
}

const TIMEOUT_MS = 10_000
const LARGEST_BODY = 1_000_000
/** Longer than another control plane takes from reading a set to writing it; at random, so that two get out of step. */
const SETTLE_MS = 500
const SETTLE_SPREAD_MS = 500
const MOST_ROUNDS = 12
const LONGEST_TEXT = 200
const SECOND = 1000
const YEAR_SECONDS = 366 * 86_400

type Answer = { readonly status: number; readonly body: unknown }
type Change = (rows: Rows) => Rows

/** Needs an account whose token may change zones. The token appears in no error. */
export function createGcoreDns(options: GcoreOptions): DnsHost {
  const { nameservers, port, now, timeoutMs = TIMEOUT_MS, pause = wait } = options
  /** One change of a name at a time; those of other processes are noticed by reading again. */
  const queues = new Map<string, Promise<unknown>>()

  async function call(method: string, path: string, body?: object): Promise<Answer> {
    const answer = await fetch(`${options.apiUrl.replace(/\/+$/, '')}/v2${path}`, {
      method,
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
      headers: {
        authorization: `APIKey ${options.token}`,
        accept: 'application/json',
        ...(body && { 'content-type': 'application/json' }),
      },
      ...(body && { body: JSON.stringify(body) }),
    }).catch((error: unknown) => {
      throw new DnsHostError(`Gcore's DNS API does not answer: ${reasonOf(error)}.`)
    })
    const text = await readBounded(answer)
    const read: Answer = { status: answer.status, body: parse(text) }
    if (answer.ok || EXPECTED.includes(answer.status)) return read
    throw new DnsHostError(faultOf(read), retryAt(answer.headers.get('retry-after'), now()))
  }

  /** The longest of our zones that holds `record`; null: none does. */
  async function findZone(record: string): Promise<string | null> {
    const labels = record.split('.')
    for (let cut = 0; cut < labels.length - 1; cut++) {
      const zone = labels.slice(cut).join('.')
      const answer = await call('GET', `/zones/${zone}`)
      if (zoneBody.safeParse(answer.body).data?.name === zone) return zone
      if (answer.status !== 404) throw new DnsHostError(faultOf(answer))
    }
    return null
  }

  async function read(path: string): Promise<Rows | null> {
    const answer = await call('GET', path)
    if (answer.status === 404) return null
    const parsed = rrset.safeParse(answer.body)
    if (answer.status !== 200 || !parsed.success) {
      throw new DnsHostError(
        `Gcore's DNS API answered ${answer.status} with something that is no record set.`,
      )
    }
    return parsed.data.resource_records
  }

  /** False: another has changed the set meanwhile. */
  async function write(path: string, before: Rows | null, rows: Rows): Promise<boolean> {
    const body = { ttl: TTL_SECONDS, resource_records: rows }
    const answer =
      rows.length === 0
        ? await call('DELETE', path)
        : await call(before === null ? 'POST' : 'PUT', path, body)
    if (answer.status < 300) return true
    // 409: it exists by now. 404: it is gone by now, which for DELETE is what was asked.
    if (answer.status === 409 || answer.status === 404) return answer.status === 404 && rows.length === 0
    throw new DnsHostError(faultOf(answer))
  }

  /** Changes the set until what was wished for stands, seen some time after it was written. */
  async function settle(
    record: string,
    zone: string,
    change: Change,
    done: (rows: Rows) => boolean,
  ): Promise<void> {
    const path = `/zones/${zone}/${record}/TXT`
    let written = false
    for (let round = 0; round < MOST_ROUNDS; round++) {
      const rows = await read(path)
      if (done(rows ?? [])) {
        if (!written) return
        written = false
        await pause(SETTLE_MS + Math.random() * SETTLE_SPREAD_MS)
        continue
      }
      written = await write(path, rows, change(rows ?? []))
    }
    throw new DnsHostError(
      `The TXT records of ${record} do not stay as they are written: somebody else changes them.`,
    )
  }

  function inTurn(record: string, work: () => Promise<void>): Promise<void> {
    const before = queues.get(record) ?? Promise.resolve()
    const mine = before.then(work, work)
    const last = mine
      .catch(() => undefined)
      .finally(() => {
        if (queues.get(record) === last) queues.delete(record)
      })
    queues.set(record, last)
    return mine
  }

  return {
    nameservers,
    port,
    hostsWholeZones: true,
    aliasOf: () => null,
    present: (name, value) =>
      inTurn(recordOf(name), async () => {
        const record = recordOf(name)
        let zone = await findZone(record)
        if (zone === null) {
          // A delegated name is a zone of its own. One that is there already is found by the next try.
          await call('POST', '/zones', { name: record })
          zone = record
        }
        await settle(
          record,
          zone,
          (rows) => withValue(rows, value),
          (rows) => holds(rows, value),
        )
      }),
    withdraw: (name, value) =>
      inTurn(recordOf(name), async () => {
        const record = recordOf(name)
        const zone = await findZone(record)
        if (zone === null) return
        const gone = (rows: Rows): boolean => withoutValue(rows, value).length === rows.length
        await settle(record, zone, (rows) => withoutValue(rows, value), gone)
      }),
  }
}

const wait = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, milliseconds)
  })

/** What is part of the conversation; all else is a fault. */
const EXPECTED: readonly number[] = [404, 409]

const zoneBody = z.object({ name: z.string() })
const fault = z.object({ error: z.string() })

function faultOf({ status, body }: Answer): string {
  const parsed = fault.safeParse(body)
  const said = parsed.success ? `: ${parsed.data.error.slice(0, LONGEST_TEXT)}` : ''
  return `Gcore's DNS API answered ${status}${said}.`
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
    throw new DnsHostError(`Gcore's DNS API broke off within its answer: ${reasonOf(error)}.`)
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/** Never the request, which has the token. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown'
  if (error.name === 'TimeoutError') return 'time-out'
  const cause = error.cause
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : null
  return code ?? error.name
}

/** RFC 9110 §10.2.3, in seconds or as a date; clamped to a year. */
function retryAt(header: string | null, now: number): number | null {
  if (header === null) return null
  const seconds = /^\d{1,9}$/.test(header) ? Number(header) : (Date.parse(header) - now) / SECOND
  return Number.isFinite(seconds) ? now + Math.min(Math.max(seconds, 0), YEAR_SECONDS) * SECOND : null
}
