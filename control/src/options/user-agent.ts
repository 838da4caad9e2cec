// `user_agent_acl` of Gcore's CDN API: texts as they are, expressions behind `~` (or `~*`, in either case), and '' for a
// visitor who sends none.

import type { TextPattern } from '@wellknown/patterns'
import { z } from 'zod'
import { compileTextsOnce } from '../compiled-patterns.ts'
import { exceptedValues, option, policyType, readAll } from './shape.ts'

const AT = 'excepted_values'
/** What a browser can send: the edge's alphabet of texts. */
const TEXT = /^[\t\x20-\x7e]*$/

export const userAgentAcl = option(
  z.object({ policy_type: policyType, excepted_values: exceptedValues.min(1, 'Give at least one value') }),
  ({ policy_type: policy, excepted_values: values }, faults) => {
    const message = 'A user agent has printable ASCII characters only'
    readAll(values, AT, faults, (value) => (TEXT.test(value) ? value : null), message)
    const patterns = values.flatMap((value, index) =>
      value.startsWith('~') ? [{ ...readPattern(value), index }] : [],
    )
    const compiled = compileTextsOnce(patterns)
    if (!compiled.ok) {
      const { index = 0, offset = 0 } = patterns[compiled.index] ?? {}
      const place = compiled.at === null ? '' : ` (at character ${compiled.at + offset + 1})`
      faults([AT, index], `This is not a valid regular expression here: ${compiled.reason}${place}`)
    }
    return {
      policy,
      texts: values.filter((value) => !value.startsWith('~')),
      tables: compiled.ok ? [...compiled.tables] : [],
    }
  },
)

/** `offset`: how many characters stand before the expression. */
function readPattern(value: string): TextPattern & { readonly offset: number } {
  const ignoreCase = value.startsWith('~*')
  const offset = ignoreCase ? 2 : 1
  return { source: value.slice(offset), ignoreCase, offset }
}
