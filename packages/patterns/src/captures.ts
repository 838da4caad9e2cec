// What the groups of a pattern catch, in linear time: the path is read once from its end, by a table whose states say
// from which places of the program the rest can be matched, and once from its start, where each choice takes the first
// way that can (Frisch and Cardelli, "Greedy regular expression matching", 2004). So nothing is tried and taken back, and
// the groups are those that PCRE would give.

import { columnsOf, has, IN_PATHS } from './alphabet.ts'
import { allow, SIMPLER, type Spend } from './effort.ts'
import { refuseForeign } from './foreign.ts'
import { compileProgram, type Program } from './program.ts'
import { PatternRefused } from './refused.ts'
import type { CaptureTable } from './run-captures.ts'

export type CompiledCaptures =
  | { readonly ok: true; readonly table: CaptureTable; readonly groups: number }
  | { readonly ok: false; readonly reason: string; readonly at: number | null }

const MOST_STATES = 2000
/** As for a rule's pattern. */
const MOST_STEPS = 200_000

/** The places from which the rest can be matched, one bit each: inside a path, and at its very start. */
type Ends = { readonly inside: bigint; readonly atStart: bigint }

/** Compiles a pattern that is searched for in a path, and whose groups are asked for. Refuses what the method cannot hold
 *  or engines disagree on: lookbehinds, `\b`, groups in lookaheads, repetition of what may match nothing. */
export function compileCaptures(source: string): CompiledCaptures {
  const spend = allow(MOST_STEPS)
  try {
    refuseForeign(source)
    const program = compileProgram(source, spend, { captures: true })
    const slots = program.code.flatMap((each) => (each.is === 'save' ? [each.slot] : []))
    return { ok: true, table: build(program, spend), groups: Math.max(0, ...slots.map((slot) => slot >> 1)) }
  } catch (error) {
    if (!(error instanceof PatternRefused)) throw error
    return { ok: false, reason: error.message, at: error.at }
  }
}

/** The bytes of a table as an edge holds it. */
export const sizeOfCaptures = ({ columns, next, places, program }: CaptureTable): number =>
  columns.length + 2 * next.length + places.reduce((sum, { length }) => sum + length, 0) + 4 * program.length

function build({ code, entry, sets }: Program, spend: Spend): CaptureTable {
  const columns = columnsOf(sets, IN_PATHS)
  const chosen = [
    ...new Set([
      entry,
      ...code.flatMap((each) =>
        each.is === 'fork' ? each.to : each.is === 'loop' ? [each.body, each.next] : [],
      ),
    ]),
  ]
  const endsBefore = createStep(code, columns.firsts, spend)
  const states = new Map<string, { readonly id: number; readonly ends: Ends }>()
  const intern = (ends: Ends): { readonly id: number; readonly ends: Ends } => {
    const key = `${ends.inside.toString(36)} ${ends.atStart.toString(36)}`
    const found = states.get(key)
    if (found) return found
    if (states.size >= MOST_STATES) {
      throw new PatternRefused(`The pattern needs more than ${MOST_STATES} states: ${SIMPLER}`, null)
    }
    const made = { id: states.size, ends }
    states.set(key, made)
    return made
  }
  const first = intern(endsBefore(null, null))
  const next: number[] = []
  // A map goes on to what was added while it is gone through.
  for (const { ends } of states.values()) {
    for (const column of columns.firsts.keys()) next.push(intern(endsBefore(ends, column)).id)
  }
  const bit = (set: bigint, place: number): string => String((set >> BigInt(place)) & 1n)
  return {
    columns: columns.of,
    width: columns.firsts.length,
    next,
    start: first.id,
    places: [...states.values()].map(({ ends: { inside, atStart } }) =>
      [inside, atStart].map((set) => chosen.map((place) => bit(set, place)).join('')).join(''),
    ),
    chosen,
    entry,
    program: code.map((each) => {
      switch (each.is) {
        case 'char':
          return ['read']
        case 'match':
        case 'hit':
          return ['match']
        case 'save':
          return ['save', each.slot]
        case 'fork':
          return ['choose', ...each.to]
        case 'loop':
          return each.lazy ? ['choose', each.next, each.body] : ['choose', each.body, each.next]
        default:
          return ['pass']
      }
    }),
  }
}

/** What can be matched before a character of a column, from what can be matched after it; at the end, nothing follows. */
function createStep(code: Program['code'], firsts: readonly number[], spend: Spend) {
  const suits = code.map((each) =>
    each.is === 'char' ? firsts.map((symbol) => has(each.set, symbol)) : null,
  )
  return (after: Ends | null, column: number | null): Ends => {
    const of = (atStart: boolean): bigint => {
      spend(code.length / 4)
      let set = 0n
      const known: boolean[] = []
      const can = (place: number): boolean => {
        const before = known[place]
        if (before !== undefined) return before
        // A way that leads back to where it began is none; no loop has a body that may be empty.
        known[place] = false
        const result = judge(place)
        known[place] = result
        if (result) set |= 1n << BigInt(place)
        return result
      }
      const judge = (place: number): boolean => {
        const each = code[place]
        switch (each?.is) {
          case 'match':
          case 'hit':
            return true
          case 'char': {
            const suited = after !== null && column !== null && suits[place]?.[column] === true
            return suited && ((after.inside >> BigInt(place - 1)) & 1n) === 1n
          }
          case 'fork':
            return each.to.filter(can).length > 0
          case 'loop':
            return [can(each.body), can(each.next)].includes(true)
          case 'start':
            return can(place - 1) && atStart
          case 'end':
            return can(place - 1) && after === null
          case 'ahead':
            return can(place - 1) && can(each.body) !== each.negate
          case 'save':
            return can(place - 1)
          default:
            return false
        }
      }
      for (let place = 0; place < code.length; place++) can(place)
      return set
    }
    return { inside: of(false), atStart: of(true) }
  }
}
