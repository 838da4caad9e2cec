// A document that a PoP never takes, whatever is pushed again: an alarm stands for that PoP and host, while the PoP serves and
// counts for all others (decision 29).

import { clearAlarm, POP_LACKS, raiseAlarm } from '../actions/alarm.ts'
import type { Pop, Wanted } from '../store/records.ts'
import type { World } from '../world.ts'

/** Of one PoP: it may refuse a million. */
const MOST_STANDING = 100
const LONGEST_REASON = 500

const aboutOf = ({ name }: Pick<Pop, 'name'>, { host, kind }: Pick<Wanted, 'host' | 'kind'>) => ({
  event: POP_LACKS,
  subject: `${name} ${host} ${kind}`,
})

/** An alarm stands from now on, with the edge's reason. */
export async function noteLacking(world: World, pop: Pop, wanted: Wanted, reason: string): Promise<void> {
  const { host, kind, resource } = wanted
  const about = aboutOf(pop, wanted)
  const standing = (await subjectsOf(world, pop.name)).filter((subject) => subject !== about.subject)
  if (standing.length >= MOST_STANDING) return
  const detail = { pop: pop.name, host, kind, detail: reason.slice(0, LONGEST_REASON) }
  await raiseAlarm(world, { ...about, resource, detail })
}

/** It has taken it after all. */
export const noteTaken = (world: World, pop: Pop, wanted: Wanted): Promise<void> =>
  clearAlarm(world, aboutOf(pop, wanted))

async function subjectsOf({ store }: Pick<World, 'store'>, pop: string): Promise<readonly string[]> {
  const standing = await store.alarms()
  return standing
    .filter(({ event, subject }) => event === POP_LACKS && subject.startsWith(`${pop} `))
    .map(({ subject }) => subject)
}
