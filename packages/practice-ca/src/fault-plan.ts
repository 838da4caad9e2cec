// The fault plan at work: for each thing that happens, the first fault in the list that fits is taken and counted.

import type { Fault, PlannedFault, Resource } from './fault-schema.ts'

/** Something that happens, to be held against the plan. */
type Moment = {
  readonly path?: string
  readonly resource?: Resource
  readonly names?: readonly string[]
  readonly perspective?: string
}

export type FaultPlan = {
  /** The first fault of this kind that matches, counted as used; null for none. */
  take<kind extends Fault>(is: (fault: Fault) => fault is kind, moment: Moment): kind | null
  /** The same, uncounted. */
  peek<kind extends Fault>(is: (fault: Fault) => fault is kind, moment: Moment): kind | null
  replace(plan: readonly PlannedFault[]): void
  /** Puts these behind what is there. */
  add(plan: readonly PlannedFault[]): void
  /** What is left, with how often each was taken. */
  list(): readonly (PlannedFault & { readonly taken: number })[]
}

export function createFaultPlan(): FaultPlan {
  let entries: { readonly planned: PlannedFault; taken: number }[] = []
  const untaken = (plan: readonly PlannedFault[]) => plan.map((planned) => ({ planned, taken: 0 }))

  function find<kind extends Fault>(is: (fault: Fault) => fault is kind, moment: Moment) {
    for (const entry of entries) {
      const { fault: found, match, times } = entry.planned
      if (entry.taken < (times ?? Infinity) && is(found) && matches(match, moment)) return { entry, found }
    }
    return null
  }
  return {
    take(is, moment) {
      const hit = find(is, moment)
      if (hit) hit.entry.taken++
      return hit?.found ?? null
    },
    peek: (is, moment) => find(is, moment)?.found ?? null,
    replace: (plan) => void (entries = untaken(plan)),
    add: (plan) => void entries.push(...untaken(plan)),
    list: () => entries.map(({ planned, taken }) => ({ ...planned, taken })),
  }
}

function matches(match: PlannedFault['match'], moment: Moment): boolean {
  const { path, resource, name, perspective } = match
  return (
    (path === undefined || fits(path, moment.path)) &&
    (resource === undefined || resource === moment.resource) &&
    (name === undefined || (moment.names ?? []).some((each) => fitsName(name, each))) &&
    (perspective === undefined ||
      perspective === moment.perspective ||
      (perspective === 'remote' && moment.perspective?.startsWith('remote ') === true))
  )
}

const fits = (pattern: string, path: string | undefined): boolean =>
  pattern.endsWith('*') ? path?.startsWith(pattern.slice(0, -1)) === true : pattern === path

const fitsName = (pattern: string, name: string): boolean =>
  pattern.startsWith('*.') ? name.endsWith(pattern.slice(1)) : pattern === name
