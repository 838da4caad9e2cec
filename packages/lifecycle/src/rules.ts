// One rule per cell of TABLE, a file per state. Read the table first; a rule may only return what its cell allows.

import { active } from './rules/active.ts'
import { blocked } from './rules/blocked.ts'
import { checking } from './rules/checking.ts'
import { deleting } from './rules/deleting.ts'
import { deploying } from './rules/deploying.ts'
import { failed } from './rules/failed.ts'
import { issuing } from './rules/issuing.ts'
import { off } from './rules/off.ts'
import type { Rules } from './rules/rule.ts'
import { waiting } from './rules/waiting.ts'

export const RULES: Rules = { off, checking, blocked, issuing, waiting, deploying, active, failed, deleting }
