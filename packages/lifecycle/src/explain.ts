// A problem in a customer's words.

import { PROBLEMS } from './advice.ts'
import type { Actor, Problem, ProblemCode } from './problem.ts'

/** Characters (UTF-16 units). What is cut is the evidence, never our own sentences. */
const LONGEST = 1000
const ELLIPSIS = '…'

/** Who must act on it. */
export const whoActs = (code: ProblemCode): Actor => PROBLEMS[code].who

/** What a customer reads: what is wrong, the evidence if there is any, and what to do; one line of at most 1000
 *  characters. The evidence may come from a stranger's server: control characters in it become spaces. */
export function explain({ code, detail, name }: Problem): string {
  const { sentence, fix } = PROBLEMS[code]
  const about = name !== null && !detail.includes(name) ? [name] : []
  const room = LONGEST - sentence.length - fix.length - 2
  const evidence = bounded(printable([...about, detail].filter((part) => part !== '').join(': ')), room)
  return [sentence, evidence, fix].filter((part) => part !== '').join(' ')
}

/** Without controls, line breaks, marks that turn the direction of text, and half characters. */
const printable = (text: string): string =>
  text
    .slice(0, 2 * LONGEST)
    .replace(/[\p{C}\p{Z}]+/gu, ' ')
    .trim()

/** A sentence of at most `room` characters. */
function bounded(text: string, room: number): string {
  if (text === '') return ''
  const closed = /[.!?…"]$/.test(text) ? text : `${text}.`
  if (closed.length <= room) return closed
  // A cut may fall into the middle of a character of two units.
  return text.slice(0, room - ELLIPSIS.length).replace(/[\uD800-\uDBFF]$/, '') + ELLIPSIS
}
