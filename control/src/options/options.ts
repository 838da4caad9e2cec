// Options of resources and rules. All are kept as they came; those that edges apply are checked when they are saved, and
// compiled when they are sent.

import type { EdgeOption, EdgeOptions } from '@wellknown/wire'
import { z } from 'zod'
import { fieldsOf, wordsFor } from '../issue-words.ts'
import { PROFILE_NAME, type Options } from '../store/records.ts'
import * as access from './access.ts'
import { forceReturn } from './force-return.ts'
import * as headers from './headers.ts'
import { rewrite } from './rewrite.ts'
import { flag } from './shape.ts'
import { isGuard, isOff, shut } from './unreadable.ts'
import { userAgentAcl } from './user-agent.ts'

/** The name of what an edge is told of a rule's origin group, which is a column of the rule and no option. */
type Column = 'sources'
type Applied = Exclude<EdgeOption, Column>

/** What edges apply: a customer's option in, what an edge runs out. */
const APPLIED: { readonly [name in Applied]: z.ZodType<EdgeOptions[name]> } = {
  allowedHttpMethods: access.allowedHttpMethods,
  country_acl: access.countryAcl,
  ip_address_acl: access.ipAddressAcl,
  referrer_acl: access.referrerAcl,
  user_agent_acl: userAgentAcl,
  redirect_http_to_https: flag,
  redirect_https_to_http: flag,
  force_return: forceReturn,
  rewrite,
  hostHeader: headers.hostHeader,
  forward_host_header: flag,
  staticRequestHeaders: headers.staticRequestHeaders,
  response_headers_hiding_policy: headers.responseHeadersHidingPolicy,
  browser_cache_settings: headers.browserCacheSettings,
  staticHeaders: headers.staticHeaders,
  static_response_headers: headers.staticResponseHeaders,
  block_unknown_challenges: flag,
}

const TLS_VERSIONS = ['SSLv3', 'TLSv1', 'TLSv1.1', 'TLSv1.2', 'TLSv1.3'] as const
const PROFILE_WISH = "The name of one of the CA's profiles has letters, digits and hyphens"

/** What the control plane itself heeds, on a resource. */
const HEEDED: Readonly<Record<string, z.ZodType>> = {
  use_dns01_le_challenge: flag,
  use_default_le_chain: flag,
  use_rsa_le_cert: flag,
  /** Ours: one of the CA's certificate profiles. */
  le_profile: z
    .object({ enabled: z.boolean(), value: z.string().regex(PROFILE_NAME, PROFILE_WISH) })
    .nullish(),
  tls_versions: z.object({ enabled: z.boolean(), value: z.array(z.enum(TLS_VERSIONS)) }).nullish(),
}

/** Of each pair only one can be on (Gcore's API). */
const EXCLUSIVE = [
  ['redirect_http_to_https', 'redirect_https_to_http'],
  ['hostHeader', 'forward_host_header'],
] as const

/** A field, as the customer's body has it, and what is wrong with it. */
export type OptionFault = readonly [field: string, message: string]

/** Everything that is wrong with `options`. */
export function findFaults(options: Options): readonly OptionFault[] {
  const faults = Object.entries({ ...APPLIED, ...HEEDED }).flatMap(
    ([name, schema]): readonly OptionFault[] => {
      const parsed = schema.safeParse(options[name])
      return parsed.success
        ? []
        : parsed.error.issues.flatMap((issue) =>
            fieldsOf(issue).map((path): OptionFault => [placeOf([name, ...path]), wordsFor(issue)]),
          )
    },
  )
  const both = EXCLUSIVE.filter((pair) => pair.every((name) => isOn(options[name]))).map(
    ([one, other]): OptionFault => [placeOf([other]), `It cannot be enabled together with ${one}`],
  )
  return [...faults, ...both].map(([field, message]) => [field, `${message.replace(/\.$/, '')}.`])
}

/** What an edge shall run of `options`: one that cannot be run does not take the others with it, and is reported. One that
 *  keeps visitors out keeps all of them out then. */
export function compileOptions(options: Options): EdgeOptions {
  const compiled = Object.entries(APPLIED).map(([name, schema]) => {
    const parsed = schema.safeParse(options[name])
    if (!parsed.success) return isGuard(name) ? shut(name, options[name]) : {}
    return parsed.data ? { [name]: parsed.data } : {}
  })
  return Object.assign({}, ...compiled) as EdgeOptions
}

/** The options that keep visitors out and cannot be read: they keep all of them out. */
export const findShut = (options: Options): readonly Applied[] =>
  Object.keys(APPLIED)
    .filter(isApplied)
    .filter(
      (name) => isGuard(name) && !APPLIED[name].safeParse(options[name]).success && !isOff(options[name]),
    )

/** Is it one that edges apply? */
export const isApplied = (name: string): name is Applied => Object.hasOwn(APPLIED, name)

/** Is it one that the control plane itself heeds, on a resource? */
export const isHeeded = (name: string): boolean => Object.hasOwn(HEEDED, name)

const switchedOn = z.object({ enabled: z.literal(true), value: z.unknown().optional() })

/** Enabled, and where it is a switch, set to true. What has no such shape is off. */
export function isOn(option: unknown): boolean {
  const { success, data } = switchedOn.safeParse(option)
  return success && data.value !== false
}

function placeOf(path: readonly PropertyKey[]): string {
  return path.reduce<string>(
    (place, part) => (typeof part === 'number' ? `${place}[${part}]` : `${place}.${String(part)}`),
    'options',
  )
}
