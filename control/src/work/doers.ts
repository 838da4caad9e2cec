import { advise } from './advise.ts'
import { cancel } from './cancel.ts'
import { check } from './check.ts'
import { configure } from './configure.ts'
import { deploy } from './deploy.ts'
import { forget } from './forget.ts'
import { issue } from './issue.ts'
import type { Doers } from './outcome.ts'
import { rehearse } from './rehearse.ts'
import { retire } from './retire.ts'
import { revoke } from './revoke.ts'
import { trace } from './trace.ts'
import { withdraw } from './withdraw.ts'

/** Who does what. */
export const DOERS: Doers = {
  advise,
  cancel,
  check,
  configure,
  deploy,
  forget,
  issue,
  rehearse,
  retire,
  revoke,
  trace,
  withdraw,
}
