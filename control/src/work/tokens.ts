// The challenge tokens a resource needs at the edges: those of its open attempts, and of ended ones for a little longer,
// since a CA's remote perspectives come late.

import type { TokensDocument } from '@wellknown/wire'
import type { Attempt, ResourceId } from '../store/records.ts'
import type { World } from '../world.ts'

export const MINUTE = 60_000
/** How long a token stays after its attempt has ended. */
export const CARRY_OVER = 2 * MINUTE
/** An order lives seven days at Let's Encrypt; no token outlives that, even if nobody withdraws it. Counted from the
 *  attempt's start, so that rebuilding the document never changes it. */
const LONGEST_LIFE = 7 * 24 * 60 * MINUTE
/** The run of a probe of our own; a look takes seconds. */
export const PROBE = 'probe'
export const LONGEST_PROBE = 3 * MINUTE
/** What an edge takes for one host. */
const MOST_ENTRIES = 64

/** Wants the tokens documents of all these hosts as the store has them now. Nothing is pushed. */
export async function publishTokens(
  world: World,
  resource: ResourceId,
  hosts: readonly string[],
): Promise<void> {
  // Somebody else may have saved an attempt meanwhile: until nothing changes between reading and writing.
  for (let before = ''; ;) {
    const attempts = await world.store.openAttempts(resource, world.now() - CARRY_OVER)
    const read = JSON.stringify(attempts)
    if (read === before) return
    before = read
    for (const host of hosts) {
      const entries = entriesFor(host, attempts, world.ca.thumbprint)
      const body = entries.length > 0 ? JSON.stringify({ entries } satisfies TokensDocument) : null
      const held = await world.store.wanted(host, 'tokens')
      // A host of another resource by now is not ours to empty.
      const foreign = held !== null && held.resource !== resource && body === null
      if ((held !== null || body !== null) && !foreign) {
        await world.store.want({ host, kind: 'tokens', resource, body }, world.now())
      }
    }
  }
}

function entriesFor(
  host: string,
  attempts: readonly Attempt[],
  thumbprint: string,
): TokensDocument['entries'] {
  const entries = attempts.flatMap(({ challenges, started, run }) =>
    challenges
      .filter(({ name }) => name === host)
      .map(({ token }) => ({
        token,
        thumbprint,
        expires: started + (run === PROBE ? LONGEST_PROBE : LONGEST_LIFE),
      })),
  )
  return entries.slice(-MOST_ENTRIES)
}
