// What a CA answers, held against what it should be. A CA that answers something else is none we can go on with.

import { z } from 'zod'
import { CaError } from './port.ts'
import { noAnswer } from './problem.ts'

/** RFC 8555 §6.1. The origin is looked at when it is asked (exchange.ts). */
export const caUrl = z.url({ protocol: /^https$/ }).max(2000)

/** Reads a body of a 2xx answer. Throws a CaError that names the part at fault, and quotes nothing. */
export function parseAnswer<value>(schema: z.ZodType<value>, body: unknown, what: string): value {
  const parsed = schema.safeParse(body)
  if (parsed.success) return parsed.data
  const part = parsed.error.issues[0]?.path.join('.') ?? ''
  const where = part === '' ? '' : ` (${part})`
  throw new CaError({
    ...noAnswer(new Error(`The CA's ${what} is not what RFC 8555 says${where}.`)),
    status: 200,
  })
}
