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
const requestFault = z.union([
  refused,
  answered,
  z.strictObject({ drop: yes }),
  z.strictObject({ dropAfter: yes }),
  z.strictObject({ delayMs: milliseconds }),
  z.strictObject({ trickleMs: milliseconds }),
  z.strictObject({ stall: yes }),
])
const blind = z.strictObject({ blind: yes })
const pause = z.strictObject({ pause: yes })
const stuck = z.strictObject({ stuck: yes })
const invalid = z.strictObject({ invalid: z.strictObject({ type, detail }) })
const certificate = z.strictObject({ certificate: z.enum(FLAWS) })
/** Three hundred years: what a date can hold. */
const seconds = z.number().min(-1e10).max(1e10)
const window = z.strictObject({
  /** Seconds from now by the CA's clock; negative is past. */
  window: z.strictObject({ startsIn: seconds, endsIn: seconds, explanationURL: z.string().optional() }),
  retryAfter: retryAfter.optional(),
})
const fault = z.union([requestFault, blind, pause, stuck, invalid, certificate, window])

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

export type Fault = z.infer<typeof fault>
export type RequestFault = z.infer<typeof requestFault>
export type PlannedFault = {
  readonly match: z.infer<typeof match>
  readonly times?: number | undefined
  readonly fault: Fault
}

export const isRequestFault = (each: Fault): each is RequestFault =>
  'status' in each ||
  'drop' in each ||
  'dropAfter' in each ||
  'delayMs' in each ||
  'trickleMs' in each ||
  'stall' in each
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
  const home = 'pause' in fault ? 'newOrder' : 'window' in fault ? 'renewalInfo' : 'order'
  return resource === undefined || resource === home ? null : `This fault has the resource "${home}" or none`
}

/** Reads a plan as it comes over the wire. Throws a ZodError that names each member at fault. */
export const readFaultPlan = (value: unknown): readonly PlannedFault[] => plan.parse(value)
