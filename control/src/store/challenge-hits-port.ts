// Requests for an attempt's tokens, as the edges told of them.

import type * as row from './records.ts'
import type { Hit, Instant } from './words.ts'

/** What the history calls them. */
export const HITS_EVENT = 'challenge-hits'

/** `at` by our clock. The token it was is not kept: its hash has told the attempt. */
export type ChallengeHit = Omit<Hit, 'tokenHash'> & { readonly pop: string; readonly host: string }

export type ChallengeHits = {
  /** What a PoP tells of an attempt's tokens takes the place of what it told before, unless that was more. Gives how many of
   *  each result are new; null: none is. */
  saveChallengeHits(
    of: Pick<row.Attempt, 'id' | 'resource'>,
    pop: string,
    hits: readonly ChallengeHit[],
  ): Promise<Readonly<Record<Hit['result'], number>> | null>
  /** Of one attempt, oldest first. */
  challengeHits(attempt: string): Promise<readonly ChallengeHit[]>
  dropChallengeHits(before: Instant): Promise<void>
}
