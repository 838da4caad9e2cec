import { X509Certificate } from 'node:crypto'
import http from 'node:http'
import { changeAccountKey } from '@wellknown/control/adapters/ca/account-key.ts'
import { createAccountKey, openAccount, readTerms } from '@wellknown/control/adapters/ca/account.ts'
import { createAcmeCa } from '@wellknown/control/adapters/ca/acme.ts'
import { inspectChain } from '@wellknown/control/adapters/ca/chain.ts'
import { createCertificateKey, createCsr, type KeyType } from '@wellknown/control/adapters/ca/csr.ts'
import { CaError, type Ca, type Order } from '@wellknown/control/adapters/ca/port.ts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { freePort } from '../system/free-port.ts'
import { startPebble, type Pebble } from '../system/pebble.ts'
import { hasTool } from '../system/tool.ts'

const NAME = 'account.customer.example'
const EAB = {
  kid: 'customer-17',
  hmacKey: Buffer.from('a secret of thirty-two bytes, ok').toString('base64url'),
}

/** Asks until the CA takes the nonce: what a burst does not get through is typed, and asked again. */
async function persist<value>(work: () => Promise<value>, tries = 4): Promise<value> {
  try {
    return await work()
  } catch (error) {
    const bad = error instanceof CaError && error.problem.type === 'badNonce'
    if (!bad || tries === 0) throw error
    return persist(work, tries - 1)
  }
}

describe.skipIf(!hasTool('pebble'))('our account at Pebble, which binds accounts and has other roots', () => {
  const served = new Map<string, string>()
  let pebble: Pebble
  let site: http.Server
  let accountKey: string
  let accountUrl: string

  const common = () => ({ directoryUrl: pebble.directoryUrl, caPem: pebble.caPem, now: Date.now })
  const caBy = (key: string, url = accountUrl): Ca =>
    createAcmeCa({ ...common(), accountKey: key, accountUrl: url })
  const newAccount = async (key: string, eab: typeof EAB | null = EAB) => {
    const request = { ...common(), accountKey: key, eab }
    return openAccount({ ...request, termsAgreed: await readTerms(request), contact: null })
  }

  beforeAll(async () => {
    const validationPort = await freePort()
    site = http.createServer((request, answer) => {
      answer.end(served.get(request.url?.split('/').at(-1) ?? '') ?? 'nothing')
    })
    await new Promise<void>((resolve) => site.listen(validationPort, '127.0.0.1', resolve))
    const externalAccounts = { [EAB.kid]: EAB.hmacKey }
    pebble = await startPebble({ validationPort, address: '127.0.0.1', externalAccounts, alternateRoots: 1 })
    accountKey = await createAccountKey()
    accountUrl = (await newAccount(accountKey)).url
  })
  afterAll(async () => {
    await pebble?.close()
    await new Promise((resolve) => site?.close(resolve))
  })

  async function leave(ca: Ca, url: string, status: Order['status']): Promise<Order> {
    for (;;) {
      const order = await ca.order(url)
      if (order.status !== status) return order
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
  }
  /** Carries an order to its certificate. */
  async function complete(ca: Ca, { url, authorizations }: Order, keyType: KeyType = 'ecdsa') {
    for (const each of authorizations) {
      const { challenge } = await ca.authorization(each)
      if (!challenge) throw new Error('There is no HTTP-01 challenge.')
      served.set(challenge.token, `${challenge.token}.${ca.thumbprint}`)
      await ca.answer(challenge.url)
    }
    const ready = await leave(ca, url, 'pending')
    const keyPem = await createCertificateKey(keyType)
    await ca.finalize(ready.finalizeUrl, await createCsr(ready.names, keyPem))
    const done = await leave(ca, url, 'processing')
    expect(done.status).toBe('valid')
    const { chain, alternates } = await ca.certificate(done.certificateUrl ?? '')
    return { keyPem, chain, alternates }
  }
  const revoked = async (chain: string): Promise<unknown> => {
    const serial = new X509Certificate(chain).serialNumber.toLowerCase().replace(/^0+/, '')
    return JSON.parse(await pebble.ask(`/cert-status-by-serial/${serial}`))
  }

  test('an account is bound with the right secret; with a wrong one it is refused, typed, and none is made (ACME-5)', async () => {
    const key = await createAccountKey()
    const wrong = { ...EAB, hmacKey: Buffer.from('another secret of the same length').toString('base64url') }
    await expect(newAccount(key, wrong)).rejects.toMatchObject({ problem: { status: expect.any(Number) } })
    await expect(newAccount(key, null)).rejects.toThrow('ACME_EAB_KID')
    expect(await newAccount(key)).toMatchObject({ created: true })
    expect(await newAccount(key)).toMatchObject({ created: false })
  })

  test('a certificate is to be had with the chain to another root (ACME-31)', async () => {
    const { chain, alternates } = await complete(caBy(accountKey), await caBy(accountKey).createOrder([NAME]))
    const nameOf = async (index: number) =>
      /^CN=(.*)$/m.exec(new X509Certificate(await pebble.ask(`/roots/${index}`)).subject)?.[1]
    const standard = inspectChain(chain)
    expect(standard).toMatchObject({ ok: true, rootName: await nameOf(0) })
    expect(alternates).toHaveLength(1)
    const other = inspectChain((await caBy(accountKey).certificate(alternates[0] ?? '')).chain)
    expect(other).toMatchObject({ ok: true, rootName: await nameOf(1) })
    expect(other.ok && standard.ok && other.blocks[0] === standard.blocks[0]).toBe(true)
  })

  test('an RSA certificate is revoked by the account, and repeating it changes nothing (ACME-35)', async () => {
    const ca = caBy(accountKey)
    const { chain } = await complete(ca, await ca.createOrder([NAME]), 'rsa')
    expect(new X509Certificate(chain).publicKey.asymmetricKeyType).toBe('rsa')
    expect(await revoked(chain)).toMatchObject({ Status: 'Valid' })
    await ca.revoke(chain, 1)
    await ca.revoke(chain, 1)
    expect(await revoked(chain)).toMatchObject({ Status: 'Revoked', Reason: 1 })
  })

  test('a certificate is revoked by its own key, without our account (ACME-39)', async () => {
    const ca = caBy(accountKey)
    const { chain, keyPem } = await complete(ca, await ca.createOrder([NAME]))
    const stranger = caBy(await createAccountKey(), `${accountUrl}0`)
    await stranger.revoke(chain, 1, { directory: pebble.directoryUrl, keyPem })
    expect(await revoked(chain)).toMatchObject({ Status: 'Revoked' })
  })

  test('a new account key: the URL stays, an open order goes on, the old key is refused (ACME-36)', async () => {
    const [old, nextKey] = [accountKey, await createAccountKey()]
    const open = await caBy(old).createOrder([NAME])
    await changeAccountKey({ ...common(), accountKey: old, accountUrl, nextKey })
    accountKey = nextKey
    expect(await newAccount(nextKey)).toEqual({ url: accountUrl, created: false })
    await expect(caBy(old).order(open.url)).rejects.toBeInstanceOf(CaError)
    const { chain } = await complete(caBy(nextKey), open)
    expect(inspectChain(chain)).toMatchObject({ ok: true, leaf: { names: [NAME] } })
  })

  test('a key that has an account does not become ours, and ours stays in force (ACME-37)', async () => {
    const taken = await createAccountKey()
    const holder = await newAccount(taken)
    const change = { ...common(), accountKey, accountUrl, nextKey: taken }
    await expect(changeAccountKey(change)).rejects.toThrow(`${holder.url} already`)
    expect(await caBy(accountKey).createOrder([NAME])).toMatchObject({ status: 'pending' })
  })

  test('an account that was deactivated is refused from then on, as the account (ACME-44)', async () => {
    const key = await createAccountKey()
    const { url } = await newAccount(key)
    const ca = caBy(key, url)
    // RFC 8555 §7.3.6 has the same form as deactivating an authorization.
    await ca.deactivate(url)
    await expect(ca.createOrder([NAME])).rejects.toMatchObject({ problem: { type: 'unauthorized' } })
    await expect(newAccount(key)).rejects.toBeInstanceOf(Error)
  })
})

describe.skipIf(!hasTool('pebble'))('at a Pebble that refuses half of all nonces', () => {
  test('every request gets through, newly signed (ACME-7)', async () => {
    const pebble = await startPebble({ validationPort: 1, address: '127.0.0.1', rejectNonces: 50 })
    try {
      const accountKey = await createAccountKey()
      const common = { directoryUrl: pebble.directoryUrl, caPem: pebble.caPem, now: Date.now, accountKey }
      const termsAgreed = await readTerms({ ...common, eab: null })
      const request = { ...common, eab: null, termsAgreed, contact: null }
      const { url: accountUrl } = await persist(() => openAccount(request))
      const ca = createAcmeCa({ ...common, accountUrl })
      const { url } = await persist(() => ca.createOrder([NAME]))
      for (let count = 0; count < 100; count++) {
        expect(await persist(() => ca.order(url))).toMatchObject({ url, status: 'pending' })
      }
    } finally {
      await pebble.close()
    }
  })
})
