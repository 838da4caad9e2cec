// Which PoPs gates wait for. A PoP is `in`, `catching-up` or `out`: silent for longer than the bound it goes out, and it
// comes back only after it holds everything that is wanted and was seen answering with it.

import { FIRST_OPTIONS, WIRE, type Self } from '@wellknown/wire'
import type { Abilities } from '../store/abilities-port.ts'
import { sealKeyId, type Pop } from '../store/records.ts'
import type { World } from '../world.ts'
import { catchUp, UNFINISHED } from './catch-up.ts'
import { followEpoch } from './follow-epoch.ts'
import { movePop } from './move-pop.ts'
import { noteKeys } from './note-keys.ts'
import { isSealKey, noteSealKey } from './note-seal-key.ts'
import { faultOfClock, noteSkew } from './note-skew.ts'
import { noteTls, tlsSilent } from './note-tls.ts'

/** Asks every PoP how it is, moves it in or out of service, and waits until all that are behind have caught up or cannot. */
export async function tendPops(world: World): Promise<void> {
  const pops = await world.store.pops()
  await Promise.all(pops.map((pop) => tend(world, pop, null)))
}

/** The same again and again, PoP by PoP: one that takes long over catching up holds up none of the others. */
export function createTender(world: World): { turn(): Promise<void>; stop(): Promise<void> } {
  const ending = new AbortController()
  const underWay = new Map<string, Promise<void>>()
  const start = (pop: Pop): void => {
    const tending = tend(world, pop, ending.signal)
      .catch((error: unknown) => {
        const told = error instanceof Error ? error.message : 'unknown'
        world.log({ event: 'pop-failed', level: 'error', pop: pop.name, error: told })
      })
      .finally(() => underWay.delete(pop.name))
    underWay.set(pop.name, tending)
  }
  return {
    async turn() {
      for (const pop of await world.store.pops()) if (!underWay.has(pop.name)) start(pop)
    },
    async stop() {
      ending.abort()
      await Promise.all(underWay.values())
    },
  }
}

async function tend(world: World, found: Pop, signal: AbortSignal | null): Promise<void> {
  const { store } = world
  const unfinished = found.membership === 'in' && found.fault === UNFINISHED
  const pop = unfinished ? await movePop(world, found, 'catching-up', UNFINISHED) : found
  if (!pop) return
  const self = await world.edge.self(pop)
  const now = world.now()
  if ('is' in self) {
    const silent = now - (pop.lastSeen ?? pop.since) > world.policy.popBound
    const moved = await movePop(world, pop, silent ? 'out' : pop.membership, self.detail)
    if (moved && silent && pop.membership !== 'out')
      world.log({ event: 'pop-out', level: 'alarm', pop: pop.name, detail: self.detail })
    return
  }
  // What another one says of itself is none of this one's.
  const refusing = self.pop === pop.name && (await noteKeys(world, pop, self))
  const unfit = await findUnfit(world, pop, self)
  if (unfit !== null) {
    if (unfit !== pop.fault) world.log({ event: 'pop-unfit', level: 'alarm', pop: pop.name, detail: unfit })
    await movePop(world, pop, pop.membership === 'in' ? 'catching-up' : pop.membership, unfit)
    return
  }
  const skew = self.now - now
  noteSkew(world, pop, skew)
  // What it refuses it does not hold, whatever its receipts say.
  const behind = await isBehind(world, pop, self)
  if (behind === 'too-far') return
  const seen = {
    lastSeen: now,
    skew,
    wire: self.wire,
    sealKey: self.sealKey,
    shelf: self.shelf?.id ?? null,
  }
  // Before the shelf is noted: where this is not to be, the next look finds the same again.
  const known =
    behind || (refusing && pop.membership === 'in')
      ? await movePop(world, pop, 'catching-up', pop.fault, world.now())
      : pop
  if (!known) return
  await store.updatePop(pop.name, seen)
  await noteSealKey(world, pop, self)
  await store.saveAbilities(pop.name, abilitiesOf(self))
  if (known.membership !== 'in') await catchUp(world, { ...known, ...seen }, signal)
  else await movePop(world, known, 'in', (await faultOfTls(world, pop)) ?? faultOfClock(skew))
}

/** Asked only where a deployment has waited for it in vain. */
const faultOfTls = async (world: World, pop: Pop): Promise<string | null> =>
  (await tlsSilent(world)).has(pop.name) ? noteTls(world, pop) : null

/** An edge of the first version does not say what it applies. */
const abilitiesOf = ({ options, originCapability, countries, sealKey }: Self): Abilities => ({
  options: options ?? FIRST_OPTIONS,
  anyHost: originCapability === 'any-host',
  countries: countries ?? false,
  tls: sealKey !== null,
})

/** Why a PoP that answers is not to be counted; null: nothing is in the way. */
async function findUnfit({ ca }: Pick<World, 'ca'>, pop: Pop, self: Self): Promise<string | null> {
  const { name, tls, sealKey } = pop
  if (self.pop !== name) return `it calls itself ${self.pop}`
  // An edge speaks the versions before its own: edges are upgraded first.
  if (self.wire < WIRE || self.wire > WIRE + 1) return `it speaks wire version ${self.wire}`
  if (!self.thumbprints.includes(ca.thumbprint)) return 'ACME_THUMBPRINTS does not name our account key'
  if (tls !== null && sealKey !== null && self.sealKey === null) return 'it terminates TLS no more'
  return (await isSealKey(self.sealKey)) ? null : 'the sealing key that it names is none'
}

/** Is what its receipts say worth nothing? Another shelf holds none of it; with another key it opens none of its certificates; and one that holds what we have never said was
 *  told by another control plane, or by ours before it was restored: from now on we are the newer one, everywhere. */
async function isBehind(world: World, pop: Pop, { shelf, sealKey }: Self): Promise<boolean | 'too-far'> {
  if (!shelf) return false
  const { store, log } = world
  const ours = await store.newest()
  const { epoch, rev } = shelf
  if (epoch > ours.epoch || (epoch === ours.epoch && rev > ours.rev)) {
    return (await followEpoch(world, pop, epoch)) === null ? true : 'too-far'
  }
  const changed = pop.shelf !== null && pop.shelf !== shelf.id
  if (changed) log({ event: 'pop-shelf-new', level: 'alarm', pop: pop.name })
  const key = sealKeyId(pop)
  const rekeyed = key !== null && key !== sealKeyId({ shelf: shelf.id, sealKey })
  if (rekeyed) log({ event: 'pop-seal-key-new', level: 'alarm', pop: pop.name })
  return changed || rekeyed
}
