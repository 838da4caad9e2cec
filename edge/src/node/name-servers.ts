// Asks for the addresses of a name as this machine would, but not by getaddrinfo: that one holds one of four threads until
// the name server answers, and four that never do would stop everything.

import { Resolver } from 'node:dns/promises'
import { readFile } from 'node:fs/promises'
import { isIP, isIPv4 } from 'node:net'
import { networkInterfaces } from 'node:os'
import type { AskForName, Told } from './origin-names.ts'

const HOSTS_FILE = '/etc/hosts'
/** The file, and the servers that the system names, are read again after this long. */
const READ_AGAIN_MS = 30_000
/** Of one question to one server; it is asked once more. */
const ANSWER_MS = 1_000
const TRIES = 2
/** c-ares' words for: there is no such name, there is one without such an address. */
const ABSENT = ['ENOTFOUND', 'ENODATA']

/** Looks into the hosts file first, then asks `servers` (`ip[:port]`), or those of the system where none are given. A name is
 *  asked for as it stands: no search domain is added. Throws an Error that names a server which is none. */
export function createNameServers({
  servers = [],
  hostsFile = HOSTS_FILE,
  now = Date.now,
}: {
  readonly servers?: readonly string[]
  readonly hostsFile?: string
  readonly now?: () => number
} = {}): AskForName {
  for (const server of servers) check(server)
  const resolver = remember(now, async () => {
    const made = new Resolver({ timeout: ANSWER_MS, tries: TRIES })
    if (servers.length > 0) made.setServers(servers)
    return { made, order: hasOnlyIpv6() ? (['AAAA', 'A'] as const) : (['A', 'AAAA'] as const) }
  })
  const hosts = remember(now, async () => readHosts(await readFile(hostsFile, 'utf8').catch(() => '')))
  return async (name) => {
    const named = (await hosts()).get(name.replace(/\.$/, ''))
    if (named) return { addresses: named, milliseconds: READ_AGAIN_MS }
    const { made, order } = await resolver()
    const [first, second] = order
    const told = await ask(made, name, first)
    return told.addresses.length > 0 ? told : ask(made, name, second)
  }
}

function check(server: string): void {
  try {
    new Resolver().setServers([server])
  } catch {
    throw new Error(`DNS_RESOLVERS holds ${server}, which is no ip[:port].`)
  }
}

async function ask(resolver: Resolver, name: string, type: 'A' | 'AAAA'): Promise<Told> {
  try {
    const options = { ttl: true } as const
    const records = await (type === 'A' ? resolver.resolve4(name, options) : resolver.resolve6(name, options))
    const seconds = Math.min(...records.map(({ ttl }) => ttl))
    return { addresses: records.map(({ address }) => address), milliseconds: seconds * 1000 }
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    if (ABSENT.includes(code)) return { addresses: [], milliseconds: 0 }
    throw error
  }
}

/** hosts(5): an address, its name, others; `#` begins a comment. An IPv4 address goes before one of IPv6. */
function readHosts(text: string): ReadonlyMap<string, readonly string[]> {
  const hosts = new Map<string, string[]>()
  for (const line of text.split('\n')) {
    const [address = '', ...names] = line.replace(/#.*/, '').trim().toLowerCase().split(/\s+/)
    if (!isIP(address)) continue
    for (const name of names) {
      const before = (hosts.get(name) ?? []).filter((other) => isIPv4(other) === isIPv4(address))
      if (before.length > 0 || !hosts.has(name) || isIPv4(address)) hosts.set(name, [...before, address])
    }
  }
  return hosts
}

/** Is there no way from here to an IPv4 address? */
function hasOnlyIpv6(): boolean {
  const outer = Object.values(networkInterfaces())
    .flatMap((each) => each ?? [])
    .filter(({ internal, address }) => !internal && !address.startsWith('fe80:'))
  return outer.length > 0 && outer.every(({ family }) => family === 'IPv6')
}

/** The same until it is old. */
function remember<value>(now: () => number, read: () => Promise<value>): () => Promise<value> {
  let kept: Promise<value> | null = null
  let readAt = 0
  return () => {
    if (kept && now() - readAt < READ_AGAIN_MS) return kept
    readAt = now()
    kept = read()
    return kept
  }
}
