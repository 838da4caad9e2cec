// What the groups of a pattern catch: as the engine catches it, which backtracks, only in one go.

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compileCaptures, findGroups, loadCaptures, MalformedTable } from './index.ts'

const PATTERNS = 400
const PATHS = 60

const compiled = (source: string) => {
  const made = compileCaptures(source)
  if (!made.ok) throw new Error(`${source}: ${made.reason}`)
  return made
}
/** As it comes out of a document. */
const finderOf = (source: string) => loadCaptures(JSON.parse(JSON.stringify(compiled(source).table)))
const groups = (source: string, path: string) => findGroups(finderOf(source), path)?.slice(1) ?? null

test.each([
  ['/(.*)', '/a/b', ['a/b']],
  ['^/old/(.*)$', '/old/x', ['x']],
  ['^/old/(.*)$', '/new/x', null],
  ['/(a|ab)(c|bcd)?', '/abcd', ['a', 'bcd']],
  ['/(.*?)/(.*)', '/x/y/z', ['x', 'y/z']],
  ['/(.*)/(.*)', '/x/y/z', ['x/y', 'z']],
  ['/(?!admin)([^/]+)', '/admin/users', ['users']],
  ['/(?=x)(.)(.)', '/xy', ['x', 'y']],
  ['(b+)', '/aabbcbbb', ['bb']],
  // As PCRE does: what a group caught in an earlier turn stays.
  ['^/(?:(a)|b)*$', '/ab', ['a']],
  ['/(a)?b', '/b', ['']],
  ['/(a)|/(b)', '/b', ['', 'b']],
] as const)('%s catches in %s: %j', (source, path, expected) => {
  const found = groups(source, path)
  expect(found && expected?.map((_, index) => found[index] ?? '')).toEqual(expected)
})

describe('what cannot be held exactly is refused with its place', () => {
  test.each([
    [String.raw`/\bx`, 1, 'are not supported where groups are captured'],
    ['/(?<=a)b', 1, 'Lookbehinds'],
    ['/(?=(a))b', 4, 'lookahead'],
    ['/(a*)*', 1, 'repeated'],
    ['/(a?)+', 1, 'repeated'],
    [String.raw`/(.)\1`, 4, 'Back-references'],
    ['/(a', 3, 'Unterminated group.'],
    ['/(?:(?:a{60}){60}){60}', null, 'repeats too much'],
  ])('%s', (source, at, word) => {
    const made = compileCaptures(source)
    expect(made).toMatchObject({ ok: false, at, reason: expect.stringContaining(word) })
  })

  test('the path is read from its end, so that a count before what it hangs on is too many states', () => {
    expect(compileCaptures('^/.{14}a.*$')).toMatchObject({
      ok: false,
      reason: expect.stringContaining('states'),
    })
  })
})

const character = fc.constantFrom('a', 'b', '/', '[ab]', '[^/]', '.', String.raw`\w`)
const quantifier = fc.constantFrom('*', '+', '?', '{0,2}', '{2}', '*?', '+?', '??')
/** Groups are not repeated, since engines differ in what they keep of an earlier turn. */
const repeated = fc.letrec<{ node: string }>((tie) => ({
  node: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    { weight: 3, arbitrary: character },
    fc.tuple(tie('node'), tie('node')).map(([a, b]) => a + b),
    fc.tuple(tie('node'), tie('node')).map(([a, b]) => `(?:${a}|${b})`),
    fc.tuple(tie('node'), quantifier).map(([a, q]) => `(?:${a})${q}`),
  ),
})).node
const pattern = fc.letrec<{ node: string }>((tie) => ({
  node: fc.oneof(
    { depthSize: 'max', maxDepth: 4, withCrossShrink: true },
    { weight: 2, arbitrary: repeated },
    { weight: 1, arbitrary: fc.constantFrom('^', '$', '(?=a)', '(?!b)', '(?!.*b)') },
    fc.tuple(tie('node'), tie('node')).map(([a, b]) => a + b),
    fc.tuple(tie('node'), tie('node')).map(([a, b]) => `(${a}|${b})`),
    tie('node').map((a) => `(${a})`),
  ),
})).node
const path = fc
  .array(fc.constantFrom('a', 'b', '/', 'c'), { maxLength: 8 })
  .map((parts) => `/${parts.join('')}`)

test('groups are those of V8, for any pattern that is taken and any path', () => {
  let compared = 0
  fc.assert(
    fc.property(pattern, fc.array(path, { minLength: PATHS, maxLength: PATHS }), (source, paths) => {
      const made = compileCaptures(source)
      if (!made.ok) return
      const loaded = loadCaptures(made.table)
      const oracle = new RegExp(source)
      for (const each of paths) {
        const expected = oracle.exec(each)
        const found = findGroups(loaded, each)
        expect([source, each, found !== null]).toEqual([source, each, expected !== null])
        if (!found || !expected) continue
        compared++
        const texts = expected.slice(1).map((text: string | undefined) => text ?? '')
        expect([source, each, ...texts.map((_, group) => found[group + 1] ?? '')]).toEqual([
          source,
          each,
          ...texts,
        ])
      }
    }),
    { numRuns: PATTERNS },
  )
  expect(compared).toBeGreaterThan(PATTERNS)
})

test('the work is that of the length of the path', () => {
  const finder = finderOf('^/(?:(?:a+)+)+(b)$')
  const path = `/${'a'.repeat(16_000)}`
  const begun = performance.now()
  expect(findGroups(finder, path)).toBeNull()
  expect(performance.now() - begun).toBeLessThan(200)
})

test('a table that was tampered with is not loaded, or finds nothing', () => {
  const { table } = compiled('/(a|b)*c')
  for (const changed of [
    null,
    { ...table, width: 0 },
    { ...table, next: [-1] },
    { ...table, start: 9_999 },
    { ...table, entry: 9_999 },
    { ...table, chosen: [9_999] },
    { ...table, places: ['2'] },
    { ...table, program: [['choose']] },
    { ...table, program: [['read']] },
    { ...table, columns: table.columns.slice(1) },
  ]) {
    expect(() => loadCaptures(changed)).toThrow(MalformedTable)
  }
  const round = { ...table, program: table.program.map((_, place) => ['choose', place]) }
  expect(findGroups(loadCaptures(round), '/ac')).toBeNull()
})
