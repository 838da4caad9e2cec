// Our DNS beside a system: where its responder listens, and how the public finds it.

import { aliasIn } from '@wellknown/control/adapters/dns/alias.ts'
import { startDns, type DnsServer } from '@wellknown/practice-dns'
import { freePort } from './free-port.ts'
import { NODE_ADDRESS } from './system.ts'

const NAMESERVER = 'ns1.cdn.example'
const ALIAS_ZONE = 'acme.cdn.example'

export type Delegation = {
  /** The public's name server; `authorities` lead to the responder. */
  readonly dns: DnsServer
  /** What the control plane is set to. */
  readonly settings: Readonly<Record<string, string>>
  /** Where the responder answers. */
  readonly responder: string
  /** Sets the record that leads to us, by CNAME as the API asks for it, or by NS. */
  delegate(name: string, how?: 'CNAME' | 'NS'): void
  withdraw(name: string): void
}

/** A name server for `zone`, whose names lead to `addresses` unless set otherwise. */
export async function startDelegation(zone: string, addresses: readonly string[]): Promise<Delegation> {
  const port = await freePort()
  const responder = `${NODE_ADDRESS}:${port}`
  const dns = await startDns({
    host: NODE_ADDRESS,
    port: 0,
    zone,
    records: { a: addresses },
    authorities: { [NAMESERVER]: responder },
  })
  dns.set(NAMESERVER, { a: [NODE_ADDRESS] })
  dns.set(ALIAS_ZONE, { ns: [NAMESERVER] })
  return {
    dns,
    responder,
    settings: {
      DNS_PROVIDER: 'embedded',
      DNS_LISTEN: responder,
      DNS_NAMESERVERS: NAMESERVER,
      DNS_ZONE: ALIAS_ZONE,
      DNS_PROBE_PORT: String(port),
    },
    delegate(name, how = 'CNAME') {
      const records = how === 'NS' ? { ns: [NAMESERVER] } : { cname: aliasIn(ALIAS_ZONE, name) }
      dns.set(`_acme-challenge.${name}`, records)
    },
    withdraw: (name) => dns.set(`_acme-challenge.${name}`, null),
  }
}
