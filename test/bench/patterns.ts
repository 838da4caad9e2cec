// By hand: `npm run bench:patterns`. How a table does beside V8's engine. Both run in turn, in rounds of some
// milliseconds, and it is the ratio of each round that is ranked: what else the machine does meets both alike.

import { compilePattern, loadTable, matches, prove, type RuleType } from '@wellknown/patterns'
import { challengePath, TOKENS } from '@wellknown/wire'
import { quartiles } from './quartiles.ts'

const ROUNDS = 101
/** Passes over all paths in a round. */
const PASSES = 300

const PRODUCT_PAGE = '((?!(jpeg|gif|png|pdf|jpg|css|js|woff|woff2|ttf)).)*$'
const PATTERNS: readonly (readonly [rule: string, ruleType: RuleType])[] = [
  ['/*', 0],
  ['^/.*', 0],
  [`^/${PRODUCT_PAGE}`, 0],
  [PRODUCT_PAGE, 1],
  ['^/api/v[0-9]+/', 0],
  [String.raw`^/(?!\.well-known/)`, 0],
  [String.raw`/.*\.(jpg|jpeg|png|gif|css|js|woff2?|ttf)$`, 0],
]
const PATHS = [
  '/',
  '/index.html',
  '/assets/app-3f9c1b2e.min.js',
  '/api/v2/customers/4711/orders',
  '/images/2026/11/a-rather-long-name-of-a-picture-in-the-gallery.jpeg',
  challengePath('evaGxfADs6pSRb2LAv9IZf17Dt3juxGJ-PCt92wr_oA'),
]
/** What costs each of the two the most, sized so that V8 comes to an end. */
const WORST: readonly (readonly [rule: string, path: string])[] = [
  ['^/(a+)+$', `/${'a'.repeat(24)}!`],
  [`/*${PRODUCT_PAGE}x`, `/${'a'.repeat(8_000)}`],
  ['^/(a|a)*b$', `/${'a'.repeat(20)}`],
  ['/.*.*.*=', `/${'a'.repeat(300)}`],
]

/** Nanoseconds of one call of `work`, repeated until a round is long enough to be told. */
function time(passes: number, work: () => boolean): number {
  let caught = 0
  const start = process.hrtime.bigint()
  for (let pass = 0; pass < passes; pass++) if (work()) caught++
  const taken = Number(process.hrtime.bigint() - start)
  // Looked at, so that the work is not found to be for nothing.
  if (caught < 0) throw new Error('unreachable')
  return taken / passes
}

function pair(passes: number, rounds: number, table: () => boolean, engine: () => boolean) {
  const tables: number[] = []
  const engines: number[] = []
  for (let round = -5; round < rounds; round++) {
    // Who goes first changes, since the second finds the caches warm.
    const first = round % 2 === 0
    const early = first ? time(passes, table) : time(passes, engine)
    const late = first ? time(passes, engine) : time(passes, table)
    // The rounds before 0 are for the compilers.
    if (round < 0) continue
    tables.push(first ? early : late)
    engines.push(first ? late : early)
  }
  const ratios = tables.map((taken, round) => taken / (engines[round] ?? Number.NaN))
  return { table: quartiles(tables)[1], engine: quartiles(engines)[1], ratio: quartiles(ratios) }
}

function prepare(rule: string, ruleType: RuleType) {
  const started = performance.now()
  const compiled = compilePattern(rule, ruleType)
  if (!compiled.ok) throw new Error(`${rule}: ${compiled.reason}`)
  const kind = { prefix: challengePath(''), alphabet: TOKENS.alphabet, length: TOKENS.usual }
  const { verdict } = prove(compiled.table, kind)
  const milliseconds = performance.now() - started
  const engine = new RegExp(ruleType === 1 ? `/${rule}` : rule)
  return { table: loadTable(compiled.table), engine, verdict, milliseconds }
}

const row = (cells: readonly string[]): string => cells.map((cell) => cell.padStart(12)).join('')
const short = (rule: string): string => (rule.length > 40 ? `${rule.slice(0, 39)}…` : rule).padEnd(41)

console.log('Typical paths: nanoseconds per match; ratio table/V8 as quartiles; compiled and proven in ms.\n')
console.log(' '.repeat(41) + row(['table', 'V8', 'ratio', 'quarter', 'three', 'ready']))
for (const [rule, ruleType] of PATTERNS) {
  const { table, engine, milliseconds } = prepare(rule, ruleType)
  for (const path of PATHS) {
    if (matches(table, path) !== engine.test(path)) throw new Error(`They differ: ${rule} ${path}`)
  }
  let at = 0
  const next = (): string => PATHS[at++ % PATHS.length] ?? ''
  const measured = pair(
    PASSES * PATHS.length,
    ROUNDS,
    () => matches(table, next()),
    () => engine.test(next()),
  )
  const [quarter, half, three] = measured.ratio
  console.log(
    short(rule) +
      row([
        measured.table.toFixed(0),
        measured.engine.toFixed(0),
        half.toFixed(2),
        quarter.toFixed(2),
        three.toFixed(2),
        milliseconds.toFixed(1),
      ]),
  )
}

console.log('\nWorst inputs: milliseconds per match.\n')
console.log(' '.repeat(41) + row(['table', 'V8', 'ratio']))
for (const [rule, path] of WORST) {
  const { table, engine } = prepare(rule, 0)
  const measured = pair(
    1,
    5,
    () => matches(table, path),
    () => engine.test(path),
  )
  console.log(
    short(rule) +
      row([
        (measured.table / 1e6).toFixed(3),
        (measured.engine / 1e6).toFixed(1),
        measured.ratio[1].toExponential(1),
      ]),
  )
}
