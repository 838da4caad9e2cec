// docs/conformance.md tells the truth.

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { CASES, UNTESTED } from './cases.ts'
import { findHolders, writeReport } from './report.ts'

const holders = findHolders()

test('every case has a test that names it, or a reason why it has none', () => {
  const open = Object.keys(CASES).filter((id) => !holders.has(id) && !(id in UNTESTED))
  expect(open).toEqual([])
  // A reason that is no longer true goes.
  expect(Object.keys(UNTESTED).filter((id) => holders.has(id))).toEqual([])
})

test('no test names a case there is not', () => {
  const unknown = [...holders.keys()].filter(
    (id) => /^(?:ACME|PRE|SCHED|EDGE|SEC)-/.test(id) && !(id in CASES),
  )
  expect(unknown).toEqual([])
})

test('the page says what the tests say (npm run conformance writes it)', () => {
  const page = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'conformance.md'), 'utf8')
  expect(page).toBe(writeReport(holders))
})
