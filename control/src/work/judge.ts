// Pre-validation, by the way in which control will be proven: HTTP-01 looks where the name leads, DNS-01 at its delegation.

import { isFault, judgeName, type Problem } from '@wellknown/lifecycle'
import type { Method, Saved } from '../store/records.ts'
import { namesOf } from '../store/resources.ts'
import type { World } from '../world.ts'
import { methodFor } from './attempt/method.ts'
import { gatherCaa } from './gather.ts'
import { judgeDelegations } from './judge-delegation.ts'
import { judgeNames, problemOf, type Verdict } from './judge-names.ts'

const SECOND = 1000

/** May the CA be asked for these names (all of the resource if none are given) by this method, or the resource's own? */
export async function judge(
  world: World,
  saved: Saved,
  {
    names = namesOf(saved.resource),
    method = methodFor(world, saved.resource.options),
  }: { readonly names?: readonly string[]; readonly method?: Method } = {},
): Promise<Verdict> {
  const { dns } = world
  if (method === 'http-01' || dns === null) return judgeNames(world, saved, names)
  const [delegations, caa] = await Promise.all([
    judgeDelegations(world, dns, names),
    gatherCaa(world, saved, names),
  ])
  const { facts } = delegations
  const findings = caa.facts.flatMap((each) => judgeName(each, caa.expected))
  const problems = [...delegations.problems, ...findings.filter(isFault).map(problemOf)]
  const { resource, state } = saved
  const beside = { resource: resource.id, at: world.now(), from: state.is, to: state.is }
  await world.store.note({ ...beside, event: 'looked', detail: { method, names: facts, findings } })
  // Our own trouble is never blamed on the customer (P13).
  const ours = problems.find(isOurs)
  const theirs = problems.filter((problem) => !isOurs(problem))
  if (theirs.length > 0) return { is: 'blocked', problems: theirs }
  if (!ours) return { is: 'passed' }
  const until = world.now() + Math.min(15 * SECOND, world.policy.retryAfter)
  return { is: 'held', problem: { ...ours, retryAt: until }, until }
}

const isOurs = ({ code }: Problem): boolean => code === 'our-trouble'
