// What must still happen for a match, as a boolean formula over places of a program. Equal formulas are one object,
// so that a state is known again by its id.

import type { Spend } from './effort.ts'

/** `ends`: does it hold if nothing more is read? */
export type Formula =
  | { readonly id: number; readonly ends: boolean; readonly is: 'true' | 'false' | 'at-end' }
  /** The next character must suit the instruction at this place. */
  | { readonly id: number; readonly ends: false; readonly is: 'char'; readonly place: number }
  | { readonly id: number; readonly ends: boolean; readonly is: 'not'; readonly of: Formula }
  | Joined

type Joined = {
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
const TOUCHING = 1 / 2

/** A factory that gives the same object for the same formula. */
export function createFormulas(spend: Spend): Formulas {
  let count = 0
  const intern = (known: Map<number, Formula>, key: number, make: (id: number) => Formula): Formula => {
    const found = known.get(key)
    if (found) return found
    const made = make(count++)
    known.set(key, made)
    return made
  }
  const yes: Formula = { id: count++, ends: true, is: 'true' }
  const no: Formula = { id: count++, ends: false, is: 'false' }
  const atEnd: Formula = { id: count++, ends: true, is: 'at-end' }
  const chars = new Map<number, Formula>()
  const denials = new Map<number, Formula>()

  const not = (of: Formula): Formula => {
    if (of === yes) return no
    if (of === no) return yes
    return of.is === 'not' ? of.of : intern(denials, of.id, (id) => ({ id, ends: !of.ends, is: 'not', of }))
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
        // It is held as a whole too: x or y or (z and (x or y)) is x or y.
        heldIn[part.id] = turn
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
    return of.length <= 1 ? (of[0] ?? neutral) : internJoin(is, of)
  }

  /** By a number instead of a text: these are what there is most of. `of` is sorted. */
  const joins = new Map<number, Joined[]>()
  const internJoin = (is: 'and' | 'or', of: readonly Formula[]): Formula => {
    let hash = is === 'and' ? 1 : 2
    for (const { id } of of) hash = (Math.imul(hash, 0x01_00_01_93) ^ id) | 0
    const alike = joins.get(hash) ?? []
    const found = alike.find(
      (other) =>
        other.is === is &&
        other.of.length === of.length &&
        other.of.every((part, index) => part === of[index]),
    )
    if (found) return found
    spend(alike.length)
    const ends = is === 'and' ? of.every(({ ends }) => ends) : of.some(({ ends }) => ends)
    const made: Joined = { id: count++, ends, is, of }
    joins.set(hash, [...alike, made])
    return made
  }

  return {
    yes,
    no,
    atEnd,
    char: (place) => intern(chars, place, (id) => ({ id, ends: false, is: 'char', place })),
    not,
    and: (parts) => join('and', parts),
    or: (parts) => join('or', parts),
  }
}
