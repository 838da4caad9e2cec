// The one judge of what an expression means is the engine it was written for: here, and only in tests, patterns meet it.

import { env } from 'node:process'
import fc from 'fast-check'
import { afterAll, expect, test } from 'vitest'
import { compilePattern, loadTable, matches, prove, type Kind, type PatternTable } from './index.ts'

/** A pattern, and the same with its letters in either case: what the `i` flag means, written as classes. */
type Both = { readonly as: string; readonly folded: string }

/** In CI a million comparisons; else what fits into a few seconds. */
const THOROUGH = env['REQUIRE_TOOLS'] === '1'
const PATTERNS = THOROUGH ? 4_000 : 400
const PATHS = 200
const PROVEN = THOROUGH ? 600 : 60
const SAMPLED = THOROUGH ? 500 : 50
const MILLION = 1_000_000
let compared = 0

const same = (as: string): Both => ({ as, folded: as })
const letter = (as: string): Both => ({ as, folded: `[${as}${as.toUpperCase()}]` })
const around = (before: string, { as, folded }: Both, after: string): Both => ({
  as: before + as + after,
  folded: before + folded + after,
})
const joined = (one: Both, between: string, other: Both): Both => ({
  as: one.as + between + other.as,
  folded: one.folded + between + other.folded,
})

const character = fc.constantFrom(
  ...['a', 'b', 'c'].map(letter),
  ...['/', '.', '-', '1', String.raw`\w`, String.raw`\W`, String.raw`\d`, String.raw`\D`, String.raw`\.`].map(
    same,
  ),
  ...[String.raw`[\w-]`, String.raw`[^\d/]`, '[^/]', String.raw`[\].-]`].map(same),
  { as: '[ab]', folded: '[abAB]' },
  { as: '[^a]', folded: '[^aA]' },
  { as: '[a-c1]', folded: '[a-cA-C1]' },
)
const place = fc.constantFrom(...['^', '$', String.raw`\b`, String.raw`\B`].map(same))
const quantifier = fc.constantFrom('*', '+', '?', '{0,2}', '{2}', '{1,3}', '{2,}', '*?', '+?', '??', '{0}')

/** Without assertions, as a lookbehind holds. */
const plain = fc.letrec<{ node: Both }>((tie) => ({
  node: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    { weight: 3, arbitrary: character },
    fc.tuple(tie('node'), tie('node')).map(([a, b]) => joined(a, '', b)),
    fc.tuple(tie('node'), tie('node')).map(([a, b]) => around('(?:', joined(a, '|', b), ')')),
    fc.tuple(tie('node'), quantifier).map(([a, q]) => around('(?:', a, `)${q}`)),
  ),
})).node
/** Long enough to matter: sequences are what holds the others together. */
const anything = fc
  .letrec<{ node: Both }>((tie) => ({
    node: fc.oneof(
      { depthSize: 'max', maxDepth: 6, withCrossShrink: true },
      { weight: 4, arbitrary: character },
      { weight: 1, arbitrary: place },
      { weight: 9, arbitrary: fc.tuple(tie('node'), tie('node')).map(([a, b]) => joined(a, '', b)) },
      { weight: 3, arbitrary: fc.tuple(character, quantifier).map(([a, q]) => around('', a, q)) },
      {
        weight: 2,
        arbitrary: fc.tuple(tie('node'), tie('node')).map(([a, b]) => around('(', joined(a, '|', b), ')')),
      },
      {
        weight: 5,
        arbitrary: fc.oneof(
          tie('node').map((a) => around('(?:|', a, ')')),
          fc.tuple(tie('node'), quantifier).map(([a, q]) => around('(?:', a, `)${q}`)),
          tie('node').map((a) => around('(?=', a, ')')),
          tie('node').map((a) => around('(?!', a, ')')),
          fc.tuple(tie('node'), character).map(([a, b]) => around('(?:(?!', joined(a, ')', b), ')*')),
          plain.map((a) => around('(?<=', a, ')')),
          plain.map((a) => around('(?<!', a, ')')),
        ),
      },
    ),
  }))
  .node
  // V8 goes back and forth, and would not come to an end with more repetitions inside each other.
  .filter(({ as }) => (as.match(/\)[*+{]/g)?.length ?? 0) <= 3)

const path = fc
  .string({
    unit: fc.constantFrom('a', 'b', 'c', 'A', 'B', 'z', '/', '.', '-', '1', '_', '%'),
    maxLength: 11,
  })
  .map((text) => `/${text}`)

/** The pattern as a rule of either type, and what V8 makes of it; null where it is refused. */
function compileBoth(
  { as, folded }: Both,
  anchored: boolean,
  ignoreCase: boolean,
): { readonly table: PatternTable; readonly oracle: RegExp; readonly rule: string } | null {
  const rule = (anchored ? '^/' : '') + (ignoreCase ? folded : as)
  const compiled = compilePattern(rule, anchored ? 0 : 1)
  if (!compiled.ok) return null
  const oracle = new RegExp(`${anchored ? '^' : ''}/${as}`, ignoreCase ? 'i' : '')
  return { table: compiled.table, oracle, rule }
}

function compare(table: PatternTable, oracle: RegExp, paths: readonly string[]): number {
  // Through JSON, as documents travel.
  const loaded = loadTable(JSON.parse(JSON.stringify(table)))
  let caught = 0
  for (const each of paths) {
    const found = matches(loaded, each)
    if (found !== oracle.test(each))
      throw new Error(`V8 and the table differ about ${each} under ${oracle.source}`)
    compared++
    if (found) caught++
  }
  return caught
}

test('a table catches what V8 catches, on generated patterns and paths', () => {
  let refused = 0
  fc.assert(
    fc.property(
      anything,
      fc.boolean(),
      fc.boolean(),
      fc.array(path, { minLength: PATHS, maxLength: PATHS }),
      (pattern, anchored, ignoreCase, paths) => {
        const both = compileBoth(pattern, anchored, ignoreCase)
        if (both) compare(both.table, both.oracle, paths)
        else refused++
      },
    ),
    { numRuns: PATTERNS },
  )
  expect(refused).toBeLessThan(PATTERNS / 4)
})

/** Few enough to try them all: 4^5 paths. */
const SMALL: Kind = { prefix: '/a', alphabet: 'ab/1', length: 5 }
function pathsOf({ prefix, alphabet, length }: Kind): readonly string[] {
  let paths = [prefix]
  for (let read = 0; read < length; read++)
    paths = paths.flatMap((each) => Array.from(alphabet).map((one) => each + one))
  return paths
}

test('a proof counts what trying every path counts', () => {
  const all = pathsOf(SMALL)
  const verdicts = new Set<string>()
  fc.assert(
    fc.property(anything, fc.boolean(), fc.boolean(), (pattern, anchored, ignoreCase) => {
      const both = compileBoth(pattern, anchored, ignoreCase)
      if (!both) return
      const { table, oracle, rule } = both
      const caught = compare(table, oracle, all)
      const proof = prove(table, SMALL)
      verdicts.add(proof.verdict)
      expect([rule, proof.caught, proof.paths, proof.verdict]).toEqual([
        rule,
        BigInt(caught),
        BigInt(all.length),
        caught === 0 ? 'never' : caught === all.length ? 'all' : 'some',
      ])
      expect([proof.caughtPath !== null, proof.escapingPath !== null]).toEqual([
        caught > 0,
        caught < all.length,
      ])
      if (proof.caughtPath !== null) expect([rule, oracle.test(proof.caughtPath)]).toEqual([rule, true])
      if (proof.escapingPath !== null) expect([rule, oracle.test(proof.escapingPath)]).toEqual([rule, false])
    }),
    { numRuns: PROVEN },
  )
  expect([...verdicts].sort()).toEqual(['all', 'never', 'some'])
})

const CHALLENGES: Kind = {
  prefix: '/.well-known/acme-challenge/',
  alphabet: 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_',
  length: 43,
}
const challenge = fc
  .string({ unit: fc.constantFrom(...CHALLENGES.alphabet.split('')), minLength: 43, maxLength: 43 })
  .map((token) => CHALLENGES.prefix + token)
/** These paths are so long that one repetition inside another would be too much. */
const gentle = anything.filter(({ as }) => {
  const repetitions = as.match(/[*+{]/g)?.length ?? 0
  return repetitions <= 1 || (repetitions <= 3 && !/\)[*+{]/.test(as))
})

test('a proof says of challenge URLs what samples of them say', () => {
  fc.assert(
    fc.property(
      gentle,
      fc.boolean(),
      fc.boolean(),
      fc.array(challenge, { minLength: PATHS, maxLength: PATHS }),
      (pattern, anchored, ignoreCase, samples) => {
        const both = compileBoth(pattern, anchored, ignoreCase)
        if (!both) return
        const hits = compare(both.table, both.oracle, samples)
        const { verdict, caught, paths } = prove(both.table, CHALLENGES)
        if (verdict === 'never') expect(hits).toBe(0)
        if (verdict === 'all') expect(hits).toBe(PATHS)
        const share = Number((caught * 10n ** 15n) / paths) / 1e15
        // Eight standard deviations and a few: it does not happen by chance.
        const slack = 8 * Math.sqrt(PATHS * share * (1 - share)) + 6
        expect(Math.abs(hits - PATHS * share)).toBeLessThan(slack)
      },
    ),
    { numRuns: SAMPLED },
  )
})

afterAll(() => {
  expect(compared).toBeGreaterThan(THOROUGH ? MILLION : MILLION / 15)
})
