// What must still happen for a match, as a boolean formula over places of a program. Equal formulas are one object,
// so that a state is known again by its id.

import type { Spend } from './effort.ts'

/** `ends`: does it hold if nothing more is read? */
export type Formula =
  | { readonly id: number; readonly ends: boolean; readonly is: 'true' | 'false' | 'at-end' }
  /** The next character must suit the instruction at this place. */
  | { readonly id: number; readonly ends: false; readonly is: 'char'; readonly place: number }
  | { readonly id: number; readonly ends: boolean; readonly is: 'not'; readonly of: Formula }
  | {
      readonly id: number
      readonly ends: boolean
      readonly is: 'and' | 'or'
      readonly of: readonly Formula[]
    }

export type Formulas = {
  readonly yes: Formula
  readonly no: Formula
  readonly atEnd: Formula
  char(place: number): Formula
  not(of: Formula): Formula
  and(parts: readonly Formula[]): Formula
  or(parts: readonly Formula[]): Formula
}

/** In steps: what a formula costs whatever its size, and a part that is only looked at. */
const MAKING = 8
const TOUCHING = 1 / 4

/** A factory that gives the same object for the same formula. */
export function createFormulas(spend: Spend): Formulas {
  const known = new Map<string, Formula>()
  const intern = (key: string, make: (id: number) => Formula): Formula => {
    const found = known.get(key)
    if (found) return found
    const made = make(known.size)
    known.set(key, made)
    return made
  }
  const yes = intern('true', (id) => ({ id, ends: true, is: 'true' }))
  const no = intern('false', (id) => ({ id, ends: false, is: 'false' }))
  const atEnd = intern('at-end', (id) => ({ id, ends: true, is: 'at-end' }))

  const not = (of: Formula): Formula => {
    if (of === yes) return no
    if (of === no) return yes
    return of.is === 'not' ? of.of : intern(`!${of.id}`, (id) => ({ id, ends: !of.ends, is: 'not', of }))
  }

  // Which formulas the present join holds: the number of its turn, by id.
  const heldIn: number[] = []
  let turn = 0

  const join = (is: 'and' | 'or', parts: readonly Formula[]): Formula => {
    const [neutral, absorbing, other] =
      is === 'and' ? ([yes, no, 'or'] as const) : ([no, yes, 'and'] as const)
    turn++
    let of: Formula[] = []
    const hold = (part: Formula): void => {
      if (heldIn[part.id] === turn) return
      heldIn[part.id] = turn
      of.push(part)
    }
    const held = ({ id }: Formula): boolean => heldIn[id] === turn
    for (const part of parts) {
      if (part === absorbing) return absorbing
      if (part === neutral) continue
      if (part.is === is) {
        spend(part.of.length * TOUCHING)
        for (const inner of part.of) hold(inner)
      } else hold(part)
    }
    spend(MAKING + of.length)
    if (of.some((part) => part.is === 'not' && held(part.of))) return absorbing
    // Absorption: x or (x and y) is x, and the other way round.
    of = of.filter((part) => {
      if (part.is !== other) return true
      spend(part.of.length * TOUCHING)
      return !part.of.some(held)
    })
    of.sort((a, b) => a.id - b.id)
    if (of.length <= 1) return of[0] ?? neutral
    let key = is === 'and' ? '&' : '|'
    for (const { id } of of) key += `${id},`
    return intern(key, (id) => ({
      id,
      ends: is === 'and' ? of.every(({ ends }) => ends) : of.some(({ ends }) => ends),
      is,
      of,
    }))
  }

  return {
    yes,
    no,
    atEnd,
    char: (place) => intern(`c${place}`, (id) => ({ id, ends: false, is: 'char', place })),
    not,
    and: (parts) => join('and', parts),
    or: (parts) => join('or', parts),
  }
}
