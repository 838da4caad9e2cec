import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compileTexts, loadTable, matches } from './index.ts'

const found = (source: string, text: string, ignoreCase = false): boolean => {
  const made = compileTexts([{ source, ignoreCase }])
  if (!made.ok) throw new Error(made.reason)
  return made.tables.some((table) => matches(loadTable(table), text))
}

test('a text has spaces, which a path has not', () => {
  expect(found('^Mozilla/5.0 \\(X11', 'Mozilla/5.0 (X11; Linux)')).toBe(true)
  expect(found(String.raw`\sX11`, 'Mozilla (X11)')).toBe(false)
  expect(found(String.raw`a[\s]+b`, 'a \tb')).toBe(true)
  expect(found('^[^a]$', 'A', true)).toBe(false)
  expect(found('.*BOT.*', 'Googlebot/2.1', true)).toBe(true)
  expect(found('.*BOT.*', 'Googlebot/2.1')).toBe(false)
})

const character = fc.constantFrom(
  'a',
  'B',
  ' ',
  '/',
  '[a-c ]',
  '[^a]',
  String.raw`\s`,
  String.raw`\S`,
  String.raw`\w`,
  '.',
  String.raw`\b`,
)
const pattern = fc.array(fc.tuple(character, fc.constantFrom('', '', '*', '+?')), {
  minLength: 1,
  maxLength: 6,
})
const text = fc.array(fc.constantFrom('a', 'A', 'b', 'B', ' ', '\t', '/', '1'), { maxLength: 8 })

test('patterns mean in texts what they mean to V8, with and without case', () => {
  fc.assert(
    fc.property(
      pattern,
      fc.boolean(),
      fc.array(text, { minLength: 20, maxLength: 20 }),
      (parts, ignoreCase, texts) => {
        const source = parts
          .map(([one, quantifier]) => (one === String.raw`\b` ? one : one + quantifier))
          .join('')
        const made = compileTexts([{ source, ignoreCase }])
        if (!made.ok) throw new Error(`${source}: ${made.reason}`)
        const oracle = new RegExp(source, ignoreCase ? 'i' : '')
        const [table] = made.tables.map(loadTable)
        for (const each of texts.map((letters) => letters.join(''))) {
          expect([source, each, table && matches(table, each)]).toEqual([source, each, oracle.test(each)])
        }
      },
    ),
    { numRuns: 300 },
  )
})

test('of several patterns the one at fault is named, and all of them share one bound of work', () => {
  const good = { source: 'a', ignoreCase: false }
  expect(compileTexts([good, { source: 'a++', ignoreCase: false }])).toMatchObject({
    ok: false,
    index: 1,
    at: 2,
  })
  const costly = { source: `/${'(?:.*|(?=.*a)|.{0,9})'.repeat(5)}x`, ignoreCase: false }
  const many = compileTexts(Array.from({ length: 600 }, () => costly))
  expect(many).toMatchObject({ ok: false, reason: expect.stringContaining('too long to compile') })
})
