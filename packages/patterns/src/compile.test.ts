import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compilePattern, loadTable, matches, MalformedTable, type RuleType } from './index.ts'

const PRODUCT_PAGE = '((?!(jpeg|gif|png|pdf|jpg|css|js|woff|woff2|ttf)).)*$'

function matcher(rule: string, ruleType: RuleType = 0): (path: string) => boolean {
  const compiled = compilePattern(rule, ruleType)
  if (!compiled.ok) throw new Error(`${rule}: ${compiled.reason}`)
  // Through JSON, as documents travel.
  const table = loadTable(JSON.parse(JSON.stringify(compiled.table)))
  return (path) => matches(table, path)
}

describe('a pattern catches what the expression says', () => {
  test('/* catches every path, as the product page says', () => {
    expect(['/', '/a', '/.well-known/acme-challenge/x'].every(matcher('/*'))).toBe(true)
  })
  test('the product page’s pattern catches what holds no static ending after some slash', () => {
    const caught = matcher(PRODUCT_PAGE, 1)
    expect(caught('/index.html')).toBe(true)
    expect(caught('/a.css')).toBe(false)
    expect(caught('/.well-known/acme-challenge/abc')).toBe(true)
  })
  test('a doubly nested repetition is answered in linear time', () => {
    const caught = matcher('^/(a+)+$')
    expect(caught(`/${'a'.repeat(8000)}`)).toBe(true)
    expect(caught(`/${'a'.repeat(8000)}!`)).toBe(false)
  })
})

describe('a pattern is refused at save, with its place', () => {
  test.each([
    [String.raw`^/(.)\1`, 5],
    [String.raw`^/a\z`, 3],
    [String.raw`^/\Aa`, 2],
    [String.raw`^/\h+`, 2],
    ['^/[[:alpha:]]+', 3],
    ['^/(?i:a)', 2],
    ['no-slash', 0],
  ])('%s', (rule, at) => expect(compilePattern(rule, 0)).toMatchObject({ ok: false, at }))

  test.each([
    '^/a++',
    '^/(?>a)',
    '^/(?i)a',
    '^/(?R)',
    '^/(a',
    '^/((a{1000}){1000}){1000}',
    '^/a{999999999}',
    '/.*a.{12}$',
    '',
  ])('%s', (rule) => expect(compilePattern(rule, 0).ok).toBe(false))
  test('a place in an older rule is counted in what was typed', () => {
    expect(compilePattern(String.raw`a\z`, 1)).toMatchObject({ ok: false, at: 1 })
  })
  test('a pattern over 300 characters', () => expect(compilePattern(`/${'a'.repeat(300)}`, 0).ok).toBe(false))
})

/** Raised by hand for a long run; each pattern is compared on PATHS paths. */
const PATTERNS = 700
const PATHS = 30

const atom = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.constantFrom(
      'a',
      'b',
      '/',
      '.',
      '-',
      '[ab]',
      '[^a]',
      String.raw`\w`,
      String.raw`\d`,
      String.raw`\W`,
    ),
  },
  { weight: 1, arbitrary: fc.constantFrom('^', '$', String.raw`\b`, String.raw`\B`) },
)
const plain = fc.letrec<{ node: string }>((tie) => ({
  node: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom('a', 'b', '/', '[ab]', '.'),
    fc.tuple(tie('node'), tie('node')).map(([a, b]) => a + b),
    fc.tuple(tie('node'), tie('node')).map(([a, b]) => `(?:${a}|${b})`),
  ),
})).node
const pattern = fc.letrec<{ node: string }>((tie) => ({
  node: fc.oneof(
    { depthSize: 'medium', withCrossShrink: true },
    atom,
    fc.tuple(tie('node'), tie('node')).map(([a, b]) => a + b),
    fc.tuple(tie('node'), tie('node')).map(([a, b]) => `(${a}|${b})`),
    fc
      .tuple(tie('node'), fc.constantFrom('*', '+', '?', '{0,2}', '{2}', '*?'))
      .map(([a, q]) => `(?:${a})${q}`),
    tie('node').map((a) => `(?=${a})`),
    tie('node').map((a) => `(?!${a})`),
    plain.map((a) => `(?<=${a})`),
    plain.map((a) => `(?<!${a})`),
  ),
})).node
const path = fc
  .string({ unit: fc.constantFrom('a', 'b', 'c', '/', '.', '-', '1', '_'), maxLength: 10 })
  .map((s) => `/${s}`)

test('a table agrees with V8 on generated patterns and paths', () => {
  let compared = 0
  fc.assert(
    fc.property(pattern, fc.array(path, { minLength: PATHS, maxLength: PATHS }), (source, paths) => {
      const compiled = compilePattern(source, 1)
      if (!compiled.ok) return
      const table = loadTable(compiled.table)
      const oracle = new RegExp(`/${source}`)
      for (const each of paths) {
        expect([source, each, matches(table, each)]).toEqual([source, each, oracle.test(each)])
        compared++
      }
    }),
    { numRuns: PATTERNS },
  )
  expect(compared).toBeGreaterThan((PATTERNS * PATHS) / 2)
})

test('a hostile table is refused before it runs', () => {
  const good = compilePattern('/a', 0)
  if (!good.ok) throw new Error('does not compile')
  for (const change of [{ start: 999 }, { next: [] }, { width: 0 }, { final: [2] }, { columns: 'x' }]) {
    expect(() => loadTable({ ...good.table, ...change })).toThrow(MalformedTable)
  }
  expect(() => loadTable(null)).toThrow(MalformedTable)
})

test('no RegExp is made from customer input', () => {
  const sources = readdirSync(import.meta.dirname).filter((file) => !file.endsWith('.test.ts'))
  expect(sources.length).toBeGreaterThan(5)
  for (const file of sources) {
    expect(readFileSync(join(import.meta.dirname, file), 'utf8')).not.toMatch(
      /new RegExp\(|[^a-zA-Z]RegExp\(|\.match\(/,
    )
  }
})
