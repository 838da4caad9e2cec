// Do the CAA records let our CA issue (RFC 8659, RFC 8657)? The nearest set decides: the name's own, else that of the
// nearest parent that has one.

import { judgeRecord, type Verdict } from './caa-record.ts'
import type { LookCode } from './codes.ts'
import type { CaaFact, CaaRecord, Expected } from './facts.ts'
import { finding, type Check } from './finding.ts'
import { permissionAt } from './record.ts'

const KNOWN_TAGS = ['issue', 'issuewild', 'iodef', 'issuemail', 'contactemail', 'contactphone']
/** RFC 8659 has the critical bit at 128; Boulder takes 1 as well, which people write who count from the other end. */
const CRITICAL = 128 | 1

export const mayBeIssued: Check = ({ name, caa }, expected) => {
  for (const fact of caa) {
    if (fact.is === 'failure') return ofFailure(name, fact)
    if (fact.records.length > 0) return ofSet(name, fact, expected)
  }
  return []
}

/** A set that cannot be seen may forbid it, so a CA refuses. A resolver that is silent or refuses may be ours only. */
function ofFailure(
  name: string,
  { at, rcode, detail }: Extract<CaaFact, { is: 'failure' }>,
): ReturnType<Check> {
  const said = `The CAA records of ${at} could not be looked up: ${detail}.`
  return rcode === 'SERVFAIL'
    ? [finding('fail', 'caa-failure', name, said)]
    : [finding('unsure', 'caa-unsure', name, said)]
}

function ofSet(
  name: string,
  { at, records, from }: Extract<CaaFact, { is: 'found' }>,
  expected: Expected,
): ReturnType<Check> {
  const place = from === null ? at : `${at} (an alias of ${from}, whose records they are)`
  const critical = records.find(({ flags, tag }) => (flags & CRITICAL) !== 0 && !KNOWN_TAGS.includes(tag))
  if (critical) {
    const detail = `The CAA record ${show(critical)} of ${place} is critical, and no CA knows this tag.`
    return [finding('fail', 'caa-critical', name, detail)]
  }
  const relevant = relevantTo(name, records)
  if (relevant.length === 0) return []
  const verdicts = relevant.map(({ value }) => judgeRecord(value, expected))
  if (verdicts.includes('permits')) return []
  // Who names our CA under conditions means us: its condition is what to change.
  const index = verdicts.findIndex((verdict) => verdict !== 'another-ca')
  const nearest = relevant[index]
  const verdict = verdicts[index] ?? 'another-ca'
  const detail = nearest
    ? `The CAA record ${show(nearest)} of ${place} does not fit.`
    : `The CAA records of ${place} name other CAs: ${relevant.map(show).join(', ')}.`
  return [finding('fail', CODES[verdict], name, detail, permissionAt(from ?? at, expected, verdict))]
}

/** `issuewild` replaces `issue` for wildcards, and bears on nothing else. */
function relevantTo(name: string, records: readonly CaaRecord[]): readonly CaaRecord[] {
  const wild = name.startsWith('*.') ? records.filter(({ tag }) => tag === 'issuewild') : []
  return wild.length > 0 ? wild : records.filter(({ tag }) => tag === 'issue')
}

const CODES: Readonly<Record<Verdict, LookCode>> = {
  permits: 'caa-forbids',
  'another-ca': 'caa-forbids',
  malformed: 'caa-forbids',
  spelling: 'caa-spelling',
  account: 'caa-account',
  method: 'caa-method',
}

const show = ({ flags, tag, value }: CaaRecord): string => `${flags} ${tag} "${value}"`
