// How much of a kind of URL a pattern catches: exactly, by counting along the table instead of trying samples. All that
// leads to one state is one number, so 64^43 tokens are 43 steps.

import { symbolOf } from './alphabet.ts'
import type { PatternTable } from './run.ts'

/** Paths that are `prefix` and then `length` characters of `alphabet` (distinct characters of printable ASCII). */
export type Kind = { readonly prefix: string; readonly alphabet: string; readonly length: number }

export type Verdict = 'never' | 'some' | 'all'

export type Proof = {
  readonly verdict: Verdict
  /** Of `paths` paths, so many are caught. */
  readonly caught: bigint
  readonly paths: bigint
  /** A path that is caught, and one that is not, where there are such. */
  readonly caughtPath: string | null
  readonly escapingPath: string | null
}

type Ways = { count: bigint; readonly example: string }

/** Proves which of the paths of `kind` the pattern of `table` catches. */
export function prove(table: PatternTable, { prefix, alphabet, length }: Kind): Proof {
  const branches = branchesIn(table, alphabet)
  let reached = new Map<number, Ways>([[walk(table, prefix), { count: 1n, example: prefix }]])
  for (let read = 0; read < length; read++) {
    const next = new Map<number, Ways>()
    for (const [state, { count, example }] of reached) {
      for (const { to, symbols, character } of branches(state)) {
        const ways = next.get(to)
        if (ways) ways.count += count * symbols
        else next.set(to, { count: count * symbols, example: example + character })
      }
    }
    reached = next
  }
  const caught = [...reached].filter(([state]) => table.final[state] === 1).map(([, ways]) => ways)
  const escaping = [...reached].filter(([state]) => table.final[state] !== 1).map(([, ways]) => ways)
  return {
    verdict: escaping.length === 0 ? 'all' : caught.length === 0 ? 'never' : 'some',
    caught: caught.reduce((sum, { count }) => sum + count, 0n),
    paths: BigInt(alphabet.length) ** BigInt(length),
    caughtPath: caught[0]?.example ?? null,
    escapingPath: escaping[0]?.example ?? null,
  }
}

/** The verdict over the paths of every length from `kind.length` to `longest` together. */
export function proveLengths(table: PatternTable, kind: Kind, longest: number): Verdict {
  const branches = branchesIn(table, kind.alphabet)
  let reached = new Set([walk(table, kind.prefix)])
  const ends = new Set<boolean>()
  for (let read = 0; read <= longest; read++) {
    if (read >= kind.length) for (const state of reached) ends.add(table.final[state] === 1)
    const next = new Set<number>()
    for (const state of reached) for (const { to } of branches(state)) next.add(to)
    reached = next
  }
  return ends.size === 2 ? 'some' : ends.has(true) ? 'all' : 'never'
}

/** The share as a percentage with six decimals, rounded half up; but `some` never reads as none or all. */
export function percentOf({ verdict, caught, paths }: Proof): string {
  const WHOLE = 100_000_000n
  const rounded = (2n * caught * WHOLE + paths) / (2n * paths)
  const [least, most] = verdict === 'some' ? [1n, WHOLE - 1n] : [0n, WHOLE]
  const millionths = rounded < least ? least : rounded > most ? most : rounded
  return `${millionths / 1_000_000n}.${String(millionths % 1_000_000n).padStart(6, '0')}`
}

/** The share in lowest terms, as `numerator/denominator`. */
export function fractionOf({ caught, paths }: Proof): string {
  let [divisor, rest] = [paths, caught]
  while (rest !== 0n) [divisor, rest] = [rest, divisor % rest]
  return `${caught / divisor}/${paths / divisor}`
}

const step = ({ columns, width, next }: PatternTable, state: number, character: string): number =>
  next[state * width + (columns[symbolOf(character.charCodeAt(0))] ?? 0)] ?? 0

function walk(table: PatternTable, path: string): number {
  let state = table.start
  for (const character of path) state = step(table, state, character)
  return state
}

type Branch = { readonly to: number; symbols: bigint; readonly character: string }

/** Where each state leads over the alphabet: each next state once, with how many characters lead there and one of them. */
function branchesIn(table: PatternTable, alphabet: string): (state: number) => readonly Branch[] {
  const known = new Map<number, readonly Branch[]>()
  return (state) => {
    const found = known.get(state)
    if (found) return found
    const branches = new Map<number, Branch>()
    for (const character of alphabet) {
      const to = step(table, state, character)
      const branch = branches.get(to)
      if (branch) branch.symbols++
      else branches.set(to, { to, symbols: 1n, character })
    }
    const made = [...branches.values()]
    known.set(state, made)
    return made
  }
}
