// `npm run openapi`: writes docs/openapi.json anew, unless that would hide a break that nobody has decided on.

import { existsSync, writeFileSync } from 'node:fs'
import { describeNow, findUndecided, SNAPSHOT } from './snapshot.ts'

const now = await describeNow()
const undecided = existsSync(SNAPSHOT) ? findUndecided(now) : []
if (undecided.length === 0) writeFileSync(SNAPSHOT, `${JSON.stringify(now, null, 1)}\n`)
else {
  console.error(
    'This breaks clients. Mend it, or decide on it: each of these lines, with the why, in docs/api-breaks.md.',
  )
  for (const each of undecided) console.error(`- \`${each}\``)
  process.exitCode = 1
}
