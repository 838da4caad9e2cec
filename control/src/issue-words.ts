// What zod found, as a person is told: what to give. Words that a schema brings itself stand as they are.

import type { z } from 'zod'

const KINDS: Readonly<Record<string, string>> = {
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
  null: 'null',
  // A field that only this call demands.
  nonoptional: 'a value',
}
const kindOf = (expected: string): string => KINDS[expected] ?? `a ${expected}`

const FORMATS: Readonly<Record<string, string>> = {
  datetime: 'a time such as 2026-01-31T10:00:00Z',
  url: 'a URL such as https://www.example.com/',
}

/** How zod's own messages begin; they tell of schemas, not of what to do. */
const OWN = /^(?:Invalid|Too (?:small|big)|Unrecognized)\b/
/** zod keeps what it was given out of its findings, but says when that was nothing. */
const MISSING = 'received undefined'

/** A sentence without its full stop. */
export function wordsFor(issue: z.core.$ZodIssue): string {
  if (!OWN.test(issue.message)) return issue.message.replace(/\.$/, '')
  switch (issue.code) {
    case 'invalid_type': {
      const kind = kindOf(issue.expected)
      return issue.message.endsWith(MISSING) ? `This field is required: give ${kind}` : `Give ${kind}`
    }
    case 'invalid_value':
      return `Give ${orOf(issue.values.map((each) => JSON.stringify(each)))}`
    case 'invalid_format':
      return `Give ${FORMATS[issue.format] ?? `text of the form ${issue.format}`}`
    case 'too_small':
      return `Give ${sizeOf(issue.origin, 'at least', issue.minimum)}`
    case 'too_big':
      return `Give ${sizeOf(issue.origin, 'at most', issue.maximum)}`
    case 'unrecognized_keys':
      return 'There is no such field here. Leave it out, or mend its name'
    case 'invalid_union':
      return wordsForUnion(issue)
    default:
      return 'Give another value'
  }
}

/** Where zod names a field only in its words: the object that holds it, and the names. */
export const fieldsOf = (issue: z.core.$ZodIssue): readonly (readonly PropertyKey[])[] =>
  issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...issue.path, key]) : [issue.path]

/** Of what it may be the kinds; of what is within them, the first that was not as it should be. */
function wordsForUnion({ errors }: z.core.$ZodIssueInvalidUnion): string {
  const firsts = errors.flatMap(([first]) => (first ? [first] : []))
  const kinds = firsts.flatMap((each) =>
    each.code === 'invalid_type' && each.path.length === 0 ? [kindOf(each.expected)] : [],
  )
  const inner = firsts.find(({ path }) => path.length > 0)
  if (inner) return `${inner.path.join('.')}: ${wordsFor(inner)}`
  return kinds.length > 0 ? `Give ${orOf([...new Set(kinds)])}` : 'Give another value'
}

function sizeOf(origin: string, bound: string, size: number | bigint): string {
  if (origin === 'string') return `${bound} ${size} ${size === 1 ? 'character' : 'characters'}`
  if (origin === 'array' || origin === 'set') return `${bound} ${size} in this list`
  return `${bound === 'at least' ? 'a number from' : 'a number up to'} ${size}${bound === 'at least' ? ' on' : ''}`
}

const orOf = (words: readonly string[]): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`
