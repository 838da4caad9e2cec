// The access options of Gcore's CDN API (allowedHttpMethods, country_acl, ip_address_acl, referrer_acl), as an edge runs
// them. With `allow` those listed are kept out, with `deny` all others.

import { isHostname } from '@wellknown/hostname'
import { parseRange } from '@wellknown/hostname/ranges'
import { z } from 'zod'
import { COUNTRIES } from './countries.ts'
import { exceptedValues, option, policyType, readAll } from './shape.ts'

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const
const fields = z.object({ policy_type: policyType, excepted_values: exceptedValues })
const AT = 'excepted_values'

export const allowedHttpMethods = option(
  z.object({ value: z.array(z.enum(METHODS, { error: `Give some of ${METHODS.join(', ')}` })) }),
  ({ value }) => ({ methods: [...new Set(value)] }),
)

export const countryAcl = option(fields, ({ policy_type: policy, excepted_values: values }, faults) => ({
  policy,
  countries: [
    ...readAll(values, AT, faults, readCountry, 'Give the two letters of a country, such as DE (ISO 3166-1)'),
  ],
}))

function readCountry(value: string): string | null {
  const country = value.toUpperCase()
  return COUNTRIES.has(country) ? country : null
}

export const ipAddressAcl = option(fields, ({ policy_type: policy, excepted_values: values }, faults) => {
  const message = 'Give an address or a range, such as 192.0.2.0/24 or 2001:db8::/32'
  readAll(values, AT, faults, parseRange, message)
  return { policy, ranges: values }
})

export const referrerAcl = option(fields, ({ policy_type: policy, excepted_values: values }, faults) => {
  const message = 'Give a domain, such as example.com, or *.example.com for all below it, without a scheme'
  const read = readAll(values, AT, faults, readDomain, message)
  return {
    policy,
    domains: read.filter(({ below }) => !below).map(({ name }) => name),
    parents: read.filter(({ below }) => below).map(({ name }) => name),
  }
})

/** A domain as a browser spells it in `Referer`. */
function readDomain(value: string): { readonly name: string; readonly below: boolean } | null {
  const below = value.startsWith('*.')
  const typed = below ? value.slice(2) : value
  if (/[\s/?#@:\\*%[\]]/.test(typed) || !URL.canParse(`http://${typed}/`)) return null
  const name = new URL(`http://${typed}/`).hostname.replace(/\.$/, '')
  return isHostname(name) ? { name, below } : null
}
