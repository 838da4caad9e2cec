// Where origins' names lead. A name server that says nothing costs the customer whose it is, and nobody else: each name is
// asked for once at a time, for so long, by one site so many at once, and what was told is kept for a moment.

import { within } from '../answer.ts'
import { createBounded } from '../bounded.ts'

/** Names and addresses are told by the customer's name servers; none are believed for longer or asked again sooner. */
const LONGEST_MS = 60_000
const SHORTEST_MS = 5_000
/** What failed is tried again after this long. */
const FAILED_MS = 5_000
/** While a name server fails, what it told last is used this much longer. */
const STALE_MS = 5 * 60_000
const BOUND_MS = 3_000
/** A site has a few sources; whoever asks for more at once has name servers that do not answer. */
const MOST_PER_SITE = 8
const MOST_KEPT = 10_000

export type Told = {
  /** Empty: there is no such name, or it has no address. */
  readonly addresses: readonly string[]
  readonly milliseconds: number
}
/** Rejects when no name server answers. */
export type AskForName = (name: string) => Promise<Told>

export type OriginNames = {
  /** An address of `name`, another in turn where it has several. `site` is whose origin it is. Rejects when it has none, when
   *  nobody says in time, or when `site` waits for too many names already. */
  addressOf(name: string, site: string): Promise<string>
}

type Entry = {
  readonly addresses: readonly string[]
  /** Used without a look, and while one is under way, until these instants. */
  readonly fresh: number
  readonly stale: number
}

export function createOriginNames({
  ask,
  now,
}: {
  readonly ask: AskForName
  readonly now: () => number
}): OriginNames {
  const kept = createBounded<Entry>(MOST_KEPT)
  const underWay = new Map<string, Promise<Entry>>()
  const waiting = new Map<string, number>()
  let turn = 0

  async function look(name: string): Promise<Entry> {
    const before = kept.get(name)
    let entry: Entry
    try {
      const { addresses, milliseconds } = await within(BOUND_MS, ask(name))
      const fresh = now() + Math.min(Math.max(milliseconds, SHORTEST_MS), LONGEST_MS)
      entry = { addresses, fresh, stale: addresses.length > 0 ? fresh + STALE_MS : fresh }
    } catch {
      const fresh = now() + FAILED_MS
      const useful = before !== undefined && fresh < before.stale
      entry = useful ? { ...before, fresh } : { addresses: [], fresh, stale: fresh }
    }
    kept.put(name, entry)
    return entry
  }

  /** One look at a time for each name, whoever wants it. */
  function refresh(name: string, site: string): Promise<Entry> {
    const running = underWay.get(name)
    if (running) return running
    const many = waiting.get(site) ?? 0
    if (many >= MOST_PER_SITE) return Promise.reject(new Error('too many names are waited for'))
    waiting.set(site, many + 1)
    const started = look(name).finally(() => {
      underWay.delete(name)
      const left = (waiting.get(site) ?? 1) - 1
      if (left > 0) waiting.set(site, left)
      else waiting.delete(site)
    })
    underWay.set(name, started)
    return started
  }

  function pick({ addresses }: Entry): string {
    const address = addresses[turn++ % addresses.length]
    if (address === undefined) throw new Error('the name leads nowhere')
    return address
  }

  return {
    async addressOf(name, site) {
      const known = kept.get(name)
      if (known && now() < known.fresh) return pick(known)
      const looking = refresh(name, site)
      if (!known || now() >= known.stale) return pick(await looking)
      looking.catch(() => undefined)
      return pick(known)
    },
  }
}
