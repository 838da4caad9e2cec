// What every edge promises, whatever it runs on. Cases are numbered as in the list of conformance cases.

import { describe } from 'vitest'
import { accessSuite } from './access-suite.ts'
import { adminSuite } from './admin-suite.ts'
import { anyRulesSuite } from './any-rules-suite.ts'
import { setUpBench, type Start } from './bench.ts'
import { challengeSuite } from './challenge-suite.ts'
import { headersSuite } from './headers-suite.ts'
import { hitsSuite } from './hits-suite.ts'
import { hostileSuite } from './hostile-suite.ts'
import { ordinarySuite } from './ordinary-suite.ts'
import { originSuite } from './origin-suite.ts'
import { rewriteSuite } from './rewrite-suite.ts'
import { rulesSuite } from './rules-suite.ts'

/** Asks the edge that `start` gives, from outside, for everything. */
export function blackBox(name: string, start: Start): void {
  describe(name, () => {
    const bench = setUpBench(start)
    challengeSuite(bench)
    ordinarySuite(bench)
    rulesSuite(bench)
    accessSuite(bench)
    headersSuite(bench)
    rewriteSuite(bench)
    anyRulesSuite(bench)
    originSuite(bench)
    adminSuite(bench)
    hitsSuite(bench)
    hostileSuite(bench)
  })
}
