// What a pattern can tell apart. A parsed URL's path is printable ASCII, everything else in it being percent-encoded; a
// header's value has spaces and tabs as well. All that is neither is one symbol.

const FIRST = 0x21
const LAST = 0x7e
const SPACE_CODE = 0x20
const TAB_CODE = 0x09

/** One symbol per printable character, one for all others, and in a text one each for space and tab. */
const OTHER = LAST - FIRST + 1
export const SYMBOLS = OTHER + 1
export const TEXT_SYMBOLS = SYMBOLS + 2

/** The symbol of a UTF-16 code unit of a path. */
export const symbolOf = (code: number): number => (code >= FIRST && code <= LAST ? code - FIRST : OTHER)

/** The same of a text. */
export const textSymbolOf = (code: number): number =>
  code === SPACE_CODE ? SYMBOLS : code === TAB_CODE ? SYMBOLS + 1 : symbolOf(code)

/** A set of symbols, one bit each. */
export type SymbolSet = bigint

export const EVERYTHING: SymbolSet = (1n << BigInt(TEXT_SYMBOLS)) - 1n
/** What occurs in a path: there are no spaces. */
export const IN_PATHS: SymbolSet = (1n << BigInt(SYMBOLS)) - 1n
export const complement = (set: SymbolSet): SymbolSet => EVERYTHING & ~set
export const has = (set: SymbolSet, symbol: number): boolean => ((set >> BigInt(symbol)) & 1n) === 1n

/** The symbols of the code points from `min` to `max`. What is not printable ASCII cannot occur, and adds nothing. */
export function range(min: number, max: number): SymbolSet {
  let set = 0n
  for (let code = Math.max(min, FIRST); code <= Math.min(max, LAST); code++) set |= 1n << BigInt(code - FIRST)
  for (const code of [SPACE_CODE, TAB_CODE]) {
    if (min <= code && code <= max) set |= 1n << BigInt(textSymbolOf(code))
  }
  return set
}

const CASE = 0x20
const UPPER = range(0x41, 0x5a)
const LOWER = range(0x61, 0x7a)
/** The set with each of its letters in both cases. */
export const inEitherCase = (set: SymbolSet): SymbolSet =>
  set | ((set & UPPER) << BigInt(CASE)) | ((set & LOWER) >> BigInt(CASE))

export const DIGIT = range(0x30, 0x39)
export const WORD = DIGIT | range(0x41, 0x5a) | range(0x61, 0x7a) | range(0x5f, 0x5f)
export const SPACE = range(SPACE_CODE, SPACE_CODE) | range(TAB_CODE, TAB_CODE)

/** Symbols that no set tells apart are one column. */
export type Columns = {
  /** The column of each symbol. */
  readonly of: readonly number[]
  /** A symbol of each column. */
  readonly firsts: readonly number[]
}

/** The columns that `sets` tell apart among the symbols of `universe`. */
export function columnsOf(sets: Iterable<SymbolSet>, universe: SymbolSet): Columns {
  let parts = [universe]
  for (const set of sets) {
    parts = parts.flatMap((part) => [part & set, part & complement(set)].filter((half) => half !== 0n))
  }
  const symbols = Array.from({ length: TEXT_SYMBOLS }, (_, symbol) => symbol).filter((symbol) =>
    has(universe, symbol),
  )
  const of = symbols.map((symbol) => parts.findIndex((part) => has(part, symbol)))
  return { of, firsts: parts.map((_, column) => of.indexOf(column)) }
}
