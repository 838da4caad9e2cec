import { debitsFor } from '../actions/budget.ts'
import type { Debit } from '../store/port.ts'
import type { Saved } from '../store/records.ts'
import type { World } from '../world.ts'
import { judgeNames } from './judge-names.ts'
import { DONE, news, type Doer } from './outcome.ts'

/** Looks at the names of a run, and tells whether the CA may be asked. */
export const check: Doer<'check'> = async (world, { run, names }, saved) => {
  if (saved?.state.is !== 'checking' || saved.state.run.id !== run) return DONE
  const verdict = await judgeNames(world, saved, names)
  switch (verdict.is) {
    case 'passed':
      return { is: 'news', event: { type: 'passed', run }, debits: await debitsOf(world, saved.state) }
    case 'blocked':
      return news({ type: 'blocked', run, problems: verdict.problems }, { problems: verdict.problems })
    case 'held':
      return news(
        { type: 'held', run, problem: verdict.problem, until: verdict.until },
        { ...verdict.problem },
      )
  }
}

/** An attempt that was held goes on with the order it has; that was paid for. */
async function debitsOf(
  world: World,
  { run, attempt }: Extract<Saved['state'], { is: 'checking' }>,
): Promise<readonly Debit[]> {
  const held = attempt === null ? null : await world.store.attempt(attempt)
  return held?.orderUrl ? [] : debitsFor(world, run)
}
