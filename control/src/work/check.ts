import { bucketOf, debitsOf, findWait, limitReached } from '../actions/budget.ts'
import { findHold } from '../actions/release-held.ts'
import { judge } from './judge.ts'
import { DONE, news, type Doer } from './outcome.ts'

/** Looks at the names of a run, and tells whether the CA may be asked. */
export const check: Doer<'check'> = async (world, { run, names }, saved) => {
  if (saved?.state.is !== 'checking' || saved.state.run.id !== run) return DONE
  const attempt = saved.state.attempt === null ? null : await world.store.attempt(saved.state.attempt)
  // An attempt that was held goes on with the order it has; no hold is about that.
  const ordered = attempt !== null && attempt.orderUrl !== null
  const hold = ordered ? null : await findHold(world, saved)
  if (hold) return news({ type: 'held', run, problem: hold, until: null }, { ...hold })
  // It has paid, too. What the whole account waits for needs no look: after an outage thousands may.
  const debits = saved.state.attempt === null ? await debitsOf(world, saved, saved.state.run) : []
  const wait = await findWait(
    world,
    debits.filter(({ bucket }) => bucket === bucketOf(world, 'orders')),
  )
  if (wait) {
    const { bucket, until } = wait
    return news({ type: 'held', run, problem: limitReached(until), until }, { bucket })
  }
  // P7: a customer who is sure has heard our verdict, and goes on to the CA after any trouble on the way.
  if (saved.state.run.sure) return { is: 'news', event: { type: 'passed', run }, debits }
  const verdict = await judge(world, saved, { names, ...(attempt && { method: attempt.method }) })
  switch (verdict.is) {
    case 'passed':
      return { is: 'news', event: { type: 'passed', run }, debits }
    case 'blocked':
      return news({ type: 'blocked', run, problems: verdict.problems }, { problems: verdict.problems })
    case 'held':
      return news(
        { type: 'held', run, problem: verdict.problem, until: verdict.until },
        { ...verdict.problem },
      )
  }
}
