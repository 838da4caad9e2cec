import { composeDigest } from '../notices/digest.ts'
import type { World } from '../world.ts'

const DAY = 24 * 60 * 60_000

/** Queues the daily mail of every client whose names do not pass. */
export async function queueDigests(world: World): Promise<void> {
  const now = world.now()
  for (const client of await world.store.awaitingDigest(now - DAY, now)) {
    const id = world.id()
    await world.store.digest(client, now - DAY, now, (blocked) =>
      composeDigest(world, client, blocked, now, id),
    )
  }
}
