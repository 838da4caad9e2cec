import type { EdgeOptions } from '@wellknown/wire'
import { describe, expect, test } from 'vitest'
import { BRITON, GERMAN, pathOf, rule, textsOf, token, type Bench } from './bench.ts'
import { ask, THUMBPRINT, tokens } from './driver.ts'

const ELSEWHERE = '127.0.0.1'
const on = { enabled: true } as const

export function accessSuite(bench: Bench): void {
  const { freshHost, configure, get, visitFrom } = bench
  /** A fresh host with these options. */
  const site = async (options: EdgeOptions): Promise<string> => {
    const host = freshHost()
    await configure(host, { options })
    return host
  }

  describe('who may not pass is told so', () => {
    test.each([
      ['allow', [403, 200, 200]],
      ['deny', [200, 403, 403]],
    ] as const)('by address, with the policy %s', async (policy, expected) => {
      const ranges = [`${BRITON}/32`, '2001:db8::/32', '::ffff:127.0.0.64/122']
      const host = await site({ ip_address_acl: { ...on, policy, ranges } })
      const seen = await Promise.all(
        [BRITON, GERMAN, '127.0.0.63'].map((address) => visitFrom(address, host)),
      )
      expect(seen).toEqual(expected)
      expect(await visitFrom('127.0.0.127', host)).toBe(expected[0])
    })

    test('nobody passes what the control plane could not read, and a live token is answered all the same', async () => {
      const nobody = { ...on, policy: 'deny' } as const
      const shut: readonly EdgeOptions[] = [
        { allowedHttpMethods: { ...on, methods: [] } },
        { country_acl: { ...nobody, countries: [] } },
        { ip_address_acl: { ...nobody, ranges: [] } },
        { referrer_acl: { ...nobody, domains: [], parents: [] } },
        { user_agent_acl: { ...nobody, texts: [], tables: [] } },
      ]
      for (const options of shut) {
        const host = await site(options)
        const status = 'allowedHttpMethods' in options ? 405 : 403
        for (const headers of [{}, { referer: `https://${host}/`, 'user-agent': 'browser' }])
          expect([options, (await get(host, '/', headers)).status]).toEqual([options, status])
        expect([options, await visitFrom(BRITON, host)]).toEqual([options, status])
        await bench.put('tokens', host, tokens(token('a')))
        expect((await get(host, pathOf(token('a')))).body).toBe(`${token('a')}.${THUMBPRINT}`)
      }
    })

    test.each([
      ['allow', [403, 200]],
      ['deny', [200, 403]],
    ] as const)(
      'by country, with the policy %s; one that is not known never passes',
      async (policy, expected) => {
        const host = await site({ country_acl: { ...on, policy, countries: ['GB', 'FR'] } })
        expect([await visitFrom(BRITON, host), await visitFrom(GERMAN, host)]).toEqual(expected)
        expect(await visitFrom(ELSEWHERE, host)).toBe(403)
        const claims = { 'cf-ipcountry': 'GB', 'mf-cf-blob': '{"country":"GB"}', 'x-forwarded-for': BRITON }
        expect((await get(host, '/', claims)).status).toBe(403)
      },
    )

    test.each([
      ['allow', { listed: 403, below: 403, other: 200, none: 200, unreadable: 403 }],
      ['deny', { listed: 200, below: 200, other: 403, none: 403, unreadable: 403 }],
    ] as const)('by referrer, with the policy %s', async (policy, expected) => {
      const host = await site({
        referrer_acl: {
          ...on,
          policy,
          domains: ['listed.test', 'xn--bcher-kva.test'],
          parents: ['wild.test'],
        },
      })
      const from = async (referer: string): Promise<number> => (await get(host, '/', { referer })).status
      for (const listed of [
        'https://LISTED.test:8443/x?y',
        'http://listed.test.',
        'http://xn--bcher-kva.test/',
      ])
        expect([listed, await from(listed)]).toEqual([listed, expected.listed])
      expect(await from('https://a.b.wild.test/')).toBe(expected.below)
      for (const other of ['https://wild.test/', 'https://www.listed.test/', 'https://notwild.test/'])
        expect([other, await from(other)]).toEqual([other, expected.other])
      expect((await get(host, '/')).status).toBe(expected.none)
      for (const unreadable of ['listed.test', 'about:blank', 'https://', 'android-app://listed.test'])
        expect([unreadable, await from(unreadable)]).toEqual([unreadable, expected.unreadable])
    })

    test.each([
      ['allow', { listed: 403, other: 200 }],
      ['deny', { listed: 200, other: 403 }],
    ] as const)(
      'by user agent, with the policy %s: as it is, by a pattern, or none at all',
      async (policy, expected) => {
        const host = await site({
          user_agent_acl: { ...on, policy, texts: ['Exactly/1.0 (this)', ''], tables: textsOf('bad ?bot') },
        })
        for (const listed of ['Exactly/1.0 (this)', 'a Bad Bot/2', 'BADBOT'])
          expect([listed, (await get(host, '/', { 'user-agent': listed })).status]).toEqual([
            listed,
            expected.listed,
          ])
        expect((await get(host, '/')).status).toBe(expected.listed)
        for (const other of ['exactly/1.0 (this)', 'Exactly/1.0', 'good bot'])
          expect([other, (await get(host, '/', { 'user-agent': other })).status]).toEqual([
            other,
            expected.other,
          ])
      },
    )

    test('by method, with those that are allowed named; without the option the usual seven', async () => {
      const host = await site({ allowedHttpMethods: { ...on, methods: ['GET', 'HEAD'] } })
      const refused = await get(host, '/', {}, 'POST')
      expect([refused.status, refused.headers.allow]).toEqual([405, 'GET, HEAD'])
      expect((await get(host, '/')).status).toBe(200)
      const open = await site({})
      for (const [method, status] of [
        ['POST', 200],
        ['DELETE', 200],
        ['PROPFIND', 405],
      ] as const) {
        expect([method, (await get(open, '/', {}, method)).status]).toEqual([method, status])
      }
    })

    test('by the method that an origin may take for the one sent, where the customer has chosen methods', async () => {
      const methods = ['GET', 'POST'] as const
      const chosen = await site({ allowedHttpMethods: { ...on, methods: [...methods] } })
      const open = await site({})
      for (const name of ['X-HTTP-Method-Override', 'X-HTTP-Method', 'X-Method-Override']) {
        const as = async (host: string, method: string): Promise<number> =>
          (await get(host, '/', { [name]: method }, 'POST')).status
        expect([name, await as(chosen, 'delete'), await as(chosen, 'GET, PUT')]).toEqual([name, 405, 405])
        expect([name, await as(chosen, 'get'), await as(open, 'DELETE')]).toEqual([name, 200, 200])
      }
    })

    test('before any redirect or forced answer is looked at', async () => {
      const host = await site({
        ip_address_acl: { ...on, policy: 'deny', ranges: [] },
        force_return: { enabled: true, code: 200, body: 'for those who may' },
        redirect_http_to_https: { enabled: true, value: true },
      })
      const answer = await get(host, '/')
      expect([answer.status, answer.body]).toEqual([403, 'Access is denied.\n'])
    })

    test('a list that is switched off by a rule, or off itself, keeps nobody out', async () => {
      const host = freshHost()
      const nobody: EdgeOptions = { ip_address_acl: { ...on, policy: 'deny', ranges: [] } }
      await configure(host, {
        options: nobody,
        rules: [
          rule('^/open', { ip_address_acl: { enabled: false } }),
          rule('^/null', { ip_address_acl: null }),
        ],
      })
      expect((await get(host, '/open')).status).toBe(200)
      expect((await get(host, '/null')).status).toBe(403)
      expect((await get(host, '/')).status).toBe(403)
      expect((await get(await site({ ip_address_acl: { enabled: false } }), '/')).status).toBe(200)
    })
  })

  test('a visitor’s own address goes to the origin, not what a header claims', async () => {
    const host = await site({})
    const answer = await ask(bench.port(), {
      host,
      path: '/',
      headers: { 'x-forwarded-for': '203.0.113.9' },
      localAddress: BRITON,
    })
    expect(answer.headers['x-seen-address']).toBe(BRITON)
  })
}
