// Reading what was signed.

import { z } from 'zod'
import { Refusal } from './problem.ts'

/** The payload as this schema has it. Throws a Refusal `malformed` that names the first member at fault. */
export function readPayload<value>(schema: z.ZodType<value>, payload: unknown): value {
  const parsed = schema.safeParse(payload)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  const where = issue?.path.map(String).join('.').slice(0, 100) || 'body'
  throw new Refusal('malformed', `The ${where} of the request is not as RFC 8555 says`)
}

/** RFC 8555 §6.3: what is only read is asked for with an empty payload. */
export function expectEmpty(payload: unknown): void {
  if (payload !== null) throw new Refusal('malformed', 'POST-as-GET requests must have an empty payload')
}

/** Bytes in base64url. */
export const base64urlBytes = z
  .string()
  .regex(/^[A-Za-z0-9_-]+$/)
  .transform((text) => Buffer.from(text, 'base64url'))

/** The one thing that an account and an authorization can be set to. */
export const deactivation = z.object({ status: z.literal('deactivated') })
