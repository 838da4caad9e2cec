import fc from 'fast-check'
import { expect, test } from 'vitest'
import { holds, withoutValue, withValue, type Rows } from './gcore-records.ts'

const value = fc.constantFrom('a', 'b', 'c', 'd')
const row = fc.record({
  content: fc.oneof(
    value.map((text) => [text]),
    value.map((text) => [`"${text}"`]),
    fc.constant<unknown[]>([]),
    fc.constant<unknown[]>([7]),
  ),
  enabled: fc.boolean(),
  meta: fc.option(fc.dictionary(fc.string(), fc.string()), { nil: undefined }),
})
const set = fc.uniqueArray(row, { selector: ({ content }) => JSON.stringify(content) })
const others = (rows: Rows, mine: string): Rows => withoutValue(rows, mine)

test('putting a value in leaves it there once, seen, and everything else as it was', () => {
  fc.assert(
    fc.property(set, value, (rows, mine) => {
      const merged = withValue(rows, mine)
      expect(holds(merged, mine)).toBe(true)
      expect(others(merged, mine)).toEqual(others(rows, mine))
      expect(withValue(merged, mine)).toEqual(merged)
    }),
  )
})

test('taking it out leaves everything else as it was', () => {
  fc.assert(
    fc.property(set, value, (rows, mine) => {
      const left = withoutValue(rows, mine)
      expect(holds(left, mine)).toBe(false)
      expect(withoutValue(left, mine)).toEqual(left)
      expect(withoutValue(withValue(rows, mine), mine)).toEqual(left)
    }),
  )
})

test('two who put and take in any order come to the same set', () => {
  fc.assert(
    fc.property(set, value, value, (rows, one, two) => {
      fc.pre(one !== two)
      const texts = (each: Rows): readonly string[] =>
        each.map(({ content }) => JSON.stringify(content)).toSorted()
      expect(texts(withValue(withValue(rows, one), two))).toEqual(texts(withValue(withValue(rows, two), one)))
      expect(texts(withoutValue(withValue(rows, one), two))).toEqual(
        texts(withValue(withoutValue(rows, two), one)),
      )
    }),
  )
})
