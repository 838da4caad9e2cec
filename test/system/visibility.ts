// Is a token there once the gate has opened? Tokens are pushed to several PoPs over a way that loses, repeats and delays, PoPs
// end and start in between, and each is asked as a validator would.

import { randomBytes } from 'node:crypto'
import { deliver } from '@wellknown/control/work/push.ts'
import { tendPops } from '@wellknown/control/work/membership.ts'
import { isInService } from '@wellknown/control/store/records.ts'
import type { World } from '@wellknown/control/world.ts'
import { challengePath, type Push } from '@wellknown/wire'
import type { Fleet } from './fleet.ts'

export type Visibility = {
  readonly pushes: number
  /** Pushes that were lost, happened without an answer, or came late. */
  readonly faults: number
  /** Looks after the gate opened, and those of them that missed. */
  readonly looks: number
  readonly misses: readonly string[]
  /** Tokens that a PoP still answered after they were withdrawn everywhere. */
  readonly stayed: readonly string[]
}

const LIFE_MS = 60 * 60_000
/** So many of the calls go wrong. */
const FAULTY = 0.15
/** Hosts that are pushed and looked at together. */
const SIDE_BY_SIDE = 8
/** Tokens of one host at a time. */
const MOST_LIVE = 3
const TOKEN_BYTES = 32

/** Pushes until `pushes` were made, over so many hosts. `random` gives numbers below 1; after every so many rounds
 *  (`restartEvery`) one of `mortal` ends and starts again, between its receipt and the look. */
export async function pushAndLook(
  fleet: Fleet,
  options: {
    readonly pushes: number
    readonly hosts: number
    readonly random: () => number
    readonly restartEvery: number
    readonly mortal: readonly string[]
  },
): Promise<Visibility> {
  const { random, mortal } = options
  let pushes = 0
  let faults = 0
  let looks = 0
  let quiet = true
  const misses: string[] = []
  const stayed: string[] = []
  const late: (() => Promise<unknown>)[] = []
  const between = (edge: World['edge']): World['edge'] => ({
    ...edge,
    async push(pop, push: Push) {
      pushes++
      if (!quiet && random() < FAULTY) {
        faults++
        const way = Math.floor(random() * 3)
        if (way === 1) await edge.push(pop, push)
        // It comes when something newer may have come already.
        if (way === 2) late.push(() => edge.push(pop, push))
        return { is: 'unreachable', detail: 'the answer got lost' }
      }
      return edge.push(pop, push)
    },
  })
  const control = await fleet.control(undefined, between)
  const { world } = control
  const isServing = async (): Promise<boolean> => (await world.store.pops()).every(isInService)
  while (!(await isServing())) await tendPops(world)
  quiet = false

  const live = new Map<string, readonly string[]>()
  const put = async (host: string, tokens: readonly string[]): Promise<void> => {
    live.set(host, tokens)
    const { thumbprint } = world.ca
    const entries = tokens.map((token) => ({ token, thumbprint, expires: Date.now() + LIFE_MS }))
    const body = entries.length === 0 ? null : JSON.stringify({ entries })
    await world.store.want({ host, kind: 'tokens', resource: null, body }, Date.now())
    while ((await deliver(world, [host], ['tokens'])).length > 0);
  }
  const look = async (host: string): Promise<void> => {
    for (const each of live.get(host) ?? []) {
      const answers = await fleet.ask(host, challengePath(each))
      looks += answers.length
      const wrong = answers.filter((body) => body !== `${each}.${world.ca.thumbprint}`)
      misses.push(...wrong.map((body) => `${host} ${body}`))
    }
  }
  const names = Array.from({ length: options.hosts }, (_, index) => `site${index}.customer.test`)
  for (let round = 1; pushes < options.pushes; round++) {
    const from = Math.floor(random() * names.length)
    const hosts = [...names, ...names].slice(from, from + Math.min(SIDE_BY_SIDE, names.length))
    await Promise.all(
      hosts.map((host) => {
        const token = randomBytes(TOKEN_BYTES).toString('base64url')
        return put(host, [...(live.get(host) ?? []), token].slice(-MOST_LIVE))
      }),
    )
    // Their gates are open: from here on nothing may miss.
    await Promise.all(late.splice(0).map((come) => come()))
    const [unlucky] = round % options.restartEvery === 0 ? mortal : []
    if (unlucky !== undefined) {
      await fleet.stop(unlucky)
      await fleet.start(unlucky)
    }
    await Promise.all(hosts.map(look))
  }
  for (const [host, tokens] of live) {
    await put(host, [])
    await Promise.all(late.splice(0).map((come) => come()))
    for (const token of tokens) {
      const answers = await fleet.ask(host, challengePath(token))
      stayed.push(...answers.filter((body) => body.startsWith(token)))
    }
  }
  await control.close()
  return { pushes, faults, looks, misses, stayed }
}

/** The same numbers for the same seed (mulberry32). */
export function createRandom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
