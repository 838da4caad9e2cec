import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { guide, PROBLEMS } from '@wellknown/lifecycle'

const page = readFileSync(join(import.meta.dirname, '..', 'docs', 'problems.md'), 'utf8')

test('the guide says of every problem what customers are told, under an anchor of its code', () => {
  expect(page, 'print it again: guide() of packages/lifecycle').toBe(guide())
  for (const code of Object.keys(PROBLEMS)) expect(page).toContain(`\n## ${code}\n`)
})
