// Running a compiled pattern: one array read per character, no going back. This is all of the package that an edge loads.

import { symbolOf, SYMBOLS, TEXT_SYMBOLS, textSymbolOf } from './alphabet.ts'

/** A deterministic automaton as it travels in documents: plain numbers, checked by loadTable before use. */
export type PatternTable = {
  /** The column of each symbol: 95 of a path, 97 of a text. */
  readonly columns: readonly number[]
  /** How many columns there are; `next` holds that many entries for each state. */
  readonly width: number
  readonly next: readonly number[]
  /** 1 for the states that match when the input ends there. */
  readonly final: readonly (0 | 1)[]
  readonly start: number
}

export type LoadedTable = {
  /** By code unit; the last is for all that are not ASCII. */
  readonly columns: Uint8Array
  readonly width: number
  readonly next: Uint16Array
  readonly final: Uint8Array
  /** 1 for the states that nothing leads out of: what follows need not be read. */
  readonly settled: Uint8Array
  readonly start: number
}

const ASCII = 128

/** The text is not a table that may be run. */
export class MalformedTable extends Error {
  override readonly name = 'MalformedTable'
}

const MOST_STATES = 2000

/** Checks every index once, so that running needs no checks. Throws MalformedTable. */
export function loadTable(table: unknown): LoadedTable {
  if (typeof table !== 'object' || table === null) throw new MalformedTable('not an object')
  const { columns, width, next, final, start } = table as { [K in keyof PatternTable]?: unknown }
  const below = (values: unknown, limit: number, length: number): values is number[] =>
    Array.isArray(values) &&
    values.length === length &&
    values.every((value) => Number.isInteger(value) && value >= 0 && value < limit)
  if (!Number.isInteger(width) || typeof width !== 'number' || width < 1 || width > TEXT_SYMBOLS)
    throw new MalformedTable('width')
  if (!Array.isArray(final) || final.length < 1 || final.length > MOST_STATES)
    throw new MalformedTable('states')
  const states = final.length
  if (!below(final, 2, states)) throw new MalformedTable('final')
  const ofText = Array.isArray(columns) && columns.length === TEXT_SYMBOLS
  if (!below(columns, width, ofText ? TEXT_SYMBOLS : SYMBOLS)) throw new MalformedTable('columns')
  const symbol = ofText ? textSymbolOf : symbolOf
  if (!below(next, states, states * width)) throw new MalformedTable('next')
  if (!below([start], states, 1)) throw new MalformedTable('start')
  return {
    columns: Uint8Array.from({ length: ASCII + 1 }, (_, code) => columns[symbol(code)] ?? 0),
    width,
    next: Uint16Array.from(next),
    final: Uint8Array.from(final),
    settled: Uint8Array.from(final, (_, state) =>
      next.slice(state * width, (state + 1) * width).every((to) => to === state) ? 1 : 0,
    ),
    start: Number(start),
  }
}

/** Does the pattern match somewhere in `path`, the normalised path of a URL or, by the table of one, a text? Time is linear in its length. */
export function matches({ columns, width, next, final, settled, start }: LoadedTable, path: string): boolean {
  let state = start
  for (let index = 0; index < path.length && settled[state] === 0; index++) {
    const code = path.charCodeAt(index)
    // loadTable has seen that every index stays inside.
    state = next[state * width + (columns[code < ASCII ? code : ASCII] ?? 0)] ?? 0
  }
  return final[state] === 1
}
