import type { Attempt } from '../store/records.ts'
import type { World } from '../world.ts'
import { CARRY_OVER } from './tokens.ts'
import { FIRST_TRACE } from './trace.ts'

/** Its tokens stay a little longer; then they are withdrawn. The key stays with the row until the row goes: a crash
 *  before the news is saved does the last step again. */
export async function endAttempt(world: World, attempt: Attempt): Promise<void> {
  const ended = attempt.ended ?? world.now()
  await world.store.saveAttempt({ ...attempt, ended })
  const at = ended + CARRY_OVER
  await world.store.queue(attempt.resource, { do: 'withdraw', at }, at)
  await world.store.queue(attempt.resource, { do: 'trace', attempt: attempt.id }, ended + FIRST_TRACE)
}
