import { judgeNames } from './judge-names.ts'
import { DONE, news, type Doer } from './outcome.ts'

/** Looks at the names of a run, and tells whether the CA may be asked. */
export const check: Doer<'check'> = async (world, { run, names }, saved) => {
  if (saved?.state.is !== 'checking' || saved.state.run.id !== run) return DONE
  const verdict = await judgeNames(world, saved, names)
  switch (verdict.is) {
    case 'passed':
      return news({ type: 'passed', run })
    case 'blocked':
      return news({ type: 'blocked', run, problems: verdict.problems }, { problems: verdict.problems })
    case 'held':
      return news(
        { type: 'held', run, problem: verdict.problem, until: verdict.until },
        { ...verdict.problem },
      )
  }
}
