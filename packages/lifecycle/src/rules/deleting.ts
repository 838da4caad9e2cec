import { DELETE_AGAIN } from './limits.ts'
import type { Rules } from './rule.ts'
import { stay } from './steps.ts'

export const deleting: Rules['deleting'] = {
  due: (at, _, { now }) =>
    now < at.state.until
      ? null
      : stay({ ...at, state: { is: 'deleting', until: now + DELETE_AGAIN } }, [{ do: 'forget' }]),
  gone: (at) => stay(at),
}
