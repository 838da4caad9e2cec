// Pre-validation: the questions to the facts of a name, in the order their answers are told.

import { LOOK_ADVICE } from './advice.ts'
import { followsUs, isAliasOfOurs, isNotProxied, isPublic, leadsToUs, wasSeen } from './addresses.ts'
import { answersOurToken, needsNoRedirect } from './answers.ts'
import { mayBeIssued } from './caa.ts'
import type { LookCode } from './codes.ts'
import { existsInDns, hasAddresses, isAnsweredByItsServers, isSignedRight } from './dns.ts'
import type { Expected, NameFacts } from './facts.ts'
import { finding, type Check, type Finding } from './finding.ts'

/** Where it must lead, for a CA that fetches our token (HTTP-01). */
const PATH_CHECKS: readonly Check[] = [
  existsInDns, // the name is known in DNS
  isSignedRight, // DNSSEC, if any, is in order
  isAnsweredByItsServers, // its servers answer
  hasAddresses, // it has an address
  isPublic, // of the public Internet
  leadsToUs, // all of them are ours, or pass our token
  answersOurToken, // what stands in the way where they do not
  isAliasOfOurs, // an alias of ours, where the operator demands it
  followsUs, // it would follow us when we renumber
  isNotProxied, // nobody else stands in front
  needsNoRedirect, // no redirect is needed
  wasSeen, // we could ask every address
]

const CHECKS: readonly Check[] = [
  ...PATH_CHECKS,
  mayBeIssued, // CAA lets our CA issue
]

/** What speaks against asking the CA for this name, worst first, with what else the customer should know. Empty: all is
 *  well. With DNS-01 it need not lead to us. */
export function judgeName(facts: NameFacts, expected: Expected): readonly Finding[] {
  const checks = expected.method === 'dns-01' ? [mayBeIssued] : CHECKS
  const found = checks.flatMap((check) => check(facts, expected))
  return [
    ...found.filter(isFault),
    ...found.filter((each) => !isFault(each)),
    ...proposeDns01(found, facts, expected),
  ]
}

/** Only these keep a certificate back: a check that is unsure never does (P7). */
export const isFault = ({ severity }: Pick<Finding, 'severity'>): boolean => severity === 'fail'

/** Faults of the way to the name, which a proof by DNS does not take. */
const ON_THE_WAY: readonly LookCode[] = [
  'no-records',
  'cname-elsewhere',
  'cname-missing',
  'mixed-addresses',
  'foreign-ipv6',
  'dead-ipv6',
  'other-cdn',
  'redirect-to-https',
  'bot-check',
  'block-page',
  'login-page',
  'port-closed',
  'time-out',
  'caa-method',
]

/** Several CDNs, a certificate before the switch of DNS, port 80 that stays closed: P4's way is open. */
function proposeDns01(
  found: readonly Finding[],
  { name }: NameFacts,
  { offersDns01, method }: Expected,
): readonly Finding[] {
  const helped = found.find((each) => isFault(each) && ON_THE_WAY.includes(each.code))
  if (!offersDns01 || method === 'dns-01' || !helped) return []
  return [
    finding('note', 'dns-01-helps', name, `It would help with this: ${LOOK_ADVICE[helped.code].sentence}`),
  ]
}
