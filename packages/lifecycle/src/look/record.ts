// The records a customer is told to set.

import type { DnsRecord } from '../problem.ts'
import type { Verdict } from './caa-record.ts'
import type { Expected } from './facts.ts'

/** The alias of our CDN that a name shall be. */
export const aliasOf = (name: string, { target }: Pick<Expected, 'target'>): DnsRecord => ({
  name,
  type: 'CNAME',
  value: target,
})

/** The CAA record that lets our CA issue, to be set at `name` beside what is there. Where the customer binds it to accounts or
 *  methods, it is bound to ours (RFC 8657). */
export function permissionAt(
  name: string,
  { ca, method }: Pick<Expected, 'ca' | 'method'>,
  verdict: Verdict,
): DnsRecord {
  const bound =
    verdict === 'account'
      ? `; accounturi=${ca.account}`
      : verdict === 'method'
        ? `; validationmethods=${method}`
        : ''
  return { name, type: 'CAA', value: `0 issue "${ca.identities[0] ?? ''}${bound}"` }
}
