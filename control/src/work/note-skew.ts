// A PoP's clock against ours: signatures bear half a minute between them, so that it is told well before.

import type { Pop } from '../store/records.ts'
import type { World } from '../world.ts'

const MOST_SKEW_MS = 10_000

const isOff = (skew: number): boolean => Math.abs(skew) > MOST_SKEW_MS

/** What is wrong with a clock that is `skew` milliseconds ahead of ours, in words; null: nothing. */
export const faultOfClock = (skew: number): string | null =>
  isOff(skew)
    ? `its clock is ${Math.round(Math.abs(skew) / 1000)} seconds ${skew > 0 ? 'ahead' : 'behind'}`
    : null

/** Warns once when a PoP's clock has come to be off. */
export function noteSkew(world: Pick<World, 'log'>, { name, skew: before }: Pop, skew: number): void {
  if (isOff(skew) && !isOff(before ?? 0))
    world.log({ event: 'pop-skewed', level: 'warning', pop: name, milliseconds: skew })
}
