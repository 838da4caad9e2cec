// Countries of visitors by a table of address ranges, for an edge that no platform tells them.

import { readFileSync } from 'node:fs'
import { parseAddress, parseRange, type Address, type Range } from '@wellknown/hostname/ranges'

/** The country of an address, ISO 3166-1 alpha-2; null where the table says nothing. */
export type Countries = (address: string) => string | null

type Entry = Range & { readonly country: string; readonly line: number }

const LOW = (1n << 64n) - 1n

/** Reads a CSV of `first,last,country` or `cidr,country` lines, as providers of such tables give them; values may be
 *  quoted, and lines that begin with # are left out. It is kept in memory, some 32 bytes a line. Throws an Error that names
 *  the file and the line. */
export function readCountries(file: string): Countries {
  const entries = readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((line, index) => readLine(line.trim(), index + 1, file))
  const of = { 4: createIndex(entries, 4, file), 6: createIndex(entries, 6, file) }
  return (text) => {
    const address = parseAddress(text)
    return address && of[address.family](address.value)
  }
}

function readLine(line: string, number: number, file: string): readonly Entry[] {
  if (line === '' || line.startsWith('#')) return []
  const values = line.split(',').map((value) => value.trim().replace(/^"(.*)"$/, '$1'))
  const country = (values.at(-1) ?? '').toUpperCase()
  const range = values.length === 2 ? parseRange(values[0] ?? '') : between(values[0], values[1])
  if (!range || values.length > 3 || !/^[A-Z]{2}$/.test(country)) {
    throw new Error(`${file}, line ${number}: give first,last,country or cidr,country.`)
  }
  // Providers write ZZ where they do not know.
  return country === 'ZZ' ? [] : [{ ...range, country, line: number }]
}

function between(from = '', to = ''): Range | null {
  const [first, last] = [parseAddress(from), parseAddress(to)]
  const whole = first && last && first.family === last.family && first.value <= last.value
  return whole ? { family: first.family, first: first.value, last: last.value } : null
}

/** Numbers instead of objects: such a table has some hundred thousand lines. */
function createIndex(
  all: readonly Entry[],
  family: Address['family'],
  file: string,
): (value: bigint) => string | null {
  const entries = all
    .filter((entry) => entry.family === family)
    .toSorted((a, b) => (a.first < b.first ? -1 : a.first > b.first ? 1 : 0))
  const bounds = new BigUint64Array(entries.length * 4)
  entries.forEach(({ first, last, line }, index) => {
    const before = entries[index - 1]
    if (before && before.last >= first) {
      throw new Error(`${file}, line ${line}: it overlaps line ${before.line}.`)
    }
    bounds.set([first >> 64n, first & LOW, last >> 64n, last & LOW], index * 4)
  })
  const countries = entries.map(({ country }) => country)
  const bound = (index: number, at: 0 | 2): bigint =>
    ((bounds[index * 4 + at] ?? 0n) << 64n) | (bounds[index * 4 + at + 1] ?? 0n)
  return (value) => {
    let low = 0
    let high = countries.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (bound(middle, 2) < value) low = middle + 1
      else high = middle
    }
    return low < countries.length && bound(low, 0) <= value ? (countries[low] ?? null) : null
  }
}
