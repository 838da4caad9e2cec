// `rewrite` of Gcore's CDN API: "a path the Rewrite option is applied to and a path to be used instead", as nginx's
// directive has them, with a space between.

import { z } from 'zod'
import { compileCapturesOnce } from '../compiled-patterns.ts'
import { option, type Faults } from './shape.ts'

const LONGEST_BODY = 255
const FLAGS = ['break', 'last', 'redirect', 'permanent'] as const

type Part =
  | { readonly text: string }
  | { readonly group: number }
  | { readonly variable: 'scheme' | 'host' | 'uri' }

export const rewrite = option(
  z.object({
    body: z.string().max(LONGEST_BODY, `The body has at most ${LONGEST_BODY} characters`),
    flag: z.enum(FLAGS, { error: `Give one of ${FLAGS.join(', ')}` }).default('break'),
  }),
  ({ body, flag }, faults) => {
    const [, source = '', between = '', replacement = ''] = /^(\S+)(\s+)(\S+)$/.exec(body) ?? []
    const tell: Faults = (_, message) => faults(['body'], message)
    if (source === '')
      tell([], 'Give a pattern and what to put in its place, with a space between: /(.*) /media/$1')
    const compiled = compileCapturesOnce(source)
    if (source !== '' && !compiled.ok) {
      const place = compiled.at === null ? '' : ` (at character ${compiled.at + 1})`
      tell([], `The pattern cannot be used: ${compiled.reason}${place}`)
    }
    const before = source.length + between.length
    const parts = readReplacement(replacement, compiled.ok ? compiled.groups : 9, before, tell)
    return {
      table: compiled.ok ? compiled.table : null,
      replacement: [...parts],
      absolute: /^(?:https?:\/\/|\$scheme:\/\/)/i.test(replacement),
      flag,
    }
  },
)

/** `before`: the characters of the body before it. */
function readReplacement(replacement: string, groups: number, before: number, tell: Faults): readonly Part[] {
  const at = (index: number): string => `(at character ${before + index + 1})`
  const strange = replacement.search(/[^\x21-\x7e]/)
  if (strange !== -1) tell([], `Write what is not printable ASCII percent-encoded ${at(strange)}`)
  if (replacement !== '' && !/^(?:\/|https?:\/\/|\$)/i.test(replacement))
    tell([], `The replacement begins with /, http://, https:// or a group ${at(0)}`)
  const parts: Part[] = []
  for (let index = 0; index < replacement.length;) {
    const [whole = '', group, variable] =
      /^\$(?:([1-9])|(scheme|host|uri)(?![a-z_]))/.exec(replacement.slice(index)) ?? []
    if (group !== undefined) {
      if (Number(group) > groups) tell([], `The pattern has no group ${group} ${at(index)}`)
      parts.push({ group: Number(group) })
    } else if (variable === 'scheme' || variable === 'host' || variable === 'uri') parts.push({ variable })
    else if (replacement[index] === '$') {
      tell([], `After $ give the number of a group, scheme, host or uri ${at(index)}`)
      return parts
    } else {
      const last = parts.at(-1)
      const text = last && 'text' in last ? last.text : null
      if (text !== null) parts.pop()
      parts.push({ text: (text ?? '') + (replacement[index] ?? '') })
    }
    index += Math.max(1, whole.length)
  }
  return parts
}
