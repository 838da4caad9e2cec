// The challenge layer over a shelf that floods, fails and hangs: nobody but the flood itself is worse off.

import { generateSigningKey, importSigningKey, importVerifyingKeys, signConfig } from '@wellknown/wire'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { OPEN } from '../black-box/driver.ts'
import { webHeaders } from '../fields.ts'
import { FOLDER, HOST, LIVE, startEdge, THUMBPRINT, UNKNOWN } from './bare-edge.ts'

async function flood({ ask }: ReturnType<typeof startEdge>, host = HOST): Promise<ReadonlySet<number>> {
  const seen = new Set<number>()
  for (let at = 0; at < 3_000; at++)
    seen.add(await ask(`${at}`.padStart(43, 'z'), `203.0.113.${at % 256}`, host))
  return seen
}

describe('a flood of unknown tokens', () => {
  test('costs bounded reads, and ends at its own network and host (SEC-36)', async () => {
    const edge = startEdge({})
    expect(await flood(edge)).toEqual(new Set([404, 503]))
    expect(edge.reads(), 'what counts, and the reserve of a second').toBe(105)
    expect(await edge.ask(UNKNOWN, '203.0.113.7', 'other.customer.example'), 'another host').toBe(404)
    expect(await edge.ask(UNKNOWN, '198.51.100.7'), 'another network').toBe(404)
    expect(await edge.ask(LIVE, '198.51.100.7'), 'a validator').toBe(200)
    edge.pass(10_000)
    expect(await edge.ask(UNKNOWN), 'when it is over').toBe(404)
  })

  test('leaves a live token answered to its own network where a look costs nothing (SEC-36)', async () => {
    const edge = startEdge({ lookupIsFree: true })
    expect(await flood(edge)).toEqual(new Set([404, 503]))
    expect(await edge.ask(LIVE)).toBe(200)
  })

  test('leaves a live token answerable to its own network where each look is a request: asked again it is found, and reads stay bounded (SEC-36)', async () => {
    let pushed = false
    const edge = startEdge({ find: async (_, token) => (pushed && token === LIVE ? THUMBPRINT : null) })
    await flood(edge)
    const told: number[] = []
    const reads: number[] = []
    let strange = 0
    for (let second = 0; second < 8; second++) {
      edge.pass(1_000)
      pushed = second >= 2
      const before = edge.reads()
      for (let at = 0; at < 500; at++) await edge.ask(`${strange++}`.padStart(43, 'y'))
      for (let at = 0; at < 3; at++) told.push(await edge.ask(LIVE))
      reads.push(edge.reads() - before)
    }
    // For two seconds it is not there; then each time, in the midst of the flood.
    expect(told).toEqual([...Array(6).fill(503), ...Array(18).fill(200)])
    expect(Math.max(...reads)).toBeLessThanOrEqual(10 + 3)
  })

  test('ends as soon where unknown tokens are passed on, and tells nobody who is served here (SEC-32, SEC-36)', async () => {
    const { privateJwk, publicJwk } = await generateSigningKey()
    const origin = { ...OPEN.origin, sources: [{ source: '192.0.2.1', backup: false }] }
    const key = await importSigningKey(privateJwk)
    const document = JSON.stringify(await signConfig(HOST, 1, 1, { ...OPEN, origin }, key))
    const edge = startEdge({
      lookupIsFree: true,
      keys: await importVerifyingKeys({ keys: [publicJwk] }),
      held: async (host) => (host === HOST ? { epoch: 1, rev: 1, sha256: '', document } : null),
    })
    expect(await flood(edge)).toEqual(new Set([200, 503]))
    expect(edge.passedOn()).toBe(100)
    await flood(edge, 'other.customer.example')
    expect(await edge.visit(FOLDER + UNKNOWN)).toEqual(
      await edge.visit(FOLDER + UNKNOWN, undefined, 'other.customer.example'),
    )
    expect(await edge.ask(LIVE)).toBe(200)
  })

  test('over any number of hosts is one of its network, and strangers do not end its count (SEC-36)', async () => {
    const edge = startEdge({})
    await flood(edge)
    const looked = edge.reads()
    for (let at = 0; at < 15_000; at++) {
      await edge.ask(UNKNOWN, `10.${at >> 8}.${at & 255}.1`)
      if (at % 100 === 0) expect(await edge.ask(UNKNOWN)).toBe(503)
    }
    expect(edge.reads(), 'one of them the reserve').toBe(looked + 15_001)
    for (let at = 0; at < 3_000; at++) await edge.ask(UNKNOWN, '198.51.100.7', `${at}.stranger.example`)
    expect(edge.reads(), 'and its reserve').toBe(looked + 16_006)
    expect(await edge.ask(LIVE, '192.0.2.7'), 'a validator').toBe(200)
  })

  test('is none of those who ask for a live token, however often (EDGE-25)', async () => {
    const edge = startEdge({})
    for (let at = 0; at < 1_000; at++) expect(await edge.ask(LIVE)).toBe(200)
  })
})

describe('a store', () => {
  afterEach(() => vi.useRealTimers())

  test('that fails, or says nothing, is a 503 that nobody may keep (EDGE-31)', async () => {
    vi.useFakeTimers()
    const failing = startEdge({ lookup: () => Promise.reject(new Error('down')) })
    const hanging = startEdge({ lookup: () => new Promise(() => undefined) })
    const answers = Promise.all([failing, hanging].map(({ visit }) => visit(FOLDER + LIVE)))
    await vi.advanceTimersByTimeAsync(1_500)
    for (const { status, headers } of await answers) {
      expect([status, new Headers(webHeaders(headers)).get('cache-control')]).toEqual([503, 'no-store'])
    }
  })

  test('that knows no such token is believed at once: nothing is waited for (EDGE-21)', async () => {
    vi.useFakeTimers()
    // Time stands still: an answer that waits for it never comes.
    expect(await startEdge({}).ask(UNKNOWN)).toBe(404)
  })
})

/** A number below `end` from a seed: the same paths each time. */
function createDice(seed: number): (end: number) => number {
  let state = seed
  return (end) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * end)
  }
}

const PIECES = [
  '/',
  '//',
  '.',
  '..',
  '..;',
  '%2e',
  '%2E%2e',
  '%2f',
  '%5c',
  '\\',
  '%00',
  '%0a',
  ';',
  '?',
  '&',
  '#',
  '+',
  '~',
  'é',
  '.well-known',
  '.WELL-KNOWN',
  'acme-challenge',
  'acme-challenge/',
  FOLDER,
  FOLDER,
  LIVE,
  LIVE,
  UNKNOWN,
  'a',
  'x',
  '=',
]

test('of ten thousand strange paths none but the live token’s own is answered by the responder (SEC-13)', async () => {
  const { visit } = startEdge({ lookupIsFree: true })
  const roll = createDice(7)
  let answered = 0
  for (let at = 0; at < 10_000; at++) {
    const pieces = Array.from({ length: 1 + roll(6) }, () => PIECES[roll(PIECES.length)] ?? '')
    const path = at % 4 === 0 ? `${FOLDER}${LIVE}${pieces.slice(1).join('')}` : `/${pieces.join('')}`
    const own = new URL(`http://${HOST}${path}`).pathname === FOLDER + LIVE
    // Each from a network of its own, so that this is no flood.
    const { status, body } = await visit(path, `10.${at >> 8}.${at & 255}.1`)
    expect([path, status, body === `${LIVE}.${THUMBPRINT}`]).toEqual([
      path,
      own ? 200 : expect.any(Number),
      own,
    ])
    expect(status === 200).toBe(own)
    if (own) answered++
  }
  expect(answered).toBeGreaterThan(100)
})
