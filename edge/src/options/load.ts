// Options as a request meets them: read once when a configuration is loaded, a rule's laid over the resource's.

import type { EdgeOptions } from '@wellknown/wire'
import { loadGates, type Gates } from './gates.ts'
import { loadRewrite, type Rewrite } from './rewrite.ts'
import { createSchedule, type Schedule } from './schedule.ts'

type ForceReturn = NonNullable<EdgeOptions['force_return']>

/** Those that carry tables: made ready, they are not kept as they came, which takes several times as much memory. */
type Heavy = 'user_agent_acl' | 'rewrite'

export type LoadedOptions = {
  /** As they came; null and absent mean that neither rule nor resource has it. */
  readonly plain: Omit<EdgeOptions, Heavy>
  readonly gates: Gates
  readonly forceReturn: { readonly is: ForceReturn; readonly applies: Schedule } | null
  /** The same object wherever the same option is inherited. */
  readonly rewrite: Rewrite | null
}

/** Of each pair only one can be on (Gcore's API): the rule's word sets the resource's other one aside. */
const EXCLUSIVE = [
  ['redirect_http_to_https', 'redirect_https_to_http'],
  ['hostHeader', 'forward_host_header'],
] as const

/** The options in force under a rule, or of the resource by itself. Null means inherit, `enabled: false` off. Throws
 *  MalformedTable. */
export function loadOptions(resource: EdgeOptions, rule: EdgeOptions = {}): LoadedOptions {
  const inherited = { ...resource }
  for (const pair of EXCLUSIVE) {
    for (const [one, other] of [pair, pair.toReversed()]) {
      if (one && other && rule[one]?.enabled) delete inherited[other]
    }
  }
  const given: EdgeOptions = { ...inherited, ...definedOptions(rule) }
  const { user_agent_acl: _, rewrite: __, ...plain } = given
  const { force_return: forceReturn } = plain
  return {
    plain,
    gates: loadGates(given),
    forceReturn: forceReturn?.enabled
      ? { is: forceReturn, applies: createSchedule(forceReturn.time_interval ?? null) }
      : null,
    rewrite: loadRewrite(given),
  }
}

const definedOptions = (options: EdgeOptions): EdgeOptions =>
  Object.fromEntries(Object.entries(options).filter(([, option]) => option !== null && option !== undefined))
