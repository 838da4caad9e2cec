import { describe, expect, test } from 'vitest'
import { judgeName } from '../index.ts'
import type { CaaFact, CaaRecord, Expected, NameFacts } from '../index.ts'

const NAME = 'www.customer.example'
const ACCOUNT = 'https://ca.example/acct/7'
const EXPECTED: Expected = {
  method: 'http-01',
  target: 'cl-1.cdn.example',
  edges: ['198.51.100.1'],
  ca: { identities: ['letsencrypt.org'], account: ACCOUNT },
  covered: [],
  requireCname: false,
  requireOrigin: false,
  offersDns01: false,
}
const details = (change: Partial<NameFacts>, expected: Partial<Expected> = {}) =>
  judgeName(
    {
      name: NAME,
      dns: { is: 'found', cnames: ['cl-1.cdn.example'] },
      probes: [{ address: '198.51.100.1', is: 'ours', milliseconds: 1, headers: {} }],
      apex: false,
      caa: [],
      ...change,
    },
    { ...EXPECTED, ...expected },
  )
const told = (change: Partial<NameFacts>, expected: Partial<Expected> = {}) =>
  details(change, expected).map(({ severity, code }) => `${severity} ${code}`)

describe('CAA', () => {
  const set = (name: string, ...records: readonly (readonly [string, string, number?])[]): CaaFact => ({
    at: name,
    is: 'found',
    from: null,
    records: records.map(([tag, value, flags = 0]): CaaRecord => ({ flags, tag, value })),
  })
  const none = (name: string): CaaFact => set(name)
  const failing = (name: string, rcode: string | null): CaaFact => ({
    at: name,
    is: 'failure',
    rcode,
    detail: rcode ?? 'no answer in time',
  })
  const caaTold = (...caa: readonly CaaFact[]) => told({ caa })
  const LE = 'letsencrypt.org'
  const PARENT = 'customer.example'

  test('that forbids all, or names another CA only, fails with the record to add (PRE-10)', () => {
    for (const value of [';', 'ca.other.example']) {
      const [found] = details({ caa: [set(NAME, ['issue', value])] })
      expect(found).toMatchObject({
        code: 'caa-forbids',
        record: { name: NAME, type: 'CAA', value: '0 issue "letsencrypt.org"' },
      })
    }
  })

  test('of the nearest set decides (PRE-11)', () => {
    expect(caaTold(set(NAME, ['issue', LE]), set(PARENT, ['issue', 'ca.other.example']))).toEqual([])
    expect(caaTold(set(NAME, ['issue', ';']), set(PARENT, ['issue', LE]))).toEqual(['fail caa-forbids'])
    expect(caaTold(none(NAME), set(PARENT, ['issue', ';']))).toEqual(['fail caa-forbids'])
    expect(caaTold(none(NAME), none(PARENT))).toEqual([])
    expect(caaTold(set(NAME, ['iodef', 'mailto:a@b.example']))).toEqual([])
  })

  test('that cannot be looked up nearer than a set fails; a silent resolver is unsure (PRE-12)', () => {
    expect(caaTold(failing(NAME, 'SERVFAIL'), set(PARENT, ['issue', LE]))).toEqual(['fail caa-failure'])
    expect(caaTold(set(NAME, ['issue', LE]), failing(PARENT, 'SERVFAIL'))).toEqual([])
    expect(caaTold(failing(NAME, null))).toEqual(['unsure caa-unsure'])
  })

  test.each([128, 1])('with an unknown tag and flag %d fails (PRE-13)', (flags) => {
    expect(caaTold(set(NAME, ['unheard', 'x', flags], ['issue', LE]))).toEqual(['fail caa-critical'])
    expect(caaTold(set(NAME, ['unheard', 'x', 0], ['issue', LE]))).toEqual([])
  })

  test('with an account must name exactly ours, once (PRE-14)', () => {
    expect(caaTold(set(NAME, ['issue', `${LE}; accounturi=${ACCOUNT}`]))).toEqual([])
    expect(caaTold(set(NAME, ['issue', `${LE}; accounturi=${ACCOUNT}1`]))).toEqual(['fail caa-account'])
    const [found] = details({ caa: [set(NAME, ['issue', `${LE}; accounturi=${ACCOUNT}1`])] })
    expect(found?.record?.value).toBe(`0 issue "${LE}; accounturi=${ACCOUNT}"`)
    const twice = `${LE}; accounturi=${ACCOUNT}; accounturi=${ACCOUNT}`
    expect(caaTold(set(NAME, ['issue', twice]))).toEqual(['fail caa-forbids'])
  })

  test('with methods must name the one in use (PRE-15)', () => {
    expect(caaTold(set(NAME, ['issue', `${LE}; validationmethods=dns-01`]))).toEqual(['fail caa-method'])
    expect(caaTold(set(NAME, ['issue', `${LE};validationmethods=dns-01,http-01`]))).toEqual([])
    expect(
      told({ caa: [set(NAME, ['issue', `${LE}; validationmethods=dns-01`])] }, { method: 'dns-01' }),
    ).toEqual([])
  })

  test('that writes the CA’s name in capitals fails, as it does at the CA (PRE-16)', () => {
    expect(caaTold(set(NAME, ['issue', 'LetsEncrypt.org']))).toEqual(['fail caa-spelling'])
  })

  test('of wildcards bears on wildcards only (PRE-17)', () => {
    const records = set(NAME, ['issuewild', ';'], ['issue', LE])
    expect(caaTold(records)).toEqual([])
    expect(told({ name: '*.customer.example', caa: [records] })).toEqual(['fail caa-forbids'])
  })

  test('of an alias’s target is applied, and the record is to be set there (PRE-18)', () => {
    const records = [{ flags: 0, tag: 'issue', value: ';' }]
    const [found] = details({ caa: [{ at: NAME, is: 'found', records, from: 'shop.elsewhere.example' }] })
    expect([found?.code, found?.record?.name]).toEqual(['caa-forbids', 'shop.elsewhere.example'])
    expect(found?.detail).toContain('shop.elsewhere.example')
  })
})
