// What PCRE writes and JavaScript would read as something else, most of it without a word: `\A` as the letter A, `[]a]`
// as a class of nothing. Customers know their patterns from servers that speak PCRE, so each is refused with its place.

import { PatternRefused } from './refused.ts'

/** What PCRE means by `\` and these letters, and what to write instead. */
const ESCAPES: Readonly<Record<string, string>> = {
  A: 'Write ^ for the start of the path instead of \\A.',
  z: 'Write $ for the end of the path instead of \\z.',
  Z: 'Write $ for the end of the path instead of \\Z.',
  h: 'A path holds no white space, so leave out \\h.',
  H: 'A path holds no white space, so write . instead of \\H.',
  V: 'A path holds no line breaks, so write . instead of \\V.',
  N: 'A path holds no line breaks, so write . instead of \\N.',
  R: 'A path holds no line breaks, so leave out \\R.',
  X: 'A path is plain ASCII, so write . instead of \\X.',
  C: 'A path is plain ASCII, so write . instead of \\C.',
  K: 'Write a lookbehind, (?<=…), instead of \\K.',
  G: 'Write ^ for the start of the path instead of \\G.',
  Q: 'Put a backslash before each special character instead of \\Q…\\E.',
  E: 'Put a backslash before each special character instead of \\Q…\\E.',
  p: 'A path is plain ASCII, so write a class such as [A-Za-z] instead of \\p.',
  P: 'A path is plain ASCII, so write a class such as [^A-Za-z] instead of \\P.',
  g: 'Back-references are not supported.',
  k: 'Back-references are not supported.',
  o: 'Write the character itself instead of \\o.',
  u: 'Write the character itself instead of \\u.',
  x: 'Write the character itself instead of \\x.',
}

/** How a group may not begin, and why. In this order: the first that fits. */
const GROUPS: readonly (readonly [beginning: RegExp, reason: string])[] = [
  [/\(\?>/y, 'Atomic groups, (?>…), are not supported: write (?:…).'],
  [/\(\?(?:R|0|[+-]?[1-9]|&|P>)/y, 'Recursion is not supported.'],
  [/\(\?P=/y, 'Back-references are not supported.'],
  [/\(\?(?:P<|')/y, 'Write a named group as (?<name>…) or, since names change nothing here, as (…).'],
  [/\(\?\(/y, 'Conditional groups are not supported: write an alternative, (?:…|…).'],
  [/\(\?\|/y, 'Branch resets, (?|…), are not supported: write (?:…).'],
  [/\(\?#/y, 'Comments are not supported.'],
  [/\(\?C/y, 'Callouts are not supported.'],
  [/\(\?[\^a-zA-Z-]/y, 'Inline flags are not supported: patterns are case-sensitive, write [Aa] for either.'],
  [/\(\*/y, 'Verbs such as (*UTF8) are not supported.'],
]

const KNOWN_ESCAPE = /\\(?:[bBdDfnrsStvwW0]|c[A-Za-z]|x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|[^A-Za-z0-9])/y
const QUANTIFIER = /[*+?]|\{\d+(?:,\d*)?\}/y
const BRACE_WITHOUT_MINIMUM = /\{,\d+\}/y
/** Inside a class; and in place of one, where PCRE takes it for a mistake. */
const POSIX_INSIDE = /\[[:.=]/y
const POSIX_ALONE = /\[:\^?[a-z]+:\]/y

/** Refuses what the two dialects read differently. Throws PatternRefused with an offset into `pattern`. Time is linear in
 *  its length: each expression looks at one place and runs over it once. */
export function refuseForeign(pattern: string): void {
  let inClass = false
  for (let at = 0; at < pattern.length;) {
    const character = pattern[at]
    if (character === '\\') at = passEscape(pattern, at, inClass)
    else if (inClass) {
      refuse(
        POSIX_INSIDE,
        pattern,
        at,
        'POSIX classes such as [:alpha:] are not supported: write A-Za-z, or \\[ for the bracket.',
      )
      inClass = character !== ']'
      at++
    } else if (character === '[') at = passClassStart(pattern, at, () => (inClass = true))
    else if (character === '(') {
      for (const [beginning, reason] of GROUPS) refuse(beginning, pattern, at, reason)
      // A quantifier may not begin a group, and its ? is none.
      at += pattern[at + 1] === '?' ? 2 : 1
    } else at = passQuantifier(pattern, at)
  }
}

/** The length of what `expression` (sticky) finds at `at`, 0 if nothing. */
function lengthAt(expression: RegExp, pattern: string, at: number): number {
  expression.lastIndex = at
  return expression.test(pattern) ? expression.lastIndex - at : 0
}

function refuse(expression: RegExp, pattern: string, at: number, reason: string): void {
  if (lengthAt(expression, pattern, at) > 0) throw new PatternRefused(reason, at)
}

function passEscape(pattern: string, at: number, inClass: boolean): number {
  const length = lengthAt(KNOWN_ESCAPE, pattern, at)
  const letter = pattern[at + 1]
  if (length > 0 && !(inClass && letter === 'B')) return at + length
  if (letter === undefined) throw new PatternRefused('The pattern ends with a backslash.', at)
  if (/[1-9]/.test(letter)) throw new PatternRefused('Back-references are not supported.', at)
  const instead = ESCAPES[letter]
  throw new PatternRefused(
    instead ?? `The escape \\${letter} means nothing here: leave out the backslash.`,
    at,
  )
}

function passClassStart(pattern: string, at: number, open: () => void): number {
  const first = pattern[at + 1] === '^' ? at + 2 : at + 1
  if (pattern[first] === ']') {
    throw new PatternRefused('A class may not be empty; for the character ] itself write \\].', at)
  }
  refuse(POSIX_ALONE, pattern, at, 'POSIX classes such as [:alpha:] are not supported: write [A-Za-z].')
  open()
  return first
}

function passQuantifier(pattern: string, at: number): number {
  refuse(BRACE_WITHOUT_MINIMUM, pattern, at, 'Give the least number too, as in {0,3}.')
  const length = lengthAt(QUANTIFIER, pattern, at)
  if (length === 0) return at + 1
  if (pattern[at + length] === '+') {
    throw new PatternRefused(
      'Possessive quantifiers, such as a++, are not supported: leave out the +.',
      at + length,
    )
  }
  return pattern[at + length] === '?' ? at + length + 1 : at + length
}
