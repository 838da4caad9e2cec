import { CaError } from '../../adapters/ca/port.ts'
import type { At, Next } from './step.ts'
import { startOver } from './wait.ts'

/** A CA that will not have the profile after all is asked once more without, and the operator told. Null: this refusal is
 *  about something else. */
export function askWithoutProfile({ world, attempt }: At, error: unknown): Next | null {
  const { profile } = attempt.wish
  const refused = error instanceof CaError && error.problem.type === 'invalidProfile'
  if (profile === null || !refused) return null
  const { detail } = error.problem
  const about = { resource: attempt.resource, attempt: attempt.id, profile, detail }
  world.log({ event: 'profile-refused', level: 'alarm', ...about })
  return startOver({ wish: { ...attempt.wish, profile: null } })
}
