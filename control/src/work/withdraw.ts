import { backoff } from '@wellknown/lifecycle'
import { again, DONE, type Doer } from './outcome.ts'
import { deliver } from './push.ts'
import { tidyValues } from './text-values.ts'
import { CARRY_OVER, LONGEST_PROBE, PROBE, publishTokens } from './tokens.ts'

/** Takes the tokens and values of ended attempts off the edges and out of DNS, and of probes that a process left behind when it died. */
export const withdraw: Doer<'withdraw'> = async (world, _, saved, { resource, tries }) => {
  if (!saved) return DONE
  for (const attempt of await world.store.openAttempts(resource)) {
    const left =
      attempt.run === PROBE && attempt.ended === null && attempt.started + LONGEST_PROBE <= world.now()
    if (left) await world.store.saveAttempt({ ...attempt, ended: attempt.started })
  }
  const hosts = (await world.store.allWanted(resource))
    .filter(({ kind }) => kind === 'tokens')
    .map(({ host }) => host)
  await publishTokens(world, resource, hosts)
  const missing = await deliver(world, hosts, ['tokens'])
  const ended = await world.store.attemptsWithValues(resource)
  const over = ended.filter((each) => each.ended !== null && each.ended + CARRY_OVER <= world.now())
  const gone = await tidyValues(world, over)
  return missing.length > 0 || !gone ? again(world.now() + backoff(tries + 1)) : DONE
}
