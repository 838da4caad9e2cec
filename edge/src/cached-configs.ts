// Configurations where the shelf is far away: one Durable Object for each host, maybe on another continent. They are kept in
// memory for some seconds, then read from the cache, and only where that does not do from the shelf. What the cache gives is
// verified, and never goes back behind what was seen here; where nothing was seen yet, the shelf is asked whether it is the
// newest. Signed by a key that is out of its time it says nothing new: it can only confirm what the shelf has said. Neither is
// waited for without end.

import { keysAt } from '@wellknown/wire'
import { within } from './answer.ts'
import { createBounded } from './bounded.ts'
import type { Configs } from './configs.ts'
import { loadConfig, LOOK_WITHIN_MS, MOST_BYTES, MOST_LOADED, type LoadedConfig } from './load-config.ts'
import type { SnapshotCache } from './shelf/snapshot-port.ts'
import type { World } from './world.ts'

/** Used without a look. */
const FRESH_MS = 10_000
/** Used while a look is under way; older ones are waited for. */
const STALE_MS = 60_000
/** However often the cache agrees, the shelf is asked: whoever writes to the cache can put back what was signed once. */
const SHELF_EVERY_MS = 10 * 60_000
/** So long a visitor waits for the shelf's word on what the cache gave: what was taken away or closed since is not served. A
 *  shelf that takes longer is believed when it answers. */
const SURE_WITHIN_MS = 500
/** A cache that takes longer gives nothing: the shelf is asked. */
const CACHE_WITHIN_MS = 500
/** An unknown host is asked for again after this long. */
const UNKNOWN_MS = 5_000
/** Looks at the shelf for hosts that nothing is known of: strangers can name any number. So many at once, and so many more
 *  each second. */
const SPARE = 100
const SPARE_PER_SECOND = 50
/** A location goes on with what it has read, whatever is written (and KV takes one write a second for each key): that it is
 *  behind is mended when it has lasted this long, and then once in as long. */
const MEND_EVERY_MS = 90_000
/** The cache may be overtaken while it is written. */
const MOST_WRITES = 5

type Revision = { readonly epoch: number; readonly rev: number }
type Entry = Revision & {
  /** Null: the host is unknown, or its configuration was taken away at this revision. */
  readonly loaded: LoadedConfig | null
  readonly at: number
  /** When the shelf last said so; NEVER: it has not yet. */
  readonly sure: number
}

/** `late`: signed by a key out of its time, and not known to be what the shelf holds. */
type Cached = { readonly entry: Omit<Entry, 'sure'>; readonly late: boolean }

const NEVER = -Infinity

export function createCachedConfigs(world: World, cache: SnapshotCache): Configs {
  const { shelf, keys, later, now } = world
  const known = createBounded<Entry>(MOST_LOADED, MOST_BYTES, ({ loaded }) => loaded?.bytes ?? 0)
  // Apart from the others: a flood of names must not drive out those that are served.
  const unknown = createBounded<Entry>(MOST_LOADED)
  /** Since when the cache is behind, or when it was last mended. */
  const mended = createBounded<number>(MOST_LOADED)
  const underWay = new Map<string, Promise<Entry>>()
  const spend = createAllowance(now)
  const entryOf = (host: string): Entry | undefined => known.get(host) ?? unknown.get(host)

  function keep(host: string, entry: Entry): Entry {
    const before = entryOf(host)
    if (before && isAfter(before, entry)) {
      // What was seen here is newer: it stays, as fresh as this look.
      return keep(host, { ...before, at: entry.at, sure: Math.max(before.sure, entry.sure) })
    }
    const [into, from] = entry.loaded ? [known, unknown] : [unknown, known]
    from.drop(host)
    into.put(host, entry)
    return entry
  }

  async function askShelf(host: string): Promise<{ entry: Entry; document: string | null }> {
    const held = await shelf.held(host, 'config')
    const document = held?.document ?? null
    const snapshot = document === null ? null : await loadConfig(host, document, keys)
    const { epoch = 0, rev = 0 } = held ?? {}
    const at = now()
    return { entry: { epoch, rev, loaded: snapshot?.loaded ?? null, at, sure: at }, document }
  }

  async function askCache(host: string): Promise<Cached | null> {
    const document = await within(CACHE_WITHIN_MS, cache.get(host)).catch(() => null)
    const snapshot = document === null ? null : await loadConfig(host, document, keys)
    if (!snapshot) return null
    const { keyid, epoch, rev, loaded } = snapshot
    const at = now()
    if (keysAt(keys, at).has(keyid)) return { entry: { epoch, rev, loaded, at }, late: false }
    // What was loaded before is used on, whatever stands in the cache under its revision.
    const before = entryOf(host)
    const same = before && before.sure !== NEVER && isSame(before, snapshot)
    return same
      ? { entry: { ...before, at }, late: false }
      : { entry: { epoch, rev, loaded: null, at }, late: true }
  }

  /** The shelf's word, and a cache that goes on giving something older is mended. */
  async function ensure(host: string, cached: Revision | null): Promise<Entry> {
    const { entry, document } = await askShelf(host)
    if (document !== null && (!cached || !isSame(entry, cached))) mend(host)
    else mended.drop(host)
    return keep(host, entry)
  }

  function mend(host: string): void {
    const since = mended.get(host) ?? now()
    const isDue = now() - since >= MEND_EVERY_MS
    mended.put(host, isDue ? now() : since)
    if (isDue) later(write(host).catch(() => undefined))
  }

  async function look(host: string): Promise<Entry> {
    const before = entryOf(host)
    const { entry: cached = null, late = true } = (await askCache(host)) ?? {}
    const outdated = !cached || late || (before !== undefined && isAfter(before, cached))
    const sure = before?.sure ?? NEVER
    if (!outdated && now() - sure < SHELF_EVERY_MS) {
      mended.drop(host)
      return keep(host, { ...cached, sure })
    }
    if (late && !known.get(host) && !spend()) throw new Error('too many unknown hosts are asked for')
    const ensured = ensure(host, cached)
    if (outdated) return ensured
    later(ensured.catch(() => undefined))
    return within(SURE_WITHIN_MS, ensured).catch(() => keep(host, { ...cached, sure }))
  }

  /** One look at a time for each host. */
  function refresh(host: string): Promise<Entry> {
    const running = underWay.get(host)
    if (running) return running
    const found = look(host)
    // Others wait for it too: it must not end with the visitor who began it. What it finds late is used as well.
    later(found.catch(() => undefined))
    const started = within(LOOK_WITHIN_MS, found).finally(() => underWay.delete(host))
    underWay.set(host, started)
    return started
  }

  /** Puts what the shelf holds into the cache, until nothing newer has come meanwhile: of two writers the later one may have the
   *  older document in its hands. */
  async function write(host: string): Promise<Entry> {
    let { entry, document } = await askShelf(host)
    for (let tries = 0; tries < MOST_WRITES; tries++) {
      await (document === null ? cache.delete(host) : cache.put(host, document))
      const after = await askShelf(host)
      if (isSame(after.entry, entry)) return after.entry
      ;({ entry, document } = after)
    }
    throw new Error('the cache is overtaken again and again')
  }

  return {
    async of(host) {
      const entry = entryOf(host)
      const age = entry ? now() - entry.at : Infinity
      if (!entry) return (await refresh(host)).loaded
      if (age < (entry.loaded ? FRESH_MS : UNKNOWN_MS)) return entry.loaded
      if (!entry.loaded) return (await refresh(host)).loaded
      if (age < STALE_MS) {
        refresh(host).catch(() => undefined)
        return entry.loaded
      }
      // A shelf that fails takes nothing from those that were served a moment ago, and is waited for by one of them: the next
      // look is behind the answers.
      return refresh(host).then(
        ({ loaded }) => loaded,
        () => keep(host, { ...entry, at: now() - FRESH_MS }).loaded,
      )
    },
    async renew(host) {
      keep(host, await write(host))
      mended.put(host, now())
    },
  }
}

const isAfter = (one: Revision, other: Revision): boolean =>
  one.epoch > other.epoch || (one.epoch === other.epoch && one.rev > other.rev)

const isSame = (one: Revision, other: Revision): boolean => one.epoch === other.epoch && one.rev === other.rev

/** False: there is nothing left to spend. */
function createAllowance(now: () => number): () => boolean {
  let spare = SPARE
  let filled = now()
  return () => {
    const at = now()
    spare = Math.min(SPARE, spare + ((at - filled) / 1000) * SPARE_PER_SECOND)
    filled = at
    if (spare < 1) return false
    spare--
    return true
  }
}
