import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

/** P1 to P25 of the product. */
const PROMISES = Array.from({ length: 25 }, (_, at) => `p${String(at + 1).padStart(2, '0')}`)

test('each promise of the product has a file that keeps it', () => {
  const files = readdirSync(join(import.meta.dirname, '..', 'promises'))
  expect(PROMISES.filter((promise) => !files.some((file) => file.startsWith(`${promise}-`)))).toEqual([])
})
