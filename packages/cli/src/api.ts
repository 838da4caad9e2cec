// The control plane's public API, as a command calls it.

import { z } from 'zod'
import type { Credentials } from './credentials.ts'
import { Fault } from './command.ts'
import { oneLine } from './paint.ts'

export type Api = {
  readonly url: string
  /** Calls, and reads the answer by `schema`. Warnings of the API are told beside it. Throws an ApiFault. */
  call<Schema extends z.ZodType>(
    schema: Schema,
    method: string,
    path: string,
    body?: object,
  ): Promise<z.infer<Schema>>
}

/** The API's refusal, in the words it gave. */
export class ApiFault extends Fault {
  readonly status: number
  /** What was refused, one sentence each. */
  readonly reasons: readonly string[]
  constructor(status: number, reasons: readonly string[]) {
    super(reasons.join('\n'))
    this.status = status
    this.reasons = reasons
  }
}

/** Nobody answers at the control plane's address. */
export class UnreachableFault extends Fault {}

/** `asked`, whose 404 is told in words of the one who asked: what there is not, and where to look. */
export async function orElse<Answer>(asked: Promise<Answer>, missing: string): Promise<Answer> {
  try {
    return await asked
  } catch (error) {
    throw error instanceof ApiFault && error.status === 404 ? new Fault(missing) : error
  }
}

/** What a call answers that has nothing to say. */
export const NOTHING = z.unknown()

const PATIENCE_MS = 60_000
const fieldFaults = z.record(z.string(), z.union([z.string(), z.array(z.string())]))
const refusal = z.union([
  z.object({ errors: z.union([z.array(z.string()), fieldFaults]) }),
  z.object({ message: z.string() }),
])

export function createApi({ url, token }: Credentials, tell: (text: string) => void): Api {
  return {
    url,
    async call(schema, method, path, body) {
      const answer = await reach(url, path, {
        method,
        headers: { authorization: `APIKey ${token}`, ...(body && { 'content-type': 'application/json' }) },
        ...(body && { body: JSON.stringify(body) }),
        signal: AbortSignal.timeout(PATIENCE_MS),
      })
      const text = await answer.text()
      if (!answer.ok) throw new ApiFault(answer.status, reasonsOf(answer, text))
      const warning = answer.headers.get('x-wellknown-warning')
      if (warning !== null) tell(`Note: ${oneLine(warning)}`)
      const parsed = schema.safeParse(text === '' ? null : JSON.parse(text))
      if (parsed.success) return parsed.data
      throw new Fault(
        `${url} answers ${method} ${path} in words this version does not know. Is it of the same version?`,
      )
    },
  }
}

async function reach(url: string, path: string, request: RequestInit): Promise<Response> {
  try {
    return await fetch(url + path, request)
  } catch (error) {
    const why =
      error instanceof Error && error.name === 'TimeoutError' ? 'does not answer' : 'cannot be reached'
    throw new UnreachableFault(
      `The control plane at ${url} ${why}. Start it ("wellknown serve"), or set WELLKNOWN_URL to where it listens.`,
    )
  }
}

function reasonsOf(answer: Response, text: string): readonly string[] {
  if (answer.status === 401)
    return [
      'The API does not know this token, or it has expired. Check WELLKNOWN_TOKEN, or run "wellknown login".',
    ]
  if (answer.status === 403)
    return ['This token’s role does not allow it. "wellknown tokens create --role" makes another.']
  const parsed = refusal.safeParse(tryJson(text))
  const wait = answer.headers.get('retry-after')
  const after = wait === null ? [] : [`Try again in ${wait} seconds.`]
  if (!parsed.success) return [`The API answered ${answer.status}.`, ...after]
  if ('message' in parsed.data) return [oneLine(parsed.data.message), ...after]
  const { errors } = parsed.data
  if (Array.isArray(errors)) return [...errors.map(oneLine), ...after]
  return [
    ...Object.entries(errors).flatMap(([field, told]) =>
      [told].flat().map((each) => oneLine(`${field}: ${each}`)),
    ),
    ...after,
  ]
}

function tryJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
