// What must still happen for a match, as a boolean formula over places of a program. Equal formulas are one object,
// so that a state is known again by its id.

export type Formula =
  | { readonly id: number; readonly is: 'true' | 'false' | 'at-end' }
  /** The next character must suit the instruction at this place. */
  | { readonly id: number; readonly is: 'char'; readonly place: number }
  | { readonly id: number; readonly is: 'not'; readonly of: Formula }
  | { readonly id: number; readonly is: 'and' | 'or'; readonly of: readonly Formula[] }

export type Formulas = {
  readonly yes: Formula
  readonly no: Formula
  readonly atEnd: Formula
  char(place: number): Formula
  not(of: Formula): Formula
  and(parts: readonly Formula[]): Formula
  or(parts: readonly Formula[]): Formula
}

/** A factory that gives the same object for the same formula. */
export function createFormulas(): Formulas {
  const known = new Map<string, Formula>()
  const intern = (key: string, make: (id: number) => Formula): Formula => {
    const found = known.get(key)
    if (found) return found
    const made = make(known.size)
    known.set(key, made)
    return made
  }
  const yes = intern('true', (id) => ({ id, is: 'true' }))
  const no = intern('false', (id) => ({ id, is: 'false' }))
  const atEnd = intern('at-end', (id) => ({ id, is: 'at-end' }))

  const not = (of: Formula): Formula => {
    if (of === yes) return no
    if (of === no) return yes
    return of.is === 'not' ? of.of : intern(`!${of.id}`, (id) => ({ id, is: 'not', of }))
  }

  const join = (is: 'and' | 'or', parts: readonly Formula[]): Formula => {
    const [neutral, absorbing] = is === 'and' ? [yes, no] : [no, yes]
    const flat = new Set<Formula>()
    for (const part of parts) {
      if (part === absorbing) return absorbing
      if (part === neutral) continue
      if (part.is === is) for (const inner of part.of) flat.add(inner)
      else flat.add(part)
    }
    for (const part of flat) if (part.is === 'not' && flat.has(part.of)) return absorbing
    // Absorption: x or (x and y) is x, and the other way round.
    const other = is === 'and' ? 'or' : 'and'
    const of = [...flat].filter((part) => part.is !== other || !part.of.some((inner) => flat.has(inner)))
    if (of.length <= 1) return of[0] ?? neutral
    of.sort((a, b) => a.id - b.id)
    return intern(`${is}(${of.map(({ id }) => id).join()})`, (id) => ({ id, is, of }))
  }

  return {
    yes,
    no,
    atEnd,
    char: (place) => intern(`c${place}`, (id) => ({ id, is: 'char', place })),
    not,
    and: (parts) => join('and', parts),
    or: (parts) => join('or', parts),
  }
}
