// A pattern as a deterministic machine, built as far as it is asked for. A state is what must still happen for a match:
// a lookahead is a second demand beside the first, a negative one a demand turned round, and a lookbehind is a fact
// about what was read. So nothing ever goes back.

import { has, WORD, type Columns } from './alphabet.ts'
import { SIMPLER, type Spend } from './effort.ts'
import { createFormulas, type Formula } from './formula.ts'
import type { Program } from './program.ts'
import { PatternRefused } from './refused.ts'

/** `demand`: what a match still needs. `behinds`: how far each lookbehind has come. */
export type MachineState = {
  readonly id: number
  readonly demand: Formula
  readonly behinds: readonly Formula[]
}

export type Machine = {
  readonly start: MachineState
  /** The state after a symbol of this column. */
  step(state: MachineState, column: number): MachineState
  /** Does the pattern match what was read, if nothing follows? */
  matches(state: MachineState): boolean
}

/** What is known of a place from where nothing was read yet. A loop that is being worked out has a scope of its own, in
 *  which coming back to it gives nothing: an empty turn only adds demands. */
type Scope = { readonly known: Map<number, Formula>; readonly outer: Scope | null }

/** Where we stand: enough of what was read to judge ^, \b and lookbehinds; and what was worked out standing so. */
type Standing = {
  readonly atStart: boolean
  readonly afterWord: boolean
  readonly seen: readonly boolean[]
  readonly scope: Scope
  /** By column, then by the formula's id. */
  readonly derived: readonly Map<number, Formula>[]
}

/** "The next character is a word character" (\b), and the end of a lookbehind, where others have a place. */
const NEXT_WORD = -1
const HIT = -2

/** Less than half of what Node's stack of about 1 MB bears. */
const DEEPEST = 1_500

/** The machine of a program, searching: a match may begin anywhere. It and its steps throw PatternRefused when there are
 *  more than `mostStates`, or `spend` has had enough. */
export function createMachine(
  { code, entry, behinds: bodies, columns }: Program & { readonly columns: Columns },
  mostStates: number,
  spend: Spend,
): Machine {
  const formulas = createFormulas(spend)
  const { yes, no, atEnd, char, not, and, or } = formulas
  const nextWord = char(NEXT_WORD)
  const hit = char(HIT)
  const suits = code.map((instruction) =>
    instruction.is === 'char' ? columns.firsts.map((symbol) => has(instruction.set, symbol)) : null,
  )
  // Columns tell words apart only where the pattern asks for them.
  const asksForWords = code.some(({ is }) => is === 'boundary')
  const isWord = columns.firsts.map((symbol) => asksForWords && has(WORD, symbol))

  /** Both of what follows call themselves, as deep as a pattern repeats and its lookaheads pile up. */
  let depth = 0
  const descend = (): void => {
    if (++depth > DEEPEST) throw new PatternRefused('The pattern repeats too much to be compiled.', null)
  }

  /** Everything that may go on from `place` without reading. */
  function expand(place: number, standing: Standing, scope: Scope): Formula {
    for (let at: Scope | null = scope; at; at = at.outer) {
      const known = at.known.get(place)
      if (known) return known
      spend(1)
    }
    descend()
    const result = expandAnew(place, standing, scope)
    depth--
    scope.known.set(place, result)
    return result
  }

  function expandAnew(place: number, standing: Standing, scope: Scope): Formula {
    const instruction = code[place]
    if (!instruction) throw new PatternRefused('The pattern cannot be compiled.', null)
    switch (instruction.is) {
      case 'char':
        return char(place)
      case 'match':
        return yes
      case 'hit':
        return hit
      case 'fork': {
        const parts: Formula[] = []
        for (const to of instruction.to) parts.push(expand(to, standing, scope))
        return or(parts)
      }
      case 'loop': {
        const inside = { known: new Map([[place, no]]), outer: scope }
        return or([expand(instruction.body, standing, inside), expand(instruction.next, standing, scope)])
      }
      case 'save':
        return expand(place - 1, standing, scope)
      case 'start':
        return standing.atStart ? expand(place - 1, standing, scope) : no
      case 'end':
        return and([atEnd, expand(place - 1, standing, scope)])
      case 'boundary': {
        const boundary = standing.afterWord ? not(nextWord) : nextWord
        return and([instruction.negate ? not(boundary) : boundary, expand(place - 1, standing, scope)])
      }
      case 'ahead': {
        const inside = expand(instruction.body, standing, standing.scope)
        const demand = instruction.negate ? not(inside) : inside
        return demand === no ? no : and([demand, expand(place - 1, standing, scope)])
      }
      case 'behind':
        return standing.seen[instruction.index] === instruction.negate
          ? no
          : expand(place - 1, standing, scope)
    }
  }

  /** What a demand becomes when a symbol of `column` is read. */
  function derive(formula: Formula, column: number, standing: Standing): Formula {
    const known = standing.derived[column]?.get(formula.id)
    if (known) return known
    spend(1)
    descend()
    const result = deriveAnew(formula, column, standing)
    depth--
    standing.derived[column]?.set(formula.id, result)
    return result
  }

  function deriveAnew(formula: Formula, column: number, standing: Standing): Formula {
    switch (formula.is) {
      case 'true':
      case 'false':
        return formula
      case 'at-end':
        return no
      case 'not':
        return not(derive(formula.of, column, standing))
      case 'char':
        if (formula.place === NEXT_WORD) return isWord[column] === true ? yes : no
        if (suits[formula.place]?.[column] !== true) return no
        return expand(formula.place - 1, standing, standing.scope)
      case 'and':
      case 'or': {
        const parts: Formula[] = []
        for (const part of formula.of) parts.push(derive(part, column, standing))
        return formula.is === 'and' ? and(parts) : or(parts)
      }
    }
  }

  const standings = new Map<string, Standing>()
  const stand = (atStart: boolean, afterWord: boolean, seen: readonly boolean[]): Standing => {
    const key = [atStart, afterWord, ...seen].join()
    const found = standings.get(key)
    if (found) return found
    const made = {
      atStart,
      afterWord,
      seen,
      scope: { known: new Map<number, Formula>(), outer: null },
      derived: columns.firsts.map(() => new Map<number, Formula>()),
    }
    standings.set(key, made)
    return made
  }
  // A lookbehind asks nothing of where it stands, so all of them share one.
  const anywhere = stand(false, false, [])
  const begun = bodies.map((body) => expand(body, anywhere, anywhere.scope))
  const seenBy = (behinds: readonly Formula[]): readonly boolean[] =>
    behinds.map((formula) => formula === hit || (formula.is === 'or' && formula.of.includes(hit)))

  const states = new Map<string, MachineState>()
  const intern = (demand: Formula, behinds: readonly Formula[]): MachineState => {
    const key = demand === yes ? 'yes' : [demand.id, ...behinds.map(({ id }) => id)].join()
    const found = states.get(key)
    if (found) return found
    if (states.size >= mostStates) {
      throw new PatternRefused(`The pattern needs more than ${mostStates} states: ${SIMPLER}`, null)
    }
    const made = { id: states.size, demand, behinds }
    states.set(key, made)
    return made
  }

  const first = stand(true, false, seenBy(begun))
  return {
    start: intern(expand(entry, first, first.scope), begun),
    step(state, column) {
      if (state.demand === yes) return state
      const behinds = state.behinds.map((formula, index) =>
        or([derive(formula, column, anywhere), begun[index] ?? no]),
      )
      const now = stand(false, isWord[column] === true, seenBy(behinds))
      const goesOn = derive(state.demand, column, now)
      return intern(or([goesOn, expand(entry, now, now.scope)]), behinds)
    },
    matches: ({ demand }) => demand.ends,
  }
}
