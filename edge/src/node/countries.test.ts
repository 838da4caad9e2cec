import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { readCountries } from './countries.ts'

const folder = mkdtempSync(join(tmpdir(), 'wellknown-countries-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function read(...lines: string[]) {
  const file = join(folder, 'countries.csv')
  writeFileSync(file, lines.join('\n'))
  return readCountries(file)
}

test('a table is read in both forms, quoted or not, and tells the country of both families', () => {
  const countryOf = read(
    '# a comment',
    '"192.0.2.0","192.0.2.127","GB"',
    '192.0.2.128/25,de',
    '2001:db8::,2001:db8::ffff,FR',
    '198.51.100.0,198.51.100.255,ZZ',
    '',
  )
  expect(
    ['192.0.2.1', '192.0.2.127', '192.0.2.128', '::ffff:192.0.2.255', '2001:db8::5'].map(countryOf),
  ).toEqual(['GB', 'GB', 'DE', 'DE', 'FR'])
  expect(['192.0.3.0', '198.51.100.7', '2001:db8::1:0', '::1', '', 'nonsense'].map(countryOf)).toEqual(
    Array.from({ length: 6 }, () => null),
  )
})

test.each([
  ['192.0.2.0/24', 1],
  ['192.0.2.0/24,Germany', 1],
  ['192.0.2.9,192.0.2.1,DE', 1],
  ['192.0.2.1,2001:db8::1,DE', 1],
  ['10.0.0.0/8,DE\n10.1.0.0/16,FR', 2],
])('a fault of the table is named with its line: %j', (text, line) => {
  expect(() => read(text)).toThrow(`countries.csv, line ${line}:`)
})
