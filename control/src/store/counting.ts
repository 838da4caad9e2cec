// What is counted over all that there is: questions that take a second where there are a million rows.

import type { Orm } from './database.ts'
import { measuresIn } from './measures.ts'
import type { MeasureStore } from './measures-port.ts'
import { popsIn } from './pops.ts'
import type { PopTable } from './pops-port.ts'
import { timeIn } from './time.ts'
import type { TimeStore } from './time-port.ts'

export type Counting = MeasureStore &
  Pick<TimeStore, 'tally'> &
  Pick<PopTable, 'countBehind' | 'countWanted' | 'findBehind'>

export function countingIn(db: Orm): Counting {
  const { tally } = timeIn(db)
  const { countBehind, countWanted, findBehind } = popsIn(db)
  return { ...measuresIn(db), tally, countBehind, countWanted, findBehind }
}
