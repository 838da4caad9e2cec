// What is always true (the invariants of the design), under random faults, times, restarts and wishes of the customer.

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { send } from '@wellknown/control/actions/send.ts'
import type { Saved } from '@wellknown/control/store/records.ts'
import type { Event } from '@wellknown/lifecycle'
import { createSite, enableHttps } from '../system/customer.ts'
import { ADDRESSES, POPS, startMemorySystem, type Fault, type MemorySystem } from '../system/memory-system.ts'

const HOST = 'www.customer.example'
const OTHER = 'shop.customer.example'
const SECOND = 1000
const MINUTE = 60 * SECOND

type Move =
  | { readonly is: 'pass'; readonly seconds: number }
  | { readonly is: 'restart' }
  /** After `skip` more calls of this port, so many in a row go wrong. */
  | {
      readonly is: 'faults'
      readonly port: Port
      readonly skip: number
      readonly calls: number
      readonly fault: Fault
    }
  | { readonly is: 'lead'; readonly away: boolean }
  | { readonly is: 'reach'; readonly pop: number; readonly reachable: boolean }
  | { readonly is: 'wish'; readonly wish: Wish }
type Port = 'ca' | 'edge' | 'prober' | 'store'
type Wish = 'enable' | 'abort' | 'retry' | 'renew' | 'reissue' | 'rename' | 'disable' | 'suspend' | 'resume'

const move: fc.Arbitrary<Move> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ is: fc.constant('pass' as const), seconds: fc.constantFrom(1, 5, 60, 300, 1200) }),
  },
  { weight: 1, arbitrary: fc.constant({ is: 'restart' as const }) },
  {
    weight: 4,
    arbitrary: fc.record({
      is: fc.constant('faults' as const),
      port: fc.constantFrom<Port>('ca', 'edge', 'prober', 'store'),
      skip: fc.integer({ min: 0, max: 12 }),
      calls: fc.integer({ min: 1, max: 6 }),
      fault: fc.constantFrom<Fault>('failed', 'failed-but-happened'),
    }),
  },
  { weight: 1, arbitrary: fc.record({ is: fc.constant('lead' as const), away: fc.boolean() }) },
  {
    weight: 1,
    arbitrary: fc.record({
      is: fc.constant('reach' as const),
      pop: fc.integer({ min: 0, max: 1 }),
      reachable: fc.boolean(),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      is: fc.constant('wish' as const),
      wish: fc.constantFrom<Wish>(
        'enable',
        'abort',
        'retry',
        'renew',
        'reissue',
        'rename',
        'disable',
        'suspend',
        'resume',
      ),
    }),
  },
)

async function make(
  system: MemorySystem,
  site: number,
  { wish }: { wish: Wish },
): Promise<Event['type'] | null> {
  const { world } = system
  const saved = await world.store.load(site)
  const names = saved ? [saved.resource.cname, ...saved.resource.secondaryHostnames] : []
  switch (wish) {
    case 'enable':
      await send(world, site, { type: 'enable', names, object: 'same' })
      return wish
    case 'rename': {
      const secondaryHostnames = saved?.resource.secondaryHostnames.length === 0 ? [OTHER] : []
      await world.store.updateResource(saved?.resource.client ?? 0, site, { secondaryHostnames }, world.now())
      await send(world, site, { type: 'rename', names: [HOST, ...secondaryHostnames] })
      return wish
    }
    case 'reissue':
      await send(world, site, { type: 'reissue', revokeOld: true })
      return wish
    case 'suspend':
    case 'resume':
      await send(world, site, { type: wish }, { resource: { suspended: wish === 'suspend' } })
      return wish
    default:
      await send(world, site, { type: wish })
      return wish
  }
}

/** Plays the moves, looking after each task and each move whether everything still holds. */
async function play(moves: readonly Move[]): Promise<void> {
  const system = await startMemorySystem()
  const { world, edge, prober } = system
  try {
    for (const name of [HOST, OTHER]) prober.lead(name, ADDRESSES)
    const site = await createSite({ world, originAt: '198.51.100.9:80' }, HOST)
    await enableHttps(world, site)
    let before: Saved | null = await world.store.load(site)
    const faults: { port: Port; skip: number; calls: number; fault: Fault }[] = []
    system.setPlan((port) => {
      const next = faults.find((each) => each.port === port && each.calls > 0)
      if (!next) return null
      if (next.skip-- > 0) return null
      next.calls--
      return next.fault
    })
    let turnedOff = false
    const look = async (): Promise<boolean> => {
      const saved = await world.store.load(site)
      if (!saved) throw new Error('The resource is gone.')
      // 3: nothing but the customer takes HTTPS away while a valid certificate exists.
      const lived = before?.https === true && before.current !== null && before.current.notAfter > world.now()
      if (lived && !turnedOff) expect(saved.https, 'HTTPS went off by itself').toBe(true)
      // 4: an order has one certificate, and a resource one open order.
      const attempts = (await world.store.openAttempts(site)).filter(({ run }) => run !== 'probe')
      const running = 'attempt' in saved.state ? saved.state.attempt : null
      expect(attempts.filter(({ id }) => id === running).length).toBeLessThanOrEqual(1)
      for (const { orderUrl, sealedKey } of attempts) {
        if (orderUrl !== null) expect(sealedKey, 'an order without a saved key').not.toBeNull()
      }
      before = saved
      turnedOff = false
      return false
    }
    for (const each of moves) {
      switch (each.is) {
        case 'pass':
          await system.pass(each.seconds * SECOND, look).catch(late)
          break
        case 'restart':
          system.restart()
          break
        case 'faults':
          faults.push({ ...each })
          break
        case 'lead':
          prober.lead(HOST, each.away ? ['198.51.100.77'] : ADDRESSES)
          break
        case 'reach':
          edge.setReachable(POPS[each.pop] ?? POPS[0], each.reachable)
          break
        case 'wish':
          turnedOff = each.wish === 'disable'
          await make(system, site, each)
          await look()
      }
    }
    // 7: left in peace, everything drains: no token stays, and the history verifies.
    system.setPlan(null)
    for (const pop of POPS) edge.setReachable(pop, true)
    prober.lead(HOST, ADDRESSES)
    await send(world, site, { type: 'abort' })
    await system.pass(10 * MINUTE)
    await send(world, site, { type: 'abort' })
    await system.pass(10 * MINUTE)
    expect(
      POPS.map((pop) => edge.tokens(pop)),
      'tokens stayed',
    ).toEqual([0, 0])
    await world.store.sealHistory()
    expect(await world.store.verifyHistory()).toBeNull()
    expect(system.early, 'the CA was told to look too early').toEqual([])
  } finally {
    await system.close()
  }
}

test('the invariants hold under random faults, restarts and wishes', { timeout: 300_000 }, async () => {
  await fc.assert(fc.asyncProperty(fc.array(move, { minLength: 3, maxLength: 14 }), play), {
    numRuns: 30,
    endOnFailure: false,
  })
})

/** Time that passed without a wish coming true is just time. */
function late(error: unknown): void {
  if (!(error instanceof Error) || !error.message.startsWith('It did not come')) throw error
}
