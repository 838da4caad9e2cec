// Live means seen: every PoP in service that terminates TLS shows the new serial to a fresh session.

import type { Problem, Run } from '@wellknown/lifecycle'
import type { Served } from '../adapters/edge/port.ts'
import { isInService, type Observation, type Pop, type Saved } from '../store/records.ts'
import type { World } from '../world.ts'
import { coveredHosts, wantDocuments } from './documents.ts'
import { noteTls, tlsSilent } from './note-tls.ts'
import { again, DONE, news, type Doer, type Outcome } from './outcome.ts'
import { deliver } from './push.ts'

const SECOND = 1000
/** A PoP swaps within a second; the looks before this are a few. */
const BROKEN_FOR = 20 * SECOND

export const deploy: Doer<'deploy'> = async (world, { certificate }, saved, { tries }) => {
  if (saved?.state.is !== 'deploying' || saved.state.candidate.certificate !== certificate) return DONE
  const { candidate, run } = saved.state
  const later = again(world.now() + SECOND * Math.min(tries + 1, 30))
  const missing = await deliver(world, await wantDocuments(world, saved))
  const refused = missing.find((each) => each.refused && each.kind === 'certificate')
  if (refused) {
    const detail = `The edge ${refused.pop} refused the certificate for ${refused.host}: ${refused.detail}`
    return refuse(run, { code: 'certificate-refused', detail, name: refused.host, retryAt: null })
  }
  const terminating = (await world.store.pops()).filter(isInService)
  if (missing.some(({ kind }) => kind === 'certificate') || terminating.length === 0) return later
  const hosts = coveredHosts(saved, candidate.names)
  const seen = await Promise.all(
    terminating.flatMap((pop) => hosts.map((host) => look(world, pop, host, candidate.serial))),
  )
  const dark = await findDark(world, terminating, seen)
  const counted = seen.filter((each) => each === null || each.seen !== 'unreachable' || !dark.has(each.pop))
  const unseen = counted.filter((each) => each !== null).filter(({ serial }) => serial !== candidate.serial)
  if (counted.length === 0) return later
  if (unseen.length === 0) return news({ type: 'live', certificate }, { serial: candidate.serial })
  const broken = await findBroken(world, unseen, saved)
  if (!broken) return later
  const detail = `The edge ${broken.pop} holds the new certificate for ${broken.host}, but ${
    broken.seen === 'none' ? 'refuses the handshake' : `shows another, ${broken.serial}`
  }. The one before is put back.`
  return refuse(run, { code: 'certificate-refused', detail, name: broken.host, retryAt: null })
}

const refuse = (run: Run | null, problem: Problem): Outcome =>
  news({ type: 'refused', run: run?.id ?? null, attempt: null, problem }, { ...problem })

/** What a PoP shows for `host`, at the first of its addresses that does not show `serial`. Null: it has no TLS listener, and
 *  its receipt is enough. */
async function look(world: World, pop: Pop, host: string, serial: string): Promise<Observation | null> {
  let seen: Served | null = null
  for (const address of pop.tls ?? []) {
    seen = await world.edge.observe(pop, address, host)
    if (seen.is !== 'served' || seen.serial !== serial) break
  }
  if (seen === null) return null
  const shown = seen.is === 'served' ? seen.serial : null
  return world.store.saveObservation({ pop: pop.name, host, serial: shown, seen: seen.is, at: world.now() })
}

/** The PoPs that are not waited for: their TLS has been out of reach for as long as a silent PoP is waited for, and they
 *  have answered us since. One that does not is membership's. */
async function findDark(
  world: World,
  pops: readonly Pop[],
  seen: readonly (Observation | null)[],
): Promise<ReadonlySet<string>> {
  const bound = world.now() - world.policy.popBound
  for (const pop of pops) {
    const isDark = seen.some(
      (each) =>
        each?.pop === pop.name &&
        each.seen === 'unreachable' &&
        each.since !== null &&
        each.since <= Math.min(bound, (pop.lastSeen ?? 0) - 1),
    )
    if (isDark) await noteTls(world, pop)
  }
  return tlsSilent(world)
}

/** Where visitors are worse off than before: a PoP has taken the new certificate, and has refused them ever since or shown
 *  neither it nor the one before. Where nothing was served before nobody is worse off, and a PoP that is down is another
 *  matter. */
async function findBroken(
  { store, now }: World,
  unseen: readonly Observation[],
  { current, https }: Saved,
): Promise<Observation | null> {
  if (!https || current === null || current.notAfter <= now()) return null
  for (const seen of unseen) {
    const { pop, host, since } = seen
    if (seen.seen === 'unreachable' || seen.serial === current.serial) continue
    const receipts = await store.receipts(host)
    const taken = receipts.find((held) => held.pop === pop && held.kind === 'certificate')
    if (taken && since !== null && since >= taken.at && now() - since >= BROKEN_FOR) return seen
  }
  return null
}
