// A wish that cannot be granted, in the shapes the API gives it (reference: common rules of the CDN API).

type Body = Readonly<Record<string, unknown>>

/** Thrown by actions; the API answers `status` with `body`. */
export class Refusal extends Error {
  override readonly name = 'Refusal'
  readonly status: 400 | 403 | 404 | 409 | 429
  readonly body: Body
  /** Seconds, for `Retry-After`. */
  readonly retryAfter: number | null
  constructor(status: Refusal['status'], body: Body, retryAfter: number | null = null) {
    super(JSON.stringify(body))
    this.status = status
    this.body = body
    this.retryAfter = retryAfter
  }
  /** What is wrong, without the names of fields. */
  get sentences(): readonly string[] {
    const { errors, message } = this.body
    const told = typeof errors === 'object' && errors !== null ? Object.values(errors).flat() : [message]
    return told.filter((each) => typeof each === 'string')
  }
}

/** A fault of one field: what is wrong and how to mend it. */
export const refuseField = (field: string, message: string): Refusal =>
  new Refusal(400, { errors: { [field]: [message] } })

/** A fault of the object as it stands. */
export const refuseObject = (message: string): Refusal => new Refusal(400, { errors: [message] })

/** It does not exist, or belongs to somebody else: the two are not told apart. */
export const notFound = (): Refusal => new Refusal(404, { message: 'Not found.' })
