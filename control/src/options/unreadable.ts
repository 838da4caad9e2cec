// What was saved before options and patterns were checked as they are now, and cannot be read any more: where it keeps
// somebody out it keeps everybody out, since an edge that left it out would let everybody in.

import type { EdgeOptions } from '@wellknown/wire'
import { z } from 'zod'

/** An option that lets nobody pass. */
export const NOBODY = { enabled: true, policy: 'deny', ranges: [] } satisfies EdgeOptions['ip_address_acl']

/** What an edge runs for an option that keeps visitors out and cannot be read. */
const SHUT = {
  allowedHttpMethods: { enabled: true, methods: [] },
  country_acl: { enabled: true, policy: 'deny', countries: [] },
  ip_address_acl: NOBODY,
  referrer_acl: { enabled: true, policy: 'deny', domains: [], parents: [] },
  user_agent_acl: { enabled: true, policy: 'deny', texts: [], tables: [] },
  force_return: { enabled: true, code: 403, body: '' },
} satisfies EdgeOptions
type Guard = keyof typeof SHUT

/** A `force_return` from here on keeps visitors from the origin. */
const FIRST_REFUSAL = 400

const saidOff = z.looseObject({ enabled: z.literal(false) })
const refusal = z.looseObject({ code: z.int().min(FIRST_REFUSAL).max(599) })

/** Does an option of this name keep visitors out? */
export const isGuard = (name: string): name is Guard => Object.hasOwn(SHUT, name)

/** Does it say that it is off, readable or not? */
export const isOff = (option: unknown): boolean => saidOff.safeParse(option).success

/** What an edge shall run for an option that cannot be read. */
export function shut(name: Guard, option: unknown): EdgeOptions {
  if (isOff(option)) return name === 'force_return' ? {} : { [name]: { enabled: false } }
  if (name !== 'force_return') return { [name]: SHUT[name] }
  const { success, data } = refusal.safeParse(option)
  return { force_return: { ...SHUT.force_return, ...(success && { code: data.code }) } }
}

/** Would whoever `rule` keeps out be kept out as well by each of those that may stand in its place? All are as they are in
 *  force. */
export const isAsStrict = (rule: EdgeOptions, inItsPlace: readonly EdgeOptions[]): boolean =>
  Object.keys(SHUT)
    .filter(isGuard)
    .filter((name) => keepsOut(rule, name))
    .every((name) => inItsPlace.every((other) => isSame(other[name], rule[name])))

/** Both were compiled, which writes the members in one order. */
const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other)

function keepsOut(options: EdgeOptions, name: Guard): boolean {
  if (name !== 'force_return') return options[name]?.enabled === true
  return options.force_return?.enabled === true && options.force_return.code >= FIRST_REFUSAL
}

/** A rule's options over the resource's: null means inherit. */
export const inForce = (resource: EdgeOptions, rule: EdgeOptions): EdgeOptions => ({
  ...resource,
  ...Object.fromEntries(Object.entries(rule).filter(([, option]) => option !== null && option !== undefined)),
})
