// DNS-01: who hosts the `_acme-challenge` records that customers delegate to us.

import { isIP } from 'node:net'
import { parseHostname } from '@wellknown/hostname'
import type { EmbeddedOptions } from '../adapters/dns/embedded.ts'
import { readListen, type Listen, type SettingsReader } from '../settings-reader.ts'

export type Dns = { readonly provider: 'embedded'; readonly listen: readonly Listen[] } & EmbeddedOptions

const DNS_PORT = 53

/** Null: DNS-01 is not offered. */
export function readDns(settings: SettingsReader): Dns | null {
  const { text, fault } = settings
  const provider = text('DNS_PROVIDER') ?? 'none'
  switch (provider) {
    case 'none':
      return null
    case 'embedded':
      return readEmbedded(settings)
    default:
      fault('DNS_PROVIDER', 'must be none or embedded')
      return null
  }
}

function readEmbedded(settings: SettingsReader): Dns {
  const { text, list, fault } = settings
  const listen = (text('DNS_LISTEN') === null ? ['0.0.0.0:53'] : list('DNS_LISTEN')).map((each) => {
    const read = readListen(each)
    if (!read || isIP(read.host) === 0) fault('DNS_LISTEN', `holds ${each}, which is no address:port`)
    return read ?? { host: '', port: 0 }
  })
  const zone = text('DNS_ZONE')
  const aliasZone = zone === null ? null : readName(settings, 'DNS_ZONE', zone)
  const nameservers = readNameservers(settings)
  const inside = nameservers.find((each) => aliasZone !== null && isWithin(each, aliasZone))
  if (inside !== undefined) {
    fault(
      'DNS_NAMESERVERS',
      `names ${inside}, which must not lie in DNS_ZONE: its address is for other DNS to give`,
    )
  }
  return { provider: 'embedded', listen, nameservers, port: readPort(settings), aliasZone }
}

/** The names customers delegate to. */
function readNameservers(settings: SettingsReader): readonly string[] {
  const names = settings.list('DNS_NAMESERVERS').map((each) => readName(settings, 'DNS_NAMESERVERS', each))
  if (names.length === 0)
    settings.fault('DNS_NAMESERVERS', 'is not set: the names customers delegate to, such as ns1.cdn.example')
  return names
}

function readPort({ text, fault }: SettingsReader): number {
  const port = Number(text('DNS_PROBE_PORT') ?? DNS_PORT)
  if (!Number.isInteger(port) || port < 1 || port > 65_535) fault('DNS_PROBE_PORT', 'must be a port')
  return port
}

function readName({ fault }: SettingsReader, setting: string, value: string): string {
  const parsed = parseHostname(value)
  if (!parsed.ok) fault(setting, `holds ${value}, which is no host name`)
  return parsed.ok ? parsed.name : ''
}

const isWithin = (name: string, zone: string): boolean => name === zone || name.endsWith(`.${zone}`)
