// A DNS host in memory.

import { aliasIn } from './alias.ts'
import { recordOf, type DnsHost } from './port.ts'

export type MemoryDns = DnsHost & {
  /** The values at `_acme-challenge.<name>`. */
  valuesOf(name: string): readonly string[]
  /** How many values stand anywhere. */
  count(): number
}

/** `publish` hears of each change: what the public would see at `_acme-challenge.<name>`. */
export function createMemoryDns(
  publish: (name: string, values: readonly string[]) => void = () => undefined,
): MemoryDns {
  const records = new Map<string, Set<string>>()
  const at = (name: string): Set<string> => records.get(recordOf(name)) ?? new Set()
  return {
    nameservers: ['ns1.cdn.example', 'ns2.cdn.example'],
    port: 53,
    hostsWholeZones: false,
    aliasOf: (name) => aliasIn('acme.cdn.example', name),
    async present(name, value) {
      records.set(recordOf(name), at(name).add(value))
      publish(name, [...at(name)])
    },
    async withdraw(name, value) {
      at(name).delete(value)
      publish(name, [...at(name)])
    },
    valuesOf: (name) => [...at(name)],
    count: () => [...records.values()].reduce((sum, { size }) => sum + size, 0),
  }
}
