// Who asked the edges for an attempt's tokens: what the CA saw, and from how many networks.

import { createHash } from 'node:crypto'
import { backoff } from '@wellknown/lifecycle'
import { HITS_EVENT, type ChallengeHit } from '../store/challenge-hits-port.ts'
import type { Attempt, Pop } from '../store/records.ts'
import type { World } from '../world.ts'
import { again, DONE, type Doer } from './outcome.ts'

/** After the end of an attempt: a CA's last perspectives are still on their way. */
export const FIRST_TRACE = 3_000
const LATE = 90_000
/** A PoP that is away for longer may tell it to nobody. */
const PATIENCE = 5

/** Fetches them from every PoP, joins them by the tokens' hashes, and notes what is new; once more for those that came
 *  late. Nothing waits for it, and nothing but the timeline comes of it. */
export const trace: Doer<'trace'> = async (world, { attempt: id }, saved, { tries }) => {
  const attempt = await world.store.attempt(id)
  if (!saved || saved.state.is === 'deleting' || !attempt || attempt.method !== 'http-01') return DONE
  const pops = await world.store.pops()
  const traced = await Promise.all(pops.map((pop) => traceAt(world, pop, attempt)))
  if (traced.includes('new')) await noteHits(world, attempt)
  if (tries === 0) return again(world.now() + LATE)
  return traced.includes('away') && tries < PATIENCE ? again(world.now() + backoff(tries)) : DONE
}

async function traceAt(world: World, pop: Pop, attempt: Attempt): Promise<'new' | 'old' | 'away'> {
  const hits: ChallengeHit[] = []
  for (const [host, tokens] of Map.groupBy(attempt.challenges, ({ name }) => name)) {
    const told = await world.edge.hits(pop, host)
    if (told.is !== 'told') return 'away'
    const hashes = new Set(tokens.map(({ token }) => createHash('sha256').update(token).digest('hex')))
    for (const { tokenHash, at, ...hit } of told.hits) {
      if (hashes.has(tokenHash)) hits.push({ ...hit, at: at - (pop.skew ?? 0), pop: pop.name, host })
    }
  }
  return (await world.store.saveChallengeHits(attempt, pop.name, hits)) === null ? 'old' : 'new'
}

/** Numbers only: the history is kept for good, the hits are not. */
async function noteHits({ store, now }: World, { id, resource }: Attempt): Promise<void> {
  const hits = await store.challengeHits(id)
  const detail = {
    attempt: id,
    requests: hits.length,
    answered: hits.filter(({ result }) => result === 'answered').length,
    networks: new Set(hits.map(({ network }) => network)).size,
    pops: [...new Set(hits.map(({ pop }) => pop))],
  }
  await store.note({ resource, at: now(), event: HITS_EVENT, from: null, to: null, detail })
}
