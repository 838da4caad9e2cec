// Who may pass: the access options of Gcore's API. `allow` lets all pass but those listed, `deny` none but those listed.
// Where it cannot be told whether a visitor is listed, nobody passes (decision 20).

import { createRangeSet, parseAddress, parseRange } from '@wellknown/hostname/ranges'
import { loadTable, matches } from '@wellknown/patterns/run'
import type { EdgeOptions } from '@wellknown/wire'
import type { Visit } from '../visit.ts'
import type { World } from '../world.ts'

/** May this visitor pass? */
type Gate = (visit: Visit, world: World) => boolean
export type Gates = readonly Gate[]

export type On<option> = Extract<option, { readonly enabled: true }>
type Policy = On<EdgeOptions['ip_address_acl']>['policy']

export const isOn = <option extends { readonly enabled: boolean }>(
  option: option | null | undefined,
): option is On<option> => option?.enabled === true

/** By the option it is of: a hundred rules may inherit one list. */
const made = new WeakMap<object, Gate>()

/** What a visitor must pass under `options`. */
export function loadGates(options: EdgeOptions): Gates {
  const { country_acl: country, ip_address_acl: address } = options
  const { referrer_acl: referrer, user_agent_acl: agent } = options
  return [
    once(country, byCountry),
    once(address, byAddress),
    once(agent, byAgent),
    once(referrer, byReferrer),
  ].flat()
}

function once<option extends { readonly enabled: boolean }>(
  option: option | null | undefined,
  make: (option: On<option>) => Gate,
): Gates {
  if (!isOn(option)) return []
  const gate = made.get(option) ?? make(option)
  made.set(option, gate)
  return [gate]
}

/** Null: it cannot be told. */
const passes = (policy: Policy, listed: boolean | null): boolean =>
  listed !== null && listed === (policy === 'deny')

function byCountry({ policy, countries }: On<EdgeOptions['country_acl']>): Gate {
  const listed = new Set(countries)
  return (visit, { countryOf }) => {
    const country = countryOf?.(visit) ?? null
    return passes(policy, country === null ? null : listed.has(country))
  }
}

function byAddress({ policy, ranges }: On<EdgeOptions['ip_address_acl']>): Gate {
  const parsed = ranges.map(parseRange)
  const known = parsed.filter((range) => range !== null)
  const isListed = known.length === parsed.length ? createRangeSet(known) : null
  return ({ address }) => {
    const asked = parseAddress(address)
    return passes(policy, asked && isListed ? isListed(asked) : null)
  }
}

/** By `User-Agent`, letter for letter or by patterns; a visitor who sends none is the empty text. Throws MalformedTable. */
function byAgent({ policy, texts, tables }: On<EdgeOptions['user_agent_acl']>): Gate {
  const listed = new Set(texts)
  const patterns = tables.map(loadTable)
  return ({ header }) => {
    const agent = header('user-agent') ?? ''
    return passes(policy, listed.has(agent) || patterns.some((pattern) => matches(pattern, agent)))
  }
}

/** By the host that `Referer` names. A visitor who comes from nowhere comes from none of those listed; what names no
 *  host over HTTP cannot be judged. */
function byReferrer({ policy, domains, parents }: On<EdgeOptions['referrer_acl']>): Gate {
  const listed = new Set(domains)
  return ({ header }) => {
    const referrer = header('referer') ?? ''
    if (referrer === '') return passes(policy, false)
    const host = hostOfReferrer(referrer)
    if (host === null) return false
    return passes(policy, listed.has(host) || parents.some((parent) => host.endsWith(`.${parent}`)))
  }
}

function hostOfReferrer(referrer: string): string | null {
  if (!/^https?:/i.test(referrer) || !URL.canParse(referrer)) return null
  return new URL(referrer).hostname.replace(/\.$/, '')
}
