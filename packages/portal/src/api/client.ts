// The public API, typed by its own description. The page knows nothing of the product but this.

import createClient from 'openapi-fetch'
import type { components, paths } from './description.ts'
import { Fault, PATIENCE_MS, tooLate } from './fault.ts'
import { noteAnswer } from './reach.ts'
import { headersOf, readToken, signOut } from './session.ts'

export type Schemas = components['schemas']
/** Less what is null for ever, which openapi-fetch takes for absent. */
export type Resource = Omit<Schemas['Resource'], 'shield_dc' | 'shield_routing_map'>

export const api = createClient<paths>({ fetch: limitTime })

/** No call is waited for without an end, nor is the rest of an answer that has begun. */
async function limitTime(request: Request): Promise<Response> {
  const late = new AbortController()
  setTimeout(() => late.abort(tooLate()), PATIENCE_MS)
  try {
    const response = await fetch(request, { signal: AbortSignal.any([request.signal, late.signal]) })
    noteAnswer(response.status)
    return response
  } catch (error) {
    // Not where nobody wants the answer any more.
    if (!request.signal.aborted) noteAnswer(0)
    throw error
  }
}

api.use({
  onRequest({ request }) {
    const token = readToken()
    if (token !== null && !request.headers.has('authorization')) {
      for (const [name, value] of Object.entries(headersOf(token))) request.headers.set(name, value)
    }
    return request
  },
  async onResponse({ response }) {
    // The token has run out or was deleted: whoever sits here has to show another.
    if (response.status === 401 && readToken() !== null) {
      signOut(
        new Fault(
          401,
          await response
            .clone()
            .json()
            .catch(() => null),
        ).message,
      )
    }
    return response
  },
})

type Answer<data> = { readonly data?: data; readonly error?: unknown; readonly response: Response }

/** The body of an answer; throws a Fault for anything but success. */
export async function take<data>(call: Promise<Answer<data>>): Promise<NonNullable<data>> {
  const { data } = await demand(call)
  // The cast: a success without a body is asked for with `done`.
  return data as NonNullable<data>
}

/** For calls that answer with nothing, or whose headers matter. */
export async function demand<data>(call: Promise<Answer<data>>): Promise<Answer<data>> {
  const answer = await call
  if (answer.response.ok) return answer
  const seconds = Number(answer.response.headers.get('retry-after'))
  throw new Fault(answer.response.status, answer.error, seconds > 0 ? seconds : null)
}

/** A list as asked for with `limit`: the API gives a bare array only without. */
export function pageOf<item>(
  list: readonly item[] | { readonly count: number; readonly results: readonly item[] },
): {
  readonly count: number
  readonly results: readonly item[]
} {
  return 'results' in list ? list : { count: list.length, results: list }
}
