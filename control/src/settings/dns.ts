// DNS-01: who hosts the `_acme-challenge` records that customers delegate to us.

import { isIP } from 'node:net'
import { parseHostname } from '@wellknown/hostname'
import type { EmbeddedOptions } from '../adapters/dns/embedded.ts'
import type { GcoreOptions } from '../adapters/dns/gcore.ts'
import { readListen, type Listen, type SettingsReader } from '../settings-reader.ts'

export type Dns =
  | ({ readonly provider: 'embedded'; readonly listen: readonly Listen[] } & EmbeddedOptions)
  | ({ readonly provider: 'gcore' } & Omit<GcoreOptions, 'now'>)

const DNS_PORT = 53
const GCORE_NAMESERVERS: readonly string[] = ['ns1.gcorelabs.net', 'ns2.gcdn.services']

/** Null: DNS-01 is not offered. */
export function readDns(settings: SettingsReader): Dns | null {
  const { text, fault } = settings
  const provider = text('DNS_PROVIDER') ?? 'none'
  switch (provider) {
    case 'none':
      return null
    case 'embedded':
      return readEmbedded(settings)
    case 'gcore':
      return readGcore(settings)
    default:
      fault('DNS_PROVIDER', 'must be none, embedded or gcore')
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

function readGcore(settings: SettingsReader): Dns {
  const { text, needed, fault } = settings
  const apiUrl = text('GCORE_API_URL') ?? 'https://api.gcore.com/dns'
  if (URL.parse(apiUrl)?.protocol !== 'https:') fault('GCORE_API_URL', 'must be an https URL')
  const token = needed('GCORE_API_TOKEN', 'an API token that may change DNS zones')
  // What stands in a header: a line break would end it.
  if (!/^[\x21-\x7e]*$/.test(token)) fault('GCORE_API_TOKEN', 'must be one word of visible characters')
  const nameservers = readNameservers(settings, GCORE_NAMESERVERS)
  return { provider: 'gcore', apiUrl, token, nameservers, port: readPort(settings) }
}

/** The names customers delegate to. */
function readNameservers(settings: SettingsReader, otherwise: readonly string[] = []): readonly string[] {
  const given = settings.list('DNS_NAMESERVERS')
  const names = (given.length > 0 ? given : otherwise).map((each) =>
    readName(settings, 'DNS_NAMESERVERS', each),
  )
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
