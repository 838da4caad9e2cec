import { HITS_EVENT, type ChallengeHit } from '../store/challenge-hits-port.ts'
import type { HistoryEntry, ResourceId } from '../store/records.ts'
import type { World } from '../world.ts'

/** An entry of the history; of requests for challenge tokens also those that are still kept, else null. */
export type TimelineEntry = HistoryEntry & { readonly hits: readonly ChallengeHit[] | null }

/** What happened to a resource, up to a thousand entries after one. */
export async function readTimeline(
  { store }: Pick<World, 'store'>,
  resource: ResourceId,
  after: number | undefined,
): Promise<readonly TimelineEntry[]> {
  const entries = await store.history(resource, after)
  return Promise.all(
    entries.map(async (entry) => {
      const attempt = entry.event === HITS_EVENT ? entry.detail['attempt'] : null
      return { ...entry, hits: typeof attempt === 'string' ? await store.challengeHits(attempt) : null }
    }),
  )
}
