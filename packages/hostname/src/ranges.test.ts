import fc from 'fast-check'
import ipaddr from 'ipaddr.js'
import { expect, test } from 'vitest'
import { createRangeSet, parseAddress, parseRange } from './ranges.ts'

const inside = (address: string, ...ranges: string[]): boolean => {
  const parsed = ranges.map((range) => parseRange(range))
  const of = parseAddress(address)
  if (!of) throw new Error(address)
  return createRangeSet(parsed.filter((range) => range !== null))(of)
}

test('an address is read in every spelling it has, and a mapped one is what it maps', () => {
  const spellings = ['2001:db8::1', '2001:0DB8:0:0:0:0:0:1', '2001:db8::0.0.0.1', '2001:db8::1%eth0']
  expect(new Set(spellings.map((text) => parseAddress(text)?.value)).size).toBe(1)
  expect(parseAddress('::ffff:192.0.2.1')).toEqual(parseAddress('192.0.2.1'))
  expect(parseAddress('::ffff:c000:201')).toEqual(parseAddress('192.0.2.1'))
})

test.each([
  '',
  '1.2.3',
  '01.2.3.4',
  '1.2.3.256',
  '0x7f.1.1.1',
  '::1::',
  '1:2:3:4:5:6:7',
  ':1',
  'a',
  '1:2:3:4:5:6:7::8:9',
  '12345::',
])('%j is no address', (text) => {
  expect(parseAddress(text)).toBeNull()
  expect(parseRange(text)).toBeNull()
})

test.each([
  '1.2.3.4/33',
  '::1/129',
  '1.2.3.4/',
  '1.2.3.4/-1',
  '1.2.3.4/08',
  '1.2.3.4/24/8',
  '::ffff:1.2.3.4/24',
  '::1%eth0/64',
])('%s is no range', (text) => expect(parseRange(text)).toBeNull())

test('ranges of one family hold nothing of the other, whatever they are', () => {
  expect(inside('192.0.2.1', '::/0')).toBe(false)
  expect(inside('::1', '0.0.0.0/0')).toBe(false)
  expect(inside('::ffff:192.0.2.1', '192.0.2.0/24')).toBe(true)
  expect(inside('192.0.2.1', '::ffff:192.0.2.0/120')).toBe(true)
  expect(inside('192.0.2.77', '192.0.2.5/24')).toBe(true)
})

const four = fc.ipV4()
const six = fc.ipV6().filter((text) => parseAddress(text)?.family === 6)
const four4 = fc.tuple(four, fc.integer({ min: 0, max: 32 }))
const six6 = fc.tuple(six, fc.integer({ min: 0, max: 128 }))

test('a set answers for any ranges as a library that asks them one by one', () => {
  fc.assert(
    fc.property(
      fc.array(fc.oneof(four4, six6), { maxLength: 12 }),
      fc.oneof(four, six),
      (ranges, address) => {
        const texts = ranges.map(([name, bits]) => `${name}/${bits}`)
        const asked = ipaddr.parse(address)
        const expected = ranges.some(([name, bits]) => {
          const range = ipaddr.parse(name)
          return range.kind() === asked.kind() && asked.match(range, bits)
        })
        expect(inside(address, ...texts)).toBe(expected)
      },
    ),
    { numRuns: 500 },
  )
})
