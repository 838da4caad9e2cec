// Where does the name lead? Judged by whether our token is reached through every address, not by seeing an alias (P8).

import type { Expected, NameFacts, ProbeFact } from './facts.ts'
import { finding, type Check } from './finding.ts'
import { aliasOf } from './record.ts'
import { cdnOf } from './proxy.ts'

/** Does this address reach our token, or may it be blamed on nobody but us? */
export const isOurs = ({ is, address }: ProbeFact, { edges }: Pick<Expected, 'edges'>): boolean =>
  is === 'ours' || edges.includes(address)
export const isForeign = (probe: ProbeFact, expected: Expected): boolean =>
  !isOurs(probe, expected) && probe.is !== 'no-route' && !mayEndAtUs(probe)
/** A redirect that a CA follows to us, or farther than we follow it. */
const mayEndAtUs = (probe: ProbeFact): boolean =>
  probe.is === 'other' && ['ours', 'given-up'].includes(probe.redirect?.end.is ?? '')

const isIpv6 = ({ address }: ProbeFact): boolean => address.includes(':')
const isAlias = ({ dns }: NameFacts, { target }: Expected): boolean =>
  dns.is === 'found' && dns.cnames.includes(target)
const listOf = (probes: readonly ProbeFact[]): string => probes.map(({ address }) => address).join(', ')

export const isPublic: Check = ({ name, probes }, { edges }) =>
  probes
    .filter(({ is, address }) => is === 'reserved' && !edges.includes(address))
    .map(({ address }) =>
      finding('fail', 'reserved-address', name, `${address} is no public address; it was not touched.`),
    )

/** Every address must lead to us: the CA picks one, and does not turn to another when the answer is wrong. */
export const leadsToUs: Check = (facts, expected) => {
  const { name, dns, probes } = facts
  const foreign = probes.filter((probe) => isForeign(probe, expected) && probe.is !== 'reserved')
  if (dns.is !== 'found' || foreign.length === 0) return []
  const record = aliasOf(name, expected)
  if (probes.some((probe) => isOurs(probe, expected))) return mixed(facts, foreign)
  // Who put another CDN in front means to; what it does with the request is told by the answers.
  if (foreign.some(inFrontOfUs)) return []
  const alias = dns.cnames.at(-1)
  const found =
    alias === undefined
      ? `${name} has no CNAME and leads to ${listOf(foreign)}`
      : `${name} is an alias of ${dns.cnames.join(', then ')}, which leads to ${listOf(foreign)}`
  const detail = `${found}; expected is a CNAME of ${expected.target}.`
  if (expected.covered.includes(name)) return [finding('fail', 'left', name, detail, record)]
  return [finding('fail', alias === undefined ? 'cname-missing' : 'cname-elsewhere', name, detail, record)]
}

const inFrontOfUs = (probe: ProbeFact): boolean =>
  probe.is === 'other' && (cdnOf(probe.headers) !== null || probe.redirect !== null)

/** Some of its addresses are ours: the others are in the way, each with its name. */
function mixed({ name }: NameFacts, foreign: readonly ProbeFact[]): ReturnType<Check> {
  const dead = foreign.filter((probe) => isIpv6(probe) && probe.is === 'unreachable')
  const stale = foreign.filter((probe) => isIpv6(probe) && probe.is !== 'unreachable')
  const others = foreign.filter((probe) => !isIpv6(probe))
  return [
    ...others.map(({ address }) =>
      finding('fail', 'mixed-addresses', name, `${address} is not ours, the other addresses of ${name} are.`),
    ),
    ...stale.map(({ address }) =>
      finding('fail', 'foreign-ipv6', name, `${address} is answered by another server than our CDN.`),
    ),
    ...dead.map(({ address }) => finding('fail', 'dead-ipv6', name, `${address} does not answer.`)),
  ]
}

/** REQUIRE_CNAME: an operator who renumbers wants aliases only. */
export const isAliasOfOurs: Check = (facts, expected) => {
  const { name, dns } = facts
  if (!expected.requireCname || dns.is !== 'found' || isAlias(facts, expected)) return []
  const seen = dns.cnames.length > 0 ? `an alias of ${dns.cnames.join(', then ')}` : 'no CNAME'
  const detail = `${name} is ${seen}; expected is a CNAME of ${expected.target}.`
  return [
    finding(
      'fail',
      'cname-required',
      name,
      detail.replace('is no CNAME', 'has no CNAME'),
      aliasOf(name, expected),
    ),
  ]
}

/** All is well, but would not follow us when our addresses change. */
export const followsUs: Check = (facts, expected) => {
  const { name, dns, probes, apex } = facts
  const led = probes.filter(({ is }) => is !== 'no-route')
  const all = led.length > 0 && led.every(({ address }) => expected.edges.includes(address))
  if (expected.requireCname || dns.is !== 'found' || dns.cnames.length > 0 || !all) return []
  const detail = `${name} has no CNAME; its addresses are ours: ${listOf(led)}.`
  return [finding('note', apex ? 'apex-address' : 'cname-flattened', name, detail)]
}

/** Our token comes through a server that is not ours. */
export const isNotProxied: Check = (facts, expected) => {
  const { name, dns, probes } = facts
  const elsewhere = dns.is === 'found' && dns.cnames.length > 0 && !isAlias(facts, expected)
  return probes.flatMap((probe) => {
    if (probe.is !== 'ours' || expected.edges.includes(probe.address)) return []
    const cdn = cdnOf(probe.headers)
    if (cdn === null && !elsewhere) return []
    const detail = `${probe.address}${cdn === null ? '' : ` (${cdn})`} passes our answer on.`
    return [finding('note', 'proxied', name, detail)]
  })
}

/** What we could not look at ourselves. */
export const wasSeen: Check = ({ name, probes }) =>
  probes
    .filter(({ is }) => is === 'no-route')
    .map(({ address }) => finding('unsure', 'not-seen', name, `${address} could not be asked from here.`))
