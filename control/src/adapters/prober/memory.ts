// DNS and the public path in memory: names lead to addresses, addresses to whatever answers there.

import type { Prober } from './port.ts'

export type MemoryProber = Prober & {
  /** Where a name leads from now on; null: it does not exist. */
  lead(name: string, addresses: readonly string[] | null): void
  /** The TXT records a name has from now on; null: its DNS servers fail. */
  write(name: string, texts: readonly string[] | null): void
  /** What a name is an alias of from now on. */
  alias(name: string, target: string): void
}

/** `answer` gives what an address says to a host's token; null: nothing of ours. */
export function createMemoryProber(
  answer: (address: string, host: string, token: string) => string | null,
): MemoryProber {
  const zone = new Map<string, readonly string[]>()
  const texts = new Map<string, readonly string[] | null>()
  const aliases = new Map<string, string>()
  return {
    lead: (name, addresses) => void (addresses ? zone.set(name, addresses) : zone.delete(name)),
    write: (name, values) => void texts.set(name, values),
    alias: (name, target) => void aliases.set(name, target),
    async resolve(name) {
      const a = zone.get(name)
      const alias = aliases.get(name)
      const cnames = alias === undefined ? [] : [alias]
      return a || alias !== undefined ? { is: 'found', cnames, a: a ?? [], aaaa: [] } : { is: 'nxdomain' }
    },
    async texts(name) {
      const values = texts.get(name)
      return values === null ? { is: 'failure', detail: 'SERVFAIL' } : { is: 'found', values: values ?? [] }
    },
    async ask(name, address, token, body) {
      const got = answer(address, name, token)
      if (got === body) return { is: 'ours', milliseconds: 1 }
      return { is: 'other', status: 404, location: null, excerpt: got ?? '', server: null }
    },
  }
}
