// What a pattern can tell apart: a parsed URL's path is printable ASCII, everything else in it being percent-encoded.

const FIRST = 0x21
const LAST = 0x7e

/** One column per printable character, and a last one for all others. */
const OTHER = LAST - FIRST + 1
export const SYMBOLS = OTHER + 1

/** The symbol of a UTF-16 code unit. */
export const symbolOf = (code: number): number => (code >= FIRST && code <= LAST ? code - FIRST : OTHER)

/** A set of symbols, one bit each. */
export type SymbolSet = bigint

export const EVERYTHING: SymbolSet = (1n << BigInt(SYMBOLS)) - 1n
export const complement = (set: SymbolSet): SymbolSet => EVERYTHING & ~set
export const has = (set: SymbolSet, symbol: number): boolean => ((set >> BigInt(symbol)) & 1n) === 1n

/** The symbols of the code points from `min` to `max`. What is not printable ASCII cannot occur, and adds nothing. */
export function range(min: number, max: number): SymbolSet {
  let set = 0n
  for (let code = Math.max(min, FIRST); code <= Math.min(max, LAST); code++) set |= 1n << BigInt(code - FIRST)
  return set
}

export const DIGIT = range(0x30, 0x39)
export const WORD = DIGIT | range(0x41, 0x5a) | range(0x61, 0x7a) | range(0x5f, 0x5f)
/** White space never occurs in a path. */
export const SPACE: SymbolSet = 0n

/** Symbols that no set tells apart are one column. */
export type Columns = {
  /** The column of each symbol. */
  readonly of: readonly number[]
  /** A symbol of each column. */
  readonly firsts: readonly number[]
}

/** The columns that `sets` tell apart. */
export function columnsOf(sets: Iterable<SymbolSet>): Columns {
  let parts = [EVERYTHING]
  for (const set of sets) {
    parts = parts.flatMap((part) => [part & set, part & complement(set)].filter((half) => half !== 0n))
  }
  const of = Array.from({ length: SYMBOLS }, (_, symbol) => parts.findIndex((part) => has(part, symbol)))
  return { of, firsts: parts.map((_, column) => of.indexOf(column)) }
}
