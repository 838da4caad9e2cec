// What the options of Gcore's CDN API have in common, and how a fault of one names its place.

import { z } from 'zod'

/** An option that is on as edges run it, or that it is off. */
type Compiled<on> = ({ readonly enabled: true } & on) | { readonly enabled: false }

const enabled = z.boolean()

/** An option of Gcore's shape: `enabled` beside its fields, or null. Fields are checked whether it is on or not; `compile`
 *  makes of them what an edge runs. */
export const option = <shape extends z.core.$ZodShape, on extends object>(
  fields: z.ZodObject<shape>,
  compile: (value: z.output<z.ZodObject<shape>>, faults: Faults) => on,
) =>
  z
    .intersection(z.object({ enabled }), fields)
    .transform((value, context): Compiled<on> => {
      const faults: Faults = (path, message) =>
        void context.issues.push({ code: 'custom', message, path: [...path], input: undefined })
      const on = compile(value, faults)
      return value.enabled ? { enabled: true, ...on } : { enabled: false }
    })
    .nullish()

/** Takes down what is wrong with a part of an option, and where. */
export type Faults = (path: readonly (string | number)[], message: string) => void

/** An option that is no more than a switch. */
export const flag = z.object({ enabled, value: z.boolean() }).nullish()

/** The lists of the access options. */
export const policyType = z.enum(['allow', 'deny'], { error: 'Give allow or deny' })
const MOST_VALUES = 600
const LONGEST_VALUE = 255
export const exceptedValues = z
  .array(z.string().max(LONGEST_VALUE, `A value has at most ${LONGEST_VALUE} characters`))
  .max(MOST_VALUES, `A list has at most ${MOST_VALUES} values`)

/** Reads a list value by value. `read` gives null for what it is not, of which `message` tells; what was read twice is a
 *  fault too (`uniqueItems`). */
export function readAll<read>(
  values: readonly string[],
  at: string,
  faults: Faults,
  read: (value: string) => read | null,
  message: string,
): readonly read[] {
  const seen = new Set<string>()
  return values.flatMap((value, index) => {
    const known = read(value)
    const key = JSON.stringify(known, (_, part: unknown) => (typeof part === 'bigint' ? String(part) : part))
    if (known === null) faults([at, index], message)
    else if (seen.has(key)) faults([at, index], 'This value is given twice')
    seen.add(key)
    return known === null ? [] : [known]
  })
}
