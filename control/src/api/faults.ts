// Everything that goes wrong, in the API's shapes. What we did not foresee is told to the log, never to the client.

import type { ErrorHandler, NotFoundHandler } from 'hono'
import { HTTPException } from 'hono/http-exception'
import type { z } from 'zod'
import { Refusal } from '../actions/refusal.ts'
import { fieldsOf, wordsFor } from '../issue-words.ts'
import type { World } from '../world.ts'
import type { Api } from './context.ts'

export const answerFault =
  (world: Pick<World, 'log' | 'id'>): ErrorHandler<Api> =>
  (error, context) => {
    if (error instanceof Refusal) {
      if (error.retryAfter !== null) context.header('retry-after', String(error.retryAfter))
      return context.json(error.body, error.status)
    }
    if (error instanceof HTTPException) {
      const message = error.status === 400 ? 'The body is not valid JSON.' : error.message
      return context.json({ message }, error.status)
    }
    const id = context.get('request') ?? world.id()
    world.log({ event: 'request-failed', level: 'error', id, error: `${error.name}: ${error.message}` })
    return context.json({ message: `Something went wrong on our side. Tell the operator: ${id}.` }, 500)
  }

export const answerNotFound: NotFoundHandler<Api> = (context) => context.json({ message: 'Not found.' }, 404)

type FieldErrors = { errors: Record<string, string[]> }

/** zod's findings as field errors: the path is the field, the message says what to give. */
export function fieldErrors(error: z.core.$ZodError): FieldErrors {
  const errors: Record<string, string[]> = {}
  for (const issue of error.issues) {
    for (const path of fieldsOf(issue)) {
      const field = path.join('.') || 'body'
      errors[field] = [...(errors[field] ?? []), `${wordsFor(issue)}.`]
    }
  }
  return { errors }
}
