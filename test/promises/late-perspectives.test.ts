// A CA looks from several places, and not all of them at once: what it is to find stays until all have looked.

import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { createSite, enableHttps, until } from '../system/customer.ts'
import { startLateRelay, type LateRelay } from '../system/late-relay.ts'
import { startPractice, type Practice } from '../system/practice.ts'
import { NODE_ADDRESS, WORKER_ADDRESS } from '../system/system.ts'

type Line = Readonly<Record<string, unknown>>
/** The primary's and those of the five others. */
const SOURCES = Array.from({ length: 6 }, (_, at) => `127.0.1.${at + 1}`)
const LATE = ['remote 4', 'remote 5']
const log: Line[] = []
const relays = new Map<string, LateRelay>()
let practice: Practice

beforeAll(async () => {
  for (const host of [NODE_ADDRESS, WORKER_ADDRESS])
    relays.set(host, await startLateRelay(() => ({ host, port: practice.system.httpPort })))
  practice = await startPractice({
    log: (line) => void log.push(line),
    perspectiveSources: SOURCES,
    addressMap: Object.fromEntries([...relays].map(([address, { at }]) => [address, at])),
    manage: { host: '127.0.0.1', port: 0 },
  })
})
afterAll(async () => {
  await practice?.close()
  for (const relay of relays.values()) await relay.close()
})

test.each([
  ['Node', NODE_ADDRESS],
  ['a worker', WORKER_ADDRESS],
])(
  'two of five perspectives that come late, after the others were answered and the order was asked for again, find the token still there: on %s (EDGE-38)',
  async (edge, address) => {
    const { dns, ca, system } = practice
    const relay = relays.get(address)
    const host = `${edge.replace(' ', '-').toLowerCase()}.customer.example`
    dns.set(host, { a: [address] })
    relay?.hold(SOURCES.slice(-LATE.length))
    // A delay that is too short for anybody: with it, each time the order is asked for is written down.
    const fault = { delayMs: 1 }
    const plan = ['order', 'authorization'].map((resource) => ({ match: { resource, name: host }, fault }))
    await fetch(`${ca.manageUrl}/faults`, { method: 'PUT', body: JSON.stringify(plan) })
    const seen = () => log.filter(({ event, name }) => event === 'validated' && name === host)
    const asked = () => log.filter(({ event, names }) => event === 'planned-fault' && String(names) === host)

    const site = await createSite(system, host)
    await enableHttps(system.world, site)
    await vi.waitFor(() => expect([seen().length, relay?.held()]).toEqual([4, LATE.length]), 30_000)
    const before = asked().length
    await vi.waitFor(() => expect(asked().length).toBeGreaterThan(before + 1), 9_000)
    relay?.release()
    await until(system.world, site, ({ state }) => state.is === 'active')
    const places = ['primary', ...Array.from({ length: 5 }, (_, at) => `remote ${at + 1}`)]
    expect(new Map(seen().map(({ perspective, ok }) => [perspective, ok]))).toEqual(
      new Map(places.map((place) => [place, true])),
    )
  },
)
