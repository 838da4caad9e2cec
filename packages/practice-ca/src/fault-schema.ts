// What is to go wrong, and when: a list of faults, each with what it matches and how often.

import { z } from 'zod'

/** The things a client asks for, by the names of RFC 8555; a fault may be meant for one of them. */
export const RESOURCES = [
  'directory',
  'terms',
  'newNonce',
  'newAccount',
  'newOrder',
  'revokeCert',
  'keyChange',
  'renewalInfo',
  'account',
  'order',
  'authorization',
  'challenge',
  'finalize',
  'certificate',
  'unpause',
] as const
export type Resource = (typeof RESOURCES)[number]

/** What a certificate can have wrong with it. */
const FLAWS = ['wrongKey', 'missingName', 'future', 'expired', 'foreignIssuer'] as const
export type Flaw = (typeof FLAWS)[number]

const yes = z.literal(true)
/** What follows `urn:ietf:params:acme:error:`; any, since clients must cope with types they do not know. */
const type = z.string().regex(/^[A-Za-z]{1,50}$/)
const detail = z.string().max(1000)
/** Seconds, or any text, which is sent as it stands (an HTTP date, nonsense). */
const retryAfter = z.union([z.int().min(0), z.string().regex(/^[\x20-\x7e]{1,100}$/)])
const status = z.int().min(200).max(599)
/** Longer waits are no use to anyone: clients give up, and `stall` is the one that never ends. */
const milliseconds = z.int().min(1).max(600_000)

const refused = z.strictObject({
  status: status.min(400),
  type,
  detail,
  retryAfter: retryAfter.optional(),
  /** With `userActionRequired`: the page a human must visit (RFC 8555 §6.7). */
  instance: z
    .string()
    .regex(/^https?:\/\/[\x21-\x3b\x3d\x3f-\x7e]{1,1000}$/)
    .optional(),
  subproblems: z.array(z.strictObject({ type, detail, name: z.string() })).optional(),
})
const answered = z.strictObject({
  status,
  body: z.string().max(100_000),
  contentType: z.string().regex(/^[\x20-\x7e]{1,100}$/),
  retryAfter: retryAfter.optional(),
})
/** Three hundred years: what a date can hold. */
const seconds = z.number().min(-1e10).max(1e10)
/** A year is more than any CA gives a server; a second is what a date can tell. */
const lifetime = z
  .int()
  .min(1)
  .max(366 * 86_400)

/** What can go wrong with a request, each kind by the member that is told apart by: `refused` goes by its `type`. */
const REQUEST_FAULTS = {
  body: answered,
  type: refused,
  drop: z.strictObject({ drop: yes }),
  dropAfter: z.strictObject({ dropAfter: yes }),
  delayMs: z.strictObject({ delayMs: milliseconds }),
  trickleMs: z.strictObject({ trickleMs: milliseconds }),
  stall: z.strictObject({ stall: yes }),
} as const
const FAULTS = {
  ...REQUEST_FAULTS,
  blind: z.strictObject({ blind: yes }),
  pause: z.strictObject({ pause: yes }),
  stuck: z.strictObject({ stuck: yes }),
  valid: z.strictObject({ valid: yes }),
  invalid: z.strictObject({ invalid: z.strictObject({ type, detail }) }),
  certificate: z.strictObject({ certificate: z.enum(FLAWS) }),
  lifetimeSeconds: z.strictObject({ lifetimeSeconds: lifetime }),
  window: z.strictObject({
    /** Seconds from now by the CA's clock; negative is past. */
    window: z.strictObject({ startsIn: seconds, endsIn: seconds, explanationURL: z.string().optional() }),
    retryAfter: retryAfter.optional(),
  }),
} as const

export type RequestFault = z.infer<(typeof REQUEST_FAULTS)[keyof typeof REQUEST_FAULTS]>
export type Fault = z.infer<(typeof FAULTS)[keyof typeof FAULTS]>

/** By the kind that was meant: a union would only say that none of its members fits. */
const fault = z.record(z.string(), z.unknown()).transform((value, context): Fault => {
  const kind = Object.entries(FAULTS).find(([member]) => member in value)?.[1]
  const parsed = kind?.safeParse(value)
  if (parsed?.success) return parsed.data
  const message = `A fault has one of these: ${Object.keys(FAULTS).join(', ')}`
  for (const issue of parsed?.error.issues ?? [{ message, path: [] }])
    context.addIssue({ code: 'custom', message: issue.message, path: issue.path })
  return z.NEVER
})

const match = z.strictObject({
  /** The path of a request; a `*` at its end stands for the rest. */
  path: z.string().optional(),
  resource: z.enum(RESOURCES).optional(),
  /** A name that the request, validation or certificate is about; `*.zone` is any below it. */
  name: z.string().optional(),
  perspective: z
    .string()
    .regex(/^(?:primary|remote|remote [1-9]\d?)$/)
    .optional(),
})

const plan = z
  .array(
    z
      .strictObject({
        match: match.default({}),
        /** How often; without it, until the plan is replaced. */
        times: z.int().min(1).optional(),
        fault,
      })
      .superRefine((planned, context) => {
        const message = complaintOf(planned)
        if (message !== null) context.addIssue({ code: 'custom', message, path: ['match'] })
      }),
  )
  .max(1000)

export type PlannedFault = {
  readonly match: z.infer<typeof match>
  readonly times?: number | undefined
  readonly fault: Fault
}

export const isRequestFault = (each: Fault): each is RequestFault =>
  Object.keys(REQUEST_FAULTS).some((member) => member in each)
/** A fault that has this member. */
export const hasMember =
  <key extends string>(name: key) =>
  (each: Fault): each is Extract<Fault, Readonly<Record<key, unknown>>> =>
    name in each

/** What is wrong with a match that could never hold, or null. */
function complaintOf({ match, fault }: PlannedFault): string | null {
  const { path, resource, perspective } = match
  if ('blind' in fault) return (path ?? resource) ? '`blind` is matched by name and perspective only' : null
  if (perspective !== undefined) return 'Only `blind` is matched by a perspective'
  if (isRequestFault(fault)) return null
  if (path !== undefined) return 'Only what happens to requests is matched by a path'
  if ('stuck' in fault || 'invalid' in fault) {
    return resource === 'authorization' || resource === 'order'
      ? null
      : '`stuck` and `invalid` need the resource "authorization" or "order"'
  }
  const home = homeOf(fault)
  return resource === undefined || resource === home ? null : `This fault has the resource "${home}" or none`
}

/** The one resource that such a fault befalls. */
function homeOf(fault: Fault): Resource {
  if ('pause' in fault) return 'newOrder'
  if ('window' in fault) return 'renewalInfo'
  return 'valid' in fault ? 'authorization' : 'order'
}

/** Reads a plan as it comes over the wire. Throws a ZodError that names each member at fault. */
export const readFaultPlan = (value: unknown): readonly PlannedFault[] => plan.parse(value)
