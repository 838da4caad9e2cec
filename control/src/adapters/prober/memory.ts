// DNS and the public path in memory: names lead to addresses, addresses to whatever answers there.

import type { Prober } from './port.ts'

export type MemoryProber = Prober & {
  /** Where a name leads from now on; null: it does not exist. */
  lead(name: string, addresses: readonly string[] | null): void
}

/** `answer` gives what an address says to a host's token; null: nothing of ours. */
export function createMemoryProber(
  answer: (address: string, host: string, token: string) => string | null,
): MemoryProber {
  const zone = new Map<string, readonly string[]>()
  return {
    lead: (name, addresses) => void (addresses ? zone.set(name, addresses) : zone.delete(name)),
    async resolve(name) {
      const a = zone.get(name)
      return a ? { is: 'found', cnames: [], a, aaaa: [] } : { is: 'nxdomain' }
    },
    async ask(name, address, token, body) {
      const got = answer(address, name, token)
      if (got === body) return { is: 'ours', milliseconds: 1 }
      return { is: 'other', status: 404, location: null, excerpt: got ?? '', server: null }
    },
  }
}
