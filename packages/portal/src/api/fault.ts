// What goes wrong, in the API's own sentences.

/** Of 0 where there was no answer at all. */
export class Fault extends Error {
  override readonly name = 'Fault'
  readonly status: number
  /** By the field at fault; empty where the object as a whole is. */
  readonly fields: Readonly<Record<string, readonly string[]>>
  readonly sentences: readonly string[]
  /** Seconds, where the API says when to come again. */
  readonly retryAfter: number | null
  constructor(status: number, body: unknown, retryAfter: number | null = null) {
    const { fields, sentences } = readBody(body)
    super(sentences.join(' ') || `The API answered ${status}.`)
    this.status = status
    this.fields = fields
    this.sentences = sentences
    this.retryAfter = retryAfter
  }
}

const UNREACHABLE = 'The control plane cannot be reached.'
/** So long an answer is waited for. */
export const PATIENCE_MS = 60_000
const NO_ANSWER =
  'The control plane was reached but has not answered within a minute. Whether it was done is not known.'

/** Any error as one of ours: fetch rejects with a TypeError when there is no connection, and with what `limitTime` gave as the
 *  reason, or an AbortError, when an answer does not come or does not end. */
export function asFault(error: unknown): Fault {
  if (error instanceof Fault) return error
  const late = error instanceof DOMException && error.name === 'AbortError'
  return late ? tooLate() : new Fault(0, { message: UNREACHABLE })
}

export const tooLate = (): Fault => new Fault(0, { message: NO_ANSWER })

/** The sentences about one field; undefined: none. */
export function faultOf(fault: Fault | null, field: string): string | undefined {
  return fault?.fields[field]?.join(' ')
}

function readBody(body: unknown): Pick<Fault, 'fields' | 'sentences'> {
  if (!isRecord(body)) return { fields: {}, sentences: [] }
  const { errors, message, reason } = body
  // Which token would do, or what became of this one.
  if (isText(message)) return { fields: {}, sentences: [message, reason].filter(isText) }
  if (Array.isArray(errors)) return { fields: {}, sentences: errors.filter(isText) }
  if (!isRecord(errors)) return { fields: {}, sentences: [] }
  const fields = Object.fromEntries(
    Object.entries(errors).map(([field, said]) => [field, [said].flat().filter(isText)]),
  )
  return { fields, sentences: Object.values(fields).flat() }
}

const isText = (value: unknown): value is string => typeof value === 'string'
const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
