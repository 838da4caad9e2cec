// DNS by several resolvers: what one cannot tell, another may.

import { readEndpoint } from '@wellknown/hostname/address'
import { getServers } from 'node:dns'
import { isIP } from 'node:net'
import { isOfDnssec, readLookup } from './dns-answer.ts'
import { exchange, questionOf, type DnsServer } from './dns-exchange.ts'
import type { Lookup, LookupFailure, Prober } from './port.ts'

const DNS_PORT = 53
/** A lost datagram is asked again. */
const ROUNDS = 2
const MOST_RESOLVERS = 3

/** `resolvers` as `ip` or `ip:port` (IPv6 in brackets), none: the system's. `tryMs`: one try of a resolver. */
export function createDnsClient(resolvers: readonly string[], tryMs: number): Pick<Prober, 'query'> {
  const servers = (resolvers.length > 0 ? resolvers : getServers()).slice(0, MOST_RESOLVERS).map(readServer)
  return {
    async query(name, type, { checkingDisabled = false, at } = {}) {
      const silent = new Set(at === undefined ? servers : [readServer(at)])
      let worst: LookupFailure = failure(null, 'no resolver is configured')
      for (let round = 0; round < ROUNDS; round++) {
        for (const server of silent) {
          const found: Lookup<typeof type> = await exchange(
            server,
            questionOf(name, type, checkingDisabled),
            AbortSignal.timeout(tryMs),
          ).then(
            (response) => readLookup(name, type, response),
            (error: unknown) => failure(null, error instanceof Error ? error.message : String(error)),
          )
          if (found.is !== 'failure') return found
          // One that validates knows better than one that does not, and the CA's resolver validates.
          if (isOfDnssec(found)) return found
          if (found.rcode !== null) silent.delete(server)
          if (found.rcode !== null || worst.rcode === null) worst = found
        }
      }
      return worst
    },
  }
}

const failure = (rcode: string | null, detail: string): LookupFailure => ({
  is: 'failure',
  rcode,
  detail,
  extended: [],
})

function readServer(text: string): DnsServer {
  if (isIP(text)) return { address: text, port: DNS_PORT }
  const { host, port } = readEndpoint(text)
  return { address: host, port }
}
