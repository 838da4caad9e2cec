// An edge without listeners, over a shelf that tests say: for what no real one does on demand.

import { createEdge } from '../edge.ts'
import { createVisit } from '../visit.ts'
import type { World } from '../world.ts'

export const HOST = 'www.customer.example'
export const FOLDER = '/.well-known/acme-challenge/'
export const THUMBPRINT = 'T'.repeat(43)
export const LIVE = 'a'.repeat(43)
export const UNKNOWN = 'z'.repeat(43)

/** An edge over a shelf that counts its reads, or does as `lookup` does. */
export function startEdge({
  lookupIsFree = false,
  lookup = () => {},
  find = async (host, token) => {
    await lookup()
    return host === HOST && token === LIVE ? THUMBPRINT : null
  },
  held = async () => null,
  keys = new Map(),
}: {
  lookupIsFree?: boolean
  lookup?: () => unknown
  find?: World['shelf']['lookup']
  held?: World['shelf']['held']
  keys?: World['keys']
}) {
  let reads = 0
  let passedOn = 0
  let now = 1_800_000_000_000
  const never = (): Promise<never> => Promise.reject(new Error('not asked here'))
  const world: World = {
    pop: 'pop',
    adminHost: 'admin.edge.test',
    keys,
    thumbprints: [THUMBPRINT],
    shelf: {
      lookupIsFree,
      async lookup(...asked) {
        reads++
        return find(...asked)
      },
      held,
      put: never,
      describe: never,
      note: never,
      hits: never,
    },
    witness: { note: () => undefined },
    origin: {
      capability: 'any-host',
      async fetch() {
        passedOn++
        return { status: 200, headers: new Headers(), body: 'of the origin' }
      },
    },
    terminator: null,
    snapshots: null,
    later: () => undefined,
    countryOf: null,
    now: () => now,
  }
  const edge = createEdge(world)
  const visit = (path: string, address = '203.0.113.7', host = HOST) =>
    edge(createVisit(new Request(`http://${host}${path}`), address))
  return {
    visit,
    reads: () => reads,
    passedOn: () => passedOn,
    pass: (milliseconds: number) => void (now += milliseconds),
    ask: async (token: string, address?: string, host?: string): Promise<number> =>
      (await visit(FOLDER + token, address, host)).status,
  }
}
