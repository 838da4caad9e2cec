import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createAccountKey } from './account.ts'
import { createAcmeCa } from './acme.ts'
import type { Ca } from './port.ts'
import { directoryOf, startStubCa, type StubCa } from './stub-ca.ts'

const NAMES = ['www.customer.test']
let stub: StubCa
let ca: Ca

beforeEach(async () => {
  stub = await startStubCa()
  const { directoryUrl, caPem } = stub
  const accountKey = await createAccountKey()
  ca = createAcmeCa({
    directoryUrl,
    accountKey,
    accountUrl: `${stub.origin}/account/1`,
    caPem,
    now: Date.now,
  })
})
afterEach(() => stub.close())

const at = (path: string): string => `${stub.origin}${path}`
const orderBody = (change: object = {}): object => ({
  status: 'pending',
  identifiers: NAMES.map((value) => ({ type: 'dns', value })),
  authorizations: [at('/authz/1')],
  finalize: at('/order/1/finalize'),
  ...change,
})

describe('profiles', () => {
  const offering = (profiles: unknown) =>
    stub.script('/directory', { body: { ...directoryOf(stub.origin), meta: { profiles } }, nonce: false })
  const asked = () => stub.askedFor('/order')[0]?.jws?.payload

  test('that the directory lists are asked for, and what the order says of it is read (ACME-32)', async () => {
    offering({ tlsserver: 'https://ca.example/profiles/tlsserver' })
    const headers = { location: at('/order/1') }
    stub.script('/order', { status: 201, headers, body: orderBody({ profile: 'tlsserver' }) })
    expect(await ca.createOrder(NAMES, { profile: 'tlsserver' })).toMatchObject({ profile: 'tlsserver' })
    expect(asked()).toMatchObject({ profile: 'tlsserver' })
  })

  test.each([
    ['does not list it', { classic: 'x' }],
    ['lists none', undefined],
    ['lists nonsense', 'tlsserver'],
  ])('are left out where the directory %s (ACME-32)', async (_, profiles) => {
    offering(profiles)
    stub.script('/order', { status: 201, headers: { location: at('/order/1') }, body: orderBody() })
    expect(await ca.createOrder(NAMES, { profile: 'tlsserver' })).toMatchObject({ profile: null })
    expect(asked()).not.toHaveProperty('profile')
  })
})

describe('other chains', () => {
  const download = async (link: string) => {
    stub.script('/cert', { headers: { link }, body: 'pem' })
    return (await ca.certificate(at('/cert'))).alternates
  }

  test('are found by their links, relative ones too, whatever else is linked (ACME-31)', async () => {
    const links = `<${at('/directory')}>;rel="index", <${at('/cert/1')}>; rel="alternate", </cert/2>;rel=alternate`
    expect(await download(links)).toEqual([at('/cert/1'), at('/cert/2')])
  })

  test('of a hostile CA are a few https URLs at most', async () => {
    expect(
      await download('<http://ca.example/1>;rel="alternate", <file:///etc/passwd>;rel="alternate"'),
    ).toEqual([])
    const many = Array.from({ length: 100 }, (_, index) => `<${at(`/cert/${index}`)}>;rel="alternate"`)
    expect(await download(many.join(', '))).toHaveLength(5)
    expect(await download(`<${'<'.repeat(15_000)}`)).toEqual([])
  })
})
