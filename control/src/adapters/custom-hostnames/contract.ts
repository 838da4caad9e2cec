// What every port of custom hostnames does: run against the one in memory and against Cloudflare's API as it is documented.

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { makeCertificate } from './certificates.ts'
import type { CustomHostnames, HostCertificate } from './port.ts'

export type CustomHostnamesRig = { readonly hostnames: CustomHostnames; close(): Promise<void> }

const HOST = 'www.customer.example'

export function customHostnamesContract(name: string, start: () => Promise<CustomHostnamesRig>): void {
  describe(`${name}, as every edge that is not ours`, () => {
    let rig: CustomHostnamesRig
    let first: HostCertificate
    let second: HostCertificate
    beforeAll(async () => {
      rig = await start()
      first = await makeCertificate([HOST], '4A01')
      second = await makeCertificate([HOST, 'shop.customer.example'], '4A02')
    })
    afterAll(() => rig.close())

    test('a certificate is served once it was placed, also when that is done twice, and then its successor', async () => {
      const { hostnames } = rig
      expect(await hostnames.show(HOST)).toMatchObject({ is: 'none' })
      for (const certificate of [first, first])
        expect(await hostnames.place(HOST, certificate)).toEqual({ is: 'placed' })
      expect(await hostnames.show(HOST)).toEqual({ is: 'served', serial: '4A01' })
      expect(await hostnames.place(HOST, second)).toEqual({ is: 'placed' })
      expect(await hostnames.show(HOST)).toEqual({ is: 'served', serial: '4A02' })
    })

    test('a key of another certificate, a broken chain and a missing name are refused, and what serves goes on', async () => {
      const { hostnames } = rig
      await hostnames.place(HOST, second)
      const [leaf = ''] = first.chain.split(/(?<=-----END CERTIFICATE-----)/)
      const strangers = second.chain.slice(second.chain.indexOf('-----BEGIN', 10))
      const bad: readonly (readonly [string, HostCertificate])[] = [
        [HOST, { chain: first.chain, key: second.key }],
        [HOST, { chain: `${leaf}\n${strangers}`, key: first.key }],
        [HOST, { chain: 'no chain', key: first.key }],
        ['other.customer.example', first],
      ]
      for (const [host, certificate] of bad) {
        const placed = await hostnames.place(host, certificate)
        expect(placed).toMatchObject({ is: 'refused' })
        expect(JSON.stringify(placed)).not.toContain('PRIVATE KEY')
      }
      expect(await hostnames.show(HOST)).toEqual({ is: 'served', serial: '4A02' })
      expect(await hostnames.show('other.customer.example')).toMatchObject({ is: 'none' })
    })

    test('what is removed is served no longer, and removing it again changes nothing', async () => {
      const { hostnames } = rig
      await hostnames.place(HOST, first)
      for (let times = 0; times < 2; times++) expect(await hostnames.remove(HOST)).toEqual({ is: 'placed' })
      expect(await hostnames.show(HOST)).toMatchObject({ is: 'none' })
    })
  })
}
