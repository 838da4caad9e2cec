import { isIPv6 } from 'node:net'
import type { DnsHost } from '../adapters/dns/port.ts'
import type { World } from '../world.ts'

/** `address:port` of each of our nameservers, as the public finds them; none where it has no address. */
export const addressesOfNameservers = (
  { prober }: Pick<World, 'prober'>,
  { nameservers, port }: DnsHost,
): Promise<readonly { readonly nameserver: string; readonly addresses: readonly string[] }[]> =>
  Promise.all(
    nameservers.map(async (nameserver) => {
      const found = await Promise.all([prober.query(nameserver, 'A'), prober.query(nameserver, 'AAAA')])
      const addresses = found
        .flatMap((each): readonly string[] => (each.is === 'found' ? each.records : []))
        .map((address) => `${isIPv6(address) ? `[${address}]` : address}:${port}`)
      return { nameserver, addresses }
    }),
  )
