// A pattern as a deterministic machine, built as far as it is asked for. A state is what must still happen for a match:
// a lookahead is a second demand beside the first, a negative one a demand turned round, and a lookbehind is a fact
// about what was read. So nothing ever goes back.

import { has, WORD } from './alphabet.ts'
import { createFormulas, type Formula } from './formula.ts'
import { PatternRefused, type Program } from './program.ts'

/** What was read: enough of it to judge ^, \b and lookbehinds. */
type Past = { readonly atStart: boolean; readonly afterWord: boolean; readonly behinds: readonly Formula[] }

export type MachineState = { readonly id: number; readonly demand: Formula; readonly past: Past }

export type Machine = {
  readonly start: MachineState
  step(state: MachineState, symbol: number): MachineState
  /** Does the pattern match what was read, if nothing follows? */
  matches(state: MachineState): boolean
}

/** Bounds the work of compiling one pattern; a step is one place looked at. */
const MOST_STEPS = 3_000_000

/** The machine of a program, searching: a match may begin anywhere. Throws PatternRefused when it grows too large. */
export function createMachine({ code, entry, behinds }: Program, mostStates: number): Machine {
  const formulas = createFormulas()
  const { yes, no, atEnd, char, not, and, or } = formulas
  // A place that stands for "the next character is a word character" (\b), and one for the end of a lookbehind.
  const NEXT_WORD = -1
  const nextWord = char(NEXT_WORD)
  const HIT = -2
  const hit = char(HIT)
  let steps = 0

  /** Everything that may go on from `place` without reading, under `past`. */
  function expand(
    place: number,
    past: Past,
    accept: Formula,
    open: Set<number>,
    memo: Map<number, Formula>,
  ): Formula {
    const remembered = memo.get(place)
    if (remembered) return remembered
    if (open.has(place)) return no // An empty turn of a loop adds nothing.
    if (++steps > MOST_STEPS) throw new PatternRefused('The pattern takes too long to compile.', null)
    const instruction = code[place]
    if (!instruction) throw new PatternRefused('The pattern cannot be compiled.', null)
    open.add(place)
    const next = (): Formula => expand(place - 1, past, accept, open, memo)
    let result: Formula
    switch (instruction.is) {
      case 'char':
        result = char(place)
        break
      case 'match':
        result = accept
        break
      case 'fork':
        result = or(instruction.to.map((to) => expand(to, past, accept, open, memo)))
        break
      case 'start':
        result = past.atStart ? next() : no
        break
      case 'end':
        result = and([atEnd, next()])
        break
      case 'boundary': {
        const boundary = past.afterWord ? not(nextWord) : nextWord
        result = and([instruction.negate ? not(boundary) : boundary, next()])
        break
      }
      case 'ahead': {
        const inside = expand(instruction.body, past, yes, new Set(), new Map())
        result = and([instruction.negate ? not(inside) : inside, next()])
        break
      }
      case 'behind': {
        const seen = holds(past.behinds[instruction.index] ?? no, hit)
        result = seen === instruction.negate ? no : next()
        break
      }
    }
    open.delete(place)
    // What was found inside an open loop may lack the loop's own part, and is not kept.
    if (open.size === 0 || instruction.is === 'char') memo.set(place, result)
    return result
  }

  const holds = (formula: Formula, atom: Formula): boolean =>
    formula === atom || (formula.is === 'or' && formula.of.includes(atom))

  /** What a demand becomes when `symbol` is read. */
  function derive(
    formula: Formula,
    symbol: number,
    past: Past,
    accept: Formula,
    memo: Map<number, Formula>,
  ): Formula {
    switch (formula.is) {
      case 'true':
      case 'false':
        return formula
      case 'at-end':
        return no
      case 'not':
        return not(derive(formula.of, symbol, past, accept, memo))
      case 'and':
      case 'or': {
        const parts = formula.of.map((part) => derive(part, symbol, past, accept, memo))
        return formula.is === 'and' ? and(parts) : or(parts)
      }
      case 'char': {
        if (formula.place === NEXT_WORD) return has(WORD, symbol) ? yes : no
        const instruction = code[formula.place]
        if (instruction?.is !== 'char' || !has(instruction.set, symbol)) return no
        return expand(formula.place - 1, past, accept, new Set(), memo)
      }
    }
  }

  const states = new Map<string, MachineState>()
  const intern = (demand: Formula, past: Past): MachineState => {
    const known =
      demand === yes
        ? 'yes'
        : [demand.id, past.atStart, past.afterWord, ...past.behinds.map(({ id }) => id)].join()
    const found = states.get(known)
    if (found) return found
    if (states.size >= mostStates)
      throw new PatternRefused(`The pattern needs more than ${mostStates} states.`, null)
    const made = { id: states.size, demand, past }
    states.set(known, made)
    return made
  }

  const nothingRead = { atStart: true, afterWord: false, behinds: [] }
  const past: Past = {
    ...nothingRead,
    behinds: behinds.map((body) => expand(body, nothingRead, hit, new Set(), new Map())),
  }
  const start = intern(expand(entry, past, yes, new Set(), new Map()), past)

  return {
    start,
    step(state, symbol) {
      if (state.demand === yes) return state
      const bare: Past = { atStart: false, afterWord: has(WORD, symbol), behinds: [] }
      const behindMemo = new Map<number, Formula>()
      const read = state.past.behinds.map((formula, index) =>
        or([
          derive(formula, symbol, bare, hit, behindMemo),
          expand(behinds[index] ?? 0, bare, hit, new Set(), behindMemo),
        ]),
      )
      const now: Past = { ...bare, behinds: read }
      const memo = new Map<number, Formula>()
      const goesOn = derive(state.demand, symbol, now, yes, memo)
      return intern(or([goesOn, expand(entry, now, yes, new Set(), memo)]), now)
    },
    matches: (state) => satisfiedAtEnd(state.demand),
  }

  function satisfiedAtEnd(formula: Formula): boolean {
    switch (formula.is) {
      case 'true':
      case 'at-end':
        return true
      case 'false':
      case 'char':
        return false
      case 'not':
        return !satisfiedAtEnd(formula.of)
      case 'and':
        return formula.of.every(satisfiedAtEnd)
      case 'or':
        return formula.of.some(satisfiedAtEnd)
    }
  }
}
