import { debitsFor } from '../actions/budget.ts'
import { judge } from './judge.ts'
import { DONE, news, type Doer } from './outcome.ts'

/** Looks at the names of a run, and tells whether the CA may be asked. */
export const check: Doer<'check'> = async (world, { run, names }, saved) => {
  if (saved?.state.is !== 'checking' || saved.state.run.id !== run) return DONE
  const held = saved.state.attempt === null ? null : await world.store.attempt(saved.state.attempt)
  const verdict = await judge(world, saved, { names, ...(held && { method: held.method }) })
  switch (verdict.is) {
    case 'passed':
      // An attempt that was held goes on with the order it has; that was paid for.
      return {
        is: 'news',
        event: { type: 'passed', run },
        debits: held?.orderUrl ? [] : debitsFor(world, saved.state.run),
      }
    case 'blocked':
      return news({ type: 'blocked', run, problems: verdict.problems }, { problems: verdict.problems })
    case 'held':
      return news(
        { type: 'held', run, problem: verdict.problem, until: verdict.until },
        { ...verdict.problem },
      )
  }
}
