// Running a compiled pattern for what its groups catch: an edge loads this and nothing that compiles.

import { symbolOf, SYMBOLS } from './alphabet.ts'
import { MalformedTable } from './run.ts'

/** As it travels in documents; checked by loadCaptures before use. */
export type CaptureTable = {
  /** The column of each symbol of a path. */
  readonly columns: readonly number[]
  readonly width: number
  /** Of the automaton that reads a path from its end. */
  readonly next: readonly number[]
  readonly start: number
  /** For each state, a 1 for each of the chosen places from which the rest can be matched: inside a path, then at its start. */
  readonly places: readonly string[]
  readonly chosen: readonly number[]
  readonly entry: number
  /** Place by place: read a character, pass on, save where we are in a slot, choose the first place that can, or be done. */
  readonly program: readonly (readonly (string | number)[])[]
}

export type LoadedCaptures = {
  readonly columns: Uint8Array
  readonly width: number
  readonly next: Uint16Array
  readonly start: number
  /** By state, twice as many as there are places of the program: inside, and at the start. */
  readonly can: readonly Uint8Array[]
  readonly entry: number
  readonly program: readonly Instruction[]
}

type Instruction =
  | { readonly is: 'read' | 'pass' | 'match' }
  | { readonly is: 'save'; readonly slot: number }
  | { readonly is: 'choose'; readonly to: readonly number[] }

const ASCII = 128
const MOST_STATES = 2000
const LONGEST_PROGRAM = 4000
/** Groups beyond the ninth have no name in a replacement. */
const MOST_SLOTS = 2 * 255

/** Checks every index once, so that running needs no checks. Throws MalformedTable. */
export function loadCaptures(table: unknown): LoadedCaptures {
  if (typeof table !== 'object' || table === null) throw new MalformedTable('not an object')
  const { columns, width, next, start, places, chosen, entry, program } = table as {
    [K in keyof CaptureTable]?: unknown
  }
  const isBelow = (value: unknown, limit: number): value is number =>
    typeof value === 'number' && Number.isInteger(value) && value >= 0 && value < limit
  const below = (values: unknown, limit: number, length: number): readonly number[] => {
    const good =
      Array.isArray(values) && values.length === length && values.every((value) => isBelow(value, limit))
    if (!good) throw new MalformedTable('numbers')
    return values
  }
  if (!Array.isArray(places) || places.length < 1 || places.length > MOST_STATES)
    throw new MalformedTable('states')
  if (!Array.isArray(program) || program.length < 1 || program.length > LONGEST_PROGRAM)
    throw new MalformedTable('program')
  if (!isBelow(width, SYMBOLS + 1) || width < 1) throw new MalformedTable('width')
  const size = program.length
  const listed = below(chosen, size, Array.isArray(chosen) ? chosen.length : 0)
  return {
    columns: spread(below(columns, width, SYMBOLS)),
    width,
    next: Uint16Array.from(below(next, places.length, places.length * width)),
    start: below([start], places.length, 1)[0] ?? 0,
    can: places.map((bits) => readBits(bits, listed, size)),
    entry: below([entry], size, 1)[0] ?? 0,
    program: program.map((each, place) => readInstruction(each, place, size)),
  }
}

const spread = (columns: readonly number[]): Uint8Array =>
  Uint8Array.from({ length: ASCII + 1 }, (_, code) => columns[symbolOf(code)] ?? 0)

function readBits(bits: unknown, chosen: readonly number[], size: number): Uint8Array {
  if (typeof bits !== 'string' || bits.length !== 2 * chosen.length || !/^[01]*$/.test(bits))
    throw new MalformedTable('places')
  const can = new Uint8Array(2 * size)
  chosen.forEach((place, index) => {
    can[place] = Number(bits[index])
    can[size + place] = Number(bits[chosen.length + index])
  })
  return can
}

function readInstruction(each: unknown, place: number, size: number): Instruction {
  const [is, ...rest] = Array.isArray(each) ? (each as unknown[]) : []
  const numbers = rest.map(Number)
  const inside = (limit: number): boolean =>
    numbers.length > 0 && numbers.every((to) => Number.isInteger(to) && to >= 0 && to < limit)
  if (is === 'match') return { is }
  if ((is === 'read' || is === 'pass') && place > 0) return { is }
  if (is === 'save' && place > 0 && inside(MOST_SLOTS)) return { is, slot: numbers[0] ?? 0 }
  if (is === 'choose' && inside(size)) return { is, to: numbers }
  throw new MalformedTable('program')
}

/** What the groups catch at the first place in `path` where the pattern matches, by number; the whole is 0 and ends where
 *  the path does. Null where it does not match. Time is linear in the path's length. */
export function findGroups(loaded: LoadedCaptures, path: string): readonly string[] | null {
  const { columns, width, next, start, can, entry, program } = loaded
  const states = new Uint16Array(path.length + 1)
  states[path.length] = start
  for (let index = path.length - 1; index >= 0; index--) {
    const code = path.charCodeAt(index)
    states[index] = next[(states[index + 1] ?? 0) * width + (columns[code < ASCII ? code : ASCII] ?? 0)] ?? 0
  }
  const canGoOn = (place: number, at: number): boolean =>
    can[states[at] ?? 0]?.[at === 0 ? program.length + place : place] === 1

  let at = 0
  while (at <= path.length && !canGoOn(entry, at)) at++
  if (at > path.length) return null
  const slots: (number | undefined)[] = []
  // A sound program ends by itself; one that goes round is no match.
  let steps = (path.length - at + 1) * program.length
  for (let place = entry; steps >= 0; steps--) {
    const instruction = program[place]
    if (!instruction) return null
    switch (instruction.is) {
      case 'match':
        return textsOf(slots, path)
      case 'read':
        at++
        place--
        break
      case 'save':
        slots[instruction.slot] = at
        place--
        break
      case 'pass':
        place--
        break
      case 'choose': {
        const here = at
        const to = instruction.to.find((each) => canGoOn(each, here))
        if (to === undefined) return null
        place = to
      }
    }
  }
  return null
}

function textsOf(slots: readonly (number | undefined)[], path: string): readonly string[] {
  return Array.from({ length: Math.ceil(slots.length / 2) }, (_, group) =>
    group === 0 ? path : path.slice(slots[2 * group] ?? 0, slots[2 * group + 1] ?? 0),
  )
}
