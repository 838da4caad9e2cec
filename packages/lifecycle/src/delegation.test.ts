import { expect, test } from 'vitest'
import { judgeDelegation, recordsToSet, type DelegationFacts, type Hosting } from './index.ts'

const NAME = 'www.customer.example'
const RECORD = `_acme-challenge.${NAME}`
const ALIAS = '0123456789abcdef0123456789abcdef.acme.cdn.example'
const OURS = ['ns1.cdn.example', 'ns2.cdn.example']
const both: Hosting = { nameservers: OURS, alias: ALIAS, wholeZones: false }
const zones: Hosting = { nameservers: OURS, alias: null, wholeZones: true }
const nothing: DelegationFacts = {
  name: NAME,
  cnames: [],
  zone: null,
  texts: [],
  fault: null,
  doubled: null,
  ours: null,
}
const cut = (nameservers: readonly string[], name = RECORD) => ({ zone: { name, nameservers } })
const servfail = { detail: 'SERVFAIL', dnssec: false }
const bogus = { detail: 'SERVFAIL, DNSSEC Bogus', dnssec: true }
const judged = (facts: Partial<DelegationFacts>, hosting = both) =>
  judgeDelegation({ ...nothing, ...facts }, hosting)

test.each<readonly [what: string, facts: Partial<DelegationFacts>, hosting: Hosting]>([
  ['a CNAME to its own name of ours', { cnames: [ALIAS] }, both],
  ['a CNAME that leads there over another', { cnames: ['other.example', ALIAS] }, both],
  ['NS records that name our servers', cut(OURS), both],
  ['NS records that name one of them', cut(['ns2.cdn.example']), both],
  ['texts that others have put there', { ...cut(OURS), texts: ['theirs'] }, both],
  ['the whole zone with us, where we host zones', cut(OURS, 'customer.example'), zones],
])('%s will do', (_, facts, hosting) => {
  expect(judged(facts, hosting)).toBeNull()
})

test.each<readonly [what: string, facts: Partial<DelegationFacts>, code: string, evidence: string]>([
  ['nothing there', {}, 'delegation-missing', 'is not delegated to us'],
  ['the whole zone with us, where we host none', cut(OURS, 'customer.example'), 'delegation-missing', ''],
  ['a CNAME elsewhere', { cnames: ['acme.other.example'] }, 'delegation-elsewhere', 'acme.other.example'],
  ['NS elsewhere', cut(['ns.other.example']), 'delegation-elsewhere', 'ns.other.example'],
  [
    'NS of ours beside others',
    cut([...OURS, 'ns.other.example']),
    'delegation-elsewhere',
    'to ns.other.example.',
  ],
  ['a leftover TXT record', { texts: ['left'] }, 'delegation-hidden', '"left"'],
  ['the domain twice', { doubled: `${RECORD}.${NAME}` }, 'delegation-double-label', `${RECORD}.${NAME}`],
  ['a lookup that fails', { fault: servfail }, 'delegation-broken', 'SERVFAIL'],
  ['a lookup that fails below our NS', { ...cut(OURS), fault: servfail }, 'delegation-broken', 'SERVFAIL'],
  ['wrong signatures', { fault: bogus }, 'delegation-dnssec', 'Bogus'],
  [
    'a DS record above our unsigned zone',
    { ...cut(OURS), fault: bogus },
    'delegation-dnssec',
    'Remove the DS',
  ],
])('%s is told with the evidence, and is the customer’s to mend', (_, facts, code, evidence) => {
  const problem = judged(facts)
  expect(problem).toMatchObject({ code, name: NAME })
  expect(problem?.detail).toContain(evidence)
})

test.each<readonly [what: string, facts: Partial<DelegationFacts>]>([
  [
    'a nameserver of ours that is silent',
    { ...cut(OURS), ours: 'Our nameserver ns1.cdn.example does not answer' },
  ],
  ['a zone of ours that cannot be looked up', { cnames: [ALIAS], fault: servfail }],
])('%s is our own trouble', (_, facts) => {
  expect(judged(facts)?.code).toBe('our-trouble')
})

test('what to set is one CNAME, or NS where there is none, with whole names', () => {
  expect(recordsToSet(NAME, both)).toEqual([{ type: 'CNAME', name: RECORD, value: ALIAS }])
  expect(recordsToSet(NAME, zones).map(({ value }) => value)).toEqual(OURS)
  expect(judged({})?.detail).toContain(`Set "${RECORD}. CNAME ${ALIAS}."`)
  expect(judged({}, zones)?.detail).toContain(
    `Set "${RECORD}. NS ns1.cdn.example." and "${RECORD}. NS ns2.cdn.example."`,
  )
})
