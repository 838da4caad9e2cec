import { Resolver } from 'node:dns/promises'
import { startDnsService } from '../../open-dns.ts'
import { openStore } from '../../store/open.ts'
import { dnsContract } from './contract.ts'
import { createEmbeddedDns } from './embedded.ts'
import { recordOf } from './port.ts'

dnsContract('our own DNS, asked over the wire', async () => {
  const store = openStore(':memory:')
  const settings = {
    provider: 'embedded',
    listen: [{ host: '127.0.0.1', port: 0 }],
    nameservers: ['ns1.cdn.example'],
    aliasZone: 'acme.cdn.example',
    port: 53,
  } as const
  const responder = await startDnsService({ dns: settings }, store, () => undefined)
  const resolver = new Resolver()
  resolver.setServers([`127.0.0.1:${responder?.port}`])
  const host = createEmbeddedDns(settings, store)
  const texts = (owner: string): Promise<readonly string[]> =>
    resolver.resolveTxt(owner).then(
      (found) => found.map((parts) => parts.join('')),
      () => [],
    )
  return {
    host,
    other: createEmbeddedDns(settings, store),
    async values(name) {
      const found = await texts(recordOf(name))
      const aliased = await texts(host.aliasOf(name) ?? '')
      if (found.toSorted().join() !== aliased.toSorted().join()) throw new Error('The alias differs.')
      return found
    },
    async close() {
      await responder?.close()
      await store.close()
    },
  }
})
