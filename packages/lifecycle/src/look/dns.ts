// Does DNS know the name?

import { finding, type Check } from './finding.ts'
import { aliasOf } from './record.ts'

export const existsInDns: Check = ({ name, dns }, expected) => {
  if (dns.is !== 'nxdomain') return []
  const alias = dns.cnames.at(-1)
  const detail =
    alias === undefined
      ? `${name} does not exist in DNS.`
      : `${name} is an alias of ${alias}, which does not exist in DNS.`
  return [finding('fail', 'name-does-not-exist', name, detail, aliasOf(name, expected))]
}

/** RFC 4035 §5.5: a resolver that validates answers a zone whose signatures are wrong with SERVFAIL. The CA's does. */
export const isSignedRight: Check = ({ name, dns }) =>
  dns.is === 'failure' && dns.rcode === 'SERVFAIL' && dns.unchecked
    ? [
        finding(
          'fail',
          'dnssec-bogus',
          name,
          `The resolver said ${dns.detail}; unchecked, there is an answer.`,
        ),
      ]
    : []

export const isAnsweredByItsServers: Check = ({ name, dns }) => {
  if (dns.is !== 'failure') return []
  if (dns.rcode === null)
    return [finding('fail', 'dns-timeout', name, `The lookup ended with ${dns.detail}.`)]
  if (dns.rcode === 'SERVFAIL' && dns.unchecked) return []
  return [finding('fail', 'dns-failure', name, `The DNS lookup failed: ${dns.detail}.`)]
}

export const hasAddresses: Check = ({ name, dns, probes }, expected) => {
  if (dns.is !== 'found' || probes.length > 0) return []
  const alias = dns.cnames.at(-1)
  const detail =
    alias === undefined
      ? `${name} has neither A nor AAAA records.`
      : `${name} is an alias of ${alias}, which has neither A nor AAAA records.`
  return [finding('fail', 'no-records', name, detail, aliasOf(name, expected))]
}
