// The records a customer is told to set.

import type { DnsRecord } from '../problem.ts'
import type { Expected } from './facts.ts'

/** The alias of our CDN that a name shall be. */
export const aliasOf = (name: string, { target }: Pick<Expected, 'target'>): DnsRecord => ({
  name,
  type: 'CNAME',
  value: target,
})

/** The CAA record that lets our CA issue, beside those that are at `name`. */
export const permissionAt = (name: string, { ca }: Pick<Expected, 'ca'>): DnsRecord => ({
  name,
  type: 'CAA',
  value: `0 issue "${ca.identities[0] ?? 'letsencrypt.org'}"`,
})
