// What every CA port promises. The real one runs it against a CA over HTTPS, the one in memory as it is.

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { inspectChain } from './chain.ts'
import { createCertificateKey, createCsr } from './csr.ts'
import { CaError, type Ca, type Order } from './port.ts'

export type Bench = {
  readonly ca: Ca
  /** From now on the CA's validators see this key authorization for the token. */
  serve(token: string, keyAuthorization: string): void
  close(): Promise<void>
}

const NAMES = ['a.customer.example', 'b.customer.example'] as const

export function caContract(name: string, start: () => Promise<Bench>): void {
  describe(name, () => {
    let bench: Bench
    beforeAll(async () => {
      bench = await start()
    })
    afterAll(() => bench.close())

    /** Reads the order until it has left `status`. */
    async function leave(url: string, status: Order['status']): Promise<Order> {
      for (;;) {
        const order = await bench.ca.order(url)
        if (order.status !== status) return order
      }
    }
    async function ready(names: readonly string[]): Promise<Order> {
      const { ca } = bench
      const order = await ca.createOrder(names)
      expect(order).toMatchObject({ status: 'pending', certificateUrl: null, problem: null })
      for (const url of order.authorizations) {
        const { challenge, status, name: about } = await ca.authorization(url)
        expect([status, names.includes(about)]).toEqual(['pending', true])
        if (!challenge) throw new Error('There is no HTTP-01 challenge.')
        bench.serve(challenge.token, `${challenge.token}.${ca.thumbprint}`)
        await ca.answer(challenge.url)
        // Telling it twice is harmless.
        await ca.answer(challenge.url).catch((error: unknown) => expect(error).toBeInstanceOf(CaError))
      }
      return leave(order.url, 'pending')
    }

    test('a validated order is finalized with our key, for exactly its names', async () => {
      const { ca } = bench
      const order = await ready(NAMES)
      expect(order.status).toBe('ready')
      const key = await createCertificateKey('ecdsa')
      await ca.finalize(order.finalizeUrl, await createCsr(NAMES, key))
      const done = await leave(order.url, 'processing')
      expect(done.status).toBe('valid')
      const { chain: downloaded, alternates } = await ca.certificate(done.certificateUrl ?? '')
      const inspected = inspectChain(downloaded)
      if (!inspected.ok) throw new Error(inspected.reason)
      expect(inspected.leaf.names.toSorted()).toEqual(NAMES)
      expect(inspected.leaf.publicKeyMatches(key)).toBe(true)
      // The same leaf under another root.
      const [elsewhere = ''] = alternates
      const other = inspectChain((await ca.certificate(elsewhere)).chain)
      if (!other.ok) throw new Error(other.reason)
      expect(other.leaf.serial).toBe(inspected.leaf.serial)
      expect(other.rootName).not.toBe(inspected.rootName)
      // Already revoked counts as done.
      const chain = inspected.blocks.join('\n')
      await ca.revoke(chain, 1)
      await ca.revoke(chain, 1)
    })

    test('a challenge that sees something else fails the order, with the reason', async () => {
      const { ca } = bench
      const order = await ca.createOrder([NAMES[0]])
      const [url = ''] = order.authorizations
      const { challenge } = await ca.authorization(url)
      bench.serve(challenge?.token ?? '', 'something else')
      await ca.answer(challenge?.url ?? '')
      expect((await leave(order.url, 'pending')).status).toBe('invalid')
      const judged = await ca.authorization(url)
      expect(judged).toMatchObject({ status: 'invalid', challenge: { problem: { type: 'unauthorized' } } })
    })

    test('a certificate’s own key revokes it, without an account (ACME-39)', async () => {
      const { ca } = bench
      const order = await ready([NAMES[0]])
      const keyPem = await createCertificateKey('ecdsa')
      await ca.finalize(order.finalizeUrl, await createCsr([NAMES[0]], keyPem))
      const { chain } = await ca.certificate((await leave(order.url, 'processing')).certificateUrl ?? '')
      await ca.revoke(chain, 1, { directory: ca.directory, keyPem })
      await ca.revoke(chain, 1)
    })

    test('the terms of the CA are known', async () => {
      expect(await bench.ca.terms()).toMatch(/^https:/)
    })

    test('a profile is asked for where the CA offers it, and else left out (ACME-32)', async () => {
      const { ca } = bench
      expect(await ca.createOrder([NAMES[0]], { profile: 'shortlived' })).toMatchObject({
        profile: 'shortlived',
      })
      expect((await ca.createOrder([NAMES[1]], { profile: 'unheard-of' })).profile).not.toBe('unheard-of')
    })

    test('a deactivated authorization ends its order', async () => {
      const { ca } = bench
      const order = await ca.createOrder([NAMES[1]])
      const [url = ''] = order.authorizations
      await ca.deactivate(url)
      expect((await ca.authorization(url)).status).toBe('deactivated')
      expect((await leave(order.url, 'pending')).status).toBe('invalid')
    })

    test('what is too early or unknown is refused with a typed problem', async () => {
      const { ca } = bench
      const order = await ca.createOrder([NAMES[0]])
      const csr = await createCsr([NAMES[0]], await createCertificateKey('ecdsa'))
      await expect(ca.finalize(order.finalizeUrl, csr)).rejects.toMatchObject({
        problem: { type: 'orderNotReady', status: 403 },
      })
      await expect(ca.order(`${order.url}0000`)).rejects.toMatchObject({ problem: { status: 404 } })
    })
  })
}
