import { describe, expect, test } from 'vitest'
import { judgeName, judgeOrigin } from '../index.ts'
import type { Answer, Expected, NameFacts, ProbeFact } from '../index.ts'

const NAME = 'www.customer.example'
const [OURS, OURS6] = ['198.51.100.1', '2001:db8::1']
const [THEIRS, THEIRS6] = ['203.0.113.9', '2001:db8:9::9']
const TARGET = 'cl-1.cdn.example'

const EXPECTED: Expected = {
  method: 'http-01',
  target: TARGET,
  edges: [OURS, OURS6],
  ca: { identities: ['letsencrypt.org'], account: 'https://ca.example/acct/7' },
  covered: [],
  requireCname: false,
  requireOrigin: false,
  offersDns01: false,
}
const ok: Answer = { is: 'ours', milliseconds: 1, headers: {} }
type Other = Extract<Answer, { is: 'other' }>
const other = (change: Partial<Other> = {}): Other => ({
  is: 'other',
  status: 404,
  headers: {},
  excerpt: '',
  page: null,
  long: false,
  redirect: null,
  ...change,
})
const dead = (how: 'refused' | 'timeout' | 'tls' | 'broken'): Answer => ({
  is: 'unreachable',
  how,
  detail: how,
})
const at = (answers: Readonly<Record<string, Answer>>): readonly ProbeFact[] =>
  Object.entries(answers).map(([address, answer]) => ({ address, ...answer }))
const facts = (change: Partial<NameFacts> = {}): NameFacts => ({
  name: NAME,
  dns: { is: 'found', cnames: [TARGET] },
  probes: at({ [OURS]: ok, [OURS6]: ok }),
  apex: false,
  caa: [],
  ...change,
})
const no = { is: 'found', cnames: [] } as const
const told = (change: Partial<NameFacts>, expected: Partial<Expected> = {}) =>
  judgeName(facts(change), { ...EXPECTED, ...expected }).map(({ severity, code }) => `${severity} ${code}`)
const details = (change: Partial<NameFacts>, expected: Partial<Expected> = {}) =>
  judgeName(facts(change), { ...EXPECTED, ...expected })

describe('a name', () => {
  test('that is an alias of ours, through two hops too, passes without remark (PRE-2)', () => {
    expect(told({})).toEqual([])
    expect(told({ dns: { is: 'found', cnames: ['shop.customer.example', TARGET] } })).toEqual([])
  })

  test('without an address, or that does not exist, fails (PRE-1)', () => {
    expect(told({ dns: no, probes: [] })).toEqual(['fail no-records'])
    expect(told({ dns: { is: 'nxdomain', cnames: [] }, probes: [] })).toEqual(['fail name-does-not-exist'])
    const [found] = details({ dns: { is: 'nxdomain', cnames: ['gone.example'] }, probes: [] })
    expect(found?.detail).toContain('an alias of gone.example')
  })

  test('whose DNS fails is told apart: servers that fail, are silent, or sign wrongly (PRE-19)', () => {
    const failure = { is: 'failure', rcode: 'SERVFAIL', detail: 'SERVFAIL', unchecked: false } as const
    expect(told({ dns: failure, probes: [] })).toEqual(['fail dns-failure'])
    expect(told({ dns: { ...failure, rcode: null }, probes: [] })).toEqual(['fail dns-timeout'])
    const detail = 'SERVFAIL, DNSSEC Bogus: signature expired'
    const [found, ...more] = details({ dns: { ...failure, detail, unchecked: true }, probes: [] })
    expect([found?.code, more]).toEqual(['dnssec-bogus', []])
    expect(found?.detail).toContain('DNSSEC Bogus: signature expired')
  })

  test('that leads elsewhere fails, with what was found, what is expected and the record to set (PRE-3)', () => {
    const dns = { is: 'found', cnames: ['shop.elsewhere.example'] } as const
    const [found, ...more] = details({ dns, probes: at({ [THEIRS]: other() }) })
    expect([found?.code, more]).toEqual(['cname-elsewhere', []])
    expect(found?.detail).toContain('shop.elsewhere.example')
    expect(found?.record).toEqual({ name: NAME, type: 'CNAME', value: TARGET })
    expect(told({ dns: no, probes: at({ [THEIRS]: other() }) })).toEqual(['fail cname-missing'])
  })

  test('that is covered and leads elsewhere has left (P22)', () => {
    expect(told({ dns: no, probes: at({ [THEIRS]: other() }) }, { covered: [NAME] })).toEqual(['fail left'])
  })

  test('that leads to us by our addresses only passes with a note (PRE-4, PRE-5)', () => {
    expect(told({ dns: no })).toEqual(['note cname-flattened'])
    expect(told({ dns: no, apex: true })).toEqual(['note apex-address'])
  })

  test('must be an alias where the operator demands it, however well it is reached', () => {
    expect(told({ dns: no }, { requireCname: true })).toEqual(['fail cname-required'])
    expect(told({}, { requireCname: true })).toEqual([])
  })

  test('with some addresses ours and some not fails, each named (PRE-6)', () => {
    const [found, ...more] = details({ dns: no, probes: at({ [OURS]: ok, [THEIRS]: other() }) })
    expect([found?.code, more]).toEqual(['mixed-addresses', []])
    expect(found?.detail).toContain(THEIRS)
  })

  test('with a stale IPv6 address fails, whether it answers or not, with its address named (PRE-7)', () => {
    const foreign = other({ status: 200, excerpt: 'hello' })
    for (const [answer, code] of [
      [foreign, 'foreign-ipv6'],
      [dead('timeout'), 'dead-ipv6'],
    ] as const) {
      const [found, ...more] = details({ probes: at({ [OURS]: ok, [THEIRS6]: answer }) })
      expect([found?.code, more]).toEqual([code, []])
      expect(found?.detail).toContain(THEIRS6)
    }
  })

  test('with an address of ours that we cannot reach is not blamed (PRE-8)', () => {
    expect(told({ probes: at({ [OURS]: ok, [OURS6]: dead('timeout') }) })).toEqual([])
    expect(told({ probes: at({ [OURS]: ok, [THEIRS6]: { is: 'no-route' } }) })).toEqual(['unsure not-seen'])
  })

  test('with a reserved address fails (PRE-9)', () => {
    expect(told({ probes: at({ [OURS]: ok, '10.0.0.1': { is: 'reserved' } }) })).toEqual([
      'fail reserved-address',
    ])
  })

  test('with DNS-01 need not lead to us', () => {
    expect(told({ dns: no, probes: at({ [THEIRS]: other() }) }, { method: 'dns-01' })).toEqual([])
  })

  test('that DNS-01 would help is told so, where it is offered', () => {
    const away = { dns: no, probes: at({ [OURS]: ok, [THEIRS]: other() }) }
    expect(told(away, { offersDns01: true })).toEqual(['fail mixed-addresses', 'note dns-01-helps'])
    expect(told({ dns: { is: 'nxdomain', cnames: [] }, probes: [] }, { offersDns01: true })).toEqual([
      'fail name-does-not-exist',
    ])
  })
})

describe('an address that is not ours', () => {
  const cloudflare = { server: 'cloudflare', 'cf-ray': '8f00aa-FRA' }
  const answering = (answer: Answer) => ({ dns: no, probes: at({ [THEIRS]: answer }) })

  test.each<[what: string, answer: Answer, code: string]>([
    ['another CDN', other({ headers: cloudflare }), 'other-cdn'],
    [
      'its bot check',
      other({ status: 403, headers: { ...cloudflare, 'cf-mitigated': 'challenge' } }),
      'bot-check',
    ],
    ['its block page', other({ status: 403, headers: cloudflare }), 'block-page'],
    ['its block by law', other({ status: 451, headers: cloudflare }), 'block-page'],
    [
      'its login',
      other({ status: 401, headers: { via: '1.1 x.cloudfront.net (CloudFront)' } }),
      'login-page',
    ],
    [
      'its wish for HTTPS',
      other({ status: 400, page: 'https-wanted', headers: cloudflare }),
      'https-on-port-80',
    ],
  ])('is explained where it is %s', (_, answer, code) => {
    expect(told(answering(answer))).toEqual([`fail ${code}`])
  })

  test.each<[what: string, change: Partial<NonNullable<Other['redirect']>>, code: string]>([
    [
      'to HTTPS',
      { urls: [`https://${NAME}/x`], end: { is: 'other', status: 404, excerpt: '' } },
      'redirect-to-https',
    ],
    ['in a circle', { urls: [`http://${NAME}/x`], end: { is: 'forbidden', why: 'loop' } }, 'redirect-loop'],
    [
      'to another scheme',
      { urls: ['ftp://a.example/'], end: { is: 'forbidden', why: 'scheme' } },
      'redirect-scheme',
    ],
    [
      'to another port',
      { urls: ['http://a.example:8080/'], end: { is: 'forbidden', why: 'port' } },
      'redirect-port',
    ],
    [
      'to a private host',
      { urls: ['http://10.0.0.1/'], end: { is: 'forbidden', why: 'host' } },
      'redirect-host',
    ],
    ['by 303', { urls: ['http://a.example/'], end: { is: 'forbidden', why: 'status' } }, 'redirect-status'],
    [
      'elsewhere',
      { urls: ['http://a.example/'], end: { is: 'unreachable', detail: 'refused' } },
      'redirected',
    ],
  ])('is explained where it redirects %s (PRE-21)', (_, { urls = [], end }, code) => {
    if (!end) throw new Error('The case has no end.')
    const answer = other({ status: 301, headers: cloudflare, redirect: { urls, end } })
    const [found, ...more] = details(answering(answer))
    expect([found?.severity, found?.code, more]).toEqual(['fail', code, []])
    expect(found?.detail).toContain('Cloudflare')
    expect(found?.detail).toContain(urls[0])
  })

  test.each<[what: string, answer: Answer, code: string]>([
    ['a closed port', dead('refused'), 'port-closed'],
    ['silence', dead('timeout'), 'time-out'],
    ['TLS', dead('tls'), 'https-on-port-80'],
    ['no HTTP', dead('broken'), 'unreachable'],
    ['a long page', other({ status: 200, long: true }), 'answer-too-long'],
    ['another page', other({ status: 200, excerpt: 'Welcome' }), 'wrong-answer'],
  ])('is explained beside one behind a CDN: %s', (_, answer, code) => {
    const probes = at({ '192.0.2.1': other({ headers: cloudflare }), [THEIRS]: answer })
    expect(told({ dns: no, probes })).toContain(`fail ${code}`)
  })

  test('passes with a note where our answer comes through it, naming the CDN', () => {
    const probes = at({ [THEIRS]: { ...ok, headers: cloudflare } })
    const [found, ...more] = details({ dns: { is: 'found', cnames: ['x.cdn.cloudflare.net'] }, probes })
    expect([found?.severity, found?.code, more]).toEqual(['note', 'proxied', []])
    expect(found?.detail).toContain('Cloudflare')
  })

  test('passes with a note where a redirect ends at our answer, and unsure where it goes on', () => {
    const urls = [`https://${NAME}/.well-known/acme-challenge/x`]
    const redirected = (end: NonNullable<Other['redirect']>['end']) =>
      told(answering(other({ status: 301, redirect: { urls, end } })))
    expect(redirected({ is: 'ours' })).toEqual(['note redirect-followed'])
    expect(redirected({ is: 'given-up' })).toEqual(['unsure not-seen'])
  })
})

describe('the origin', () => {
  const down = { source: 'a.example', is: 'unreachable', detail: 'the connection was refused' } as const
  const open = { source: 'b.example', is: 'open' } as const
  const toldOf = (...sources: Parameters<typeof judgeOrigin>[0]) =>
    [false, true].map((requireOrigin) =>
      judgeOrigin(sources, { requireOrigin }).map(({ severity, code }) => `${severity} ${code}`),
    )

  test('that is down is a note, and a fault only where the operator demands it (PRE-23)', () => {
    expect(toldOf(down)).toEqual([['note origin-down'], ['fail origin-required']])
  })

  test('with one source that answers, or that we could not ask, is not told of', () => {
    expect(toldOf(down, open)).toEqual([[], []])
    expect(toldOf({ source: 'c.example', is: 'reserved' })).toEqual([[], []])
    expect(toldOf()).toEqual([[], []])
  })
})
