// What a CA says when it says no: RFC 7807 documents with the types of RFC 8555 §6.7.

/** The HTTP status each type is sent with, as Boulder does. */
const STATUS = {
  accountDoesNotExist: 400,
  alreadyReplaced: 409,
  alreadyRevoked: 400,
  badCSR: 400,
  badNonce: 400,
  badPublicKey: 400,
  badRevocationReason: 400,
  badSignatureAlgorithm: 400,
  caa: 403,
  compound: 400,
  // Boulder's own, for a new key that is in use.
  conflict: 409,
  connection: 400,
  dns: 400,
  externalAccountRequired: 403,
  invalidContact: 400,
  invalidProfile: 400,
  malformed: 400,
  orderNotReady: 403,
  rateLimited: 429,
  rejectedIdentifier: 400,
  serverInternal: 500,
  tls: 400,
  unauthorized: 403,
  unsupportedContact: 400,
  unsupportedIdentifier: 400,
} as const

export type ProblemType = keyof typeof STATUS

export type Problem = {
  /** One of ours, unless a planned fault made it up. */
  readonly type: string
  readonly status: number
  readonly detail: string
  /** The name this is about. */
  readonly name?: string
  readonly subproblems?: readonly Problem[]
  /** RFC 8555 §6.2: what would have been accepted, with `badSignatureAlgorithm`. */
  readonly algorithms?: readonly string[]
}

/** Details repeat what strangers' servers said; a page of it is enough for anyone. */
const LONGEST_DETAIL = 1000

/** A problem of this type; the detail is made printable and bounded here, once. */
export function problem(type: ProblemType, detail: string, more: Partial<Problem> = {}): Problem {
  return { type, status: STATUS[type], ...more, detail: printable(detail).slice(0, LONGEST_DETAIL) }
}

/** A problem that was asked for: of any type, since clients must cope with those that they do not know. */
export const plannedProblem = ({
  type,
  detail,
}: {
  readonly type: string
  readonly detail: string
}): Problem => ({
  type,
  status: isKnown(type) ? STATUS[type] : 400,
  detail: printable(detail).slice(0, LONGEST_DETAIL),
})

const isKnown = (type: string): type is ProblemType => Object.hasOwn(STATUS, type)

/** A request that is not granted. Handlers throw it; server.ts alone turns it into an answer. */
export class Refusal extends Error {
  override readonly name = 'Refusal'
  readonly problem: Problem
  /** What the answer has besides, such as `Retry-After`. */
  readonly headers: Readonly<Record<string, string>>
  constructor(
    type: ProblemType,
    detail: string,
    more: Partial<Problem> = {},
    headers: Readonly<Record<string, string>> = {},
  ) {
    super(`${type}: ${detail}`)
    this.problem = problem(type, detail, more)
    this.headers = headers
  }
}

/** The document as it goes over the wire. */
export function renderProblem(problem: Problem): object {
  return {
    type: `urn:ietf:params:acme:error:${problem.type}`,
    detail: problem.detail,
    status: problem.status,
    ...(problem.name !== undefined && { identifier: { type: 'dns', value: problem.name } }),
    ...(problem.algorithms && { algorithms: problem.algorithms }),
    ...(problem.subproblems && { subproblems: problem.subproblems.map(renderProblem) }),
  }
}

/** Several problems in one: of their common type, or `compound` (RFC 8555 §6.7.1). Null for none. */
export function joinProblems(problems: readonly Problem[], detail: string): Problem | null {
  const [first, ...rest] = problems
  if (!first) return null
  if (rest.length === 0) return first
  const type = rest.every((each) => each.type === first.type) ? first.type : 'compound'
  return { ...plannedProblem({ type, detail }), subproblems: problems }
}

/** Text of a stranger in quotes, every character beyond printable ASCII escaped. */
export function quote(text: string): string {
  return printable(JSON.stringify(text))
}

const printable = (text: string): string =>
  text.replaceAll(/[^\x20-\x7e]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
