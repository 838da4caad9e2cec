// DNS and the public path in memory: names lead to addresses, addresses to whatever answers there.

import type { Answer, Headers } from '@wellknown/lifecycle'
import type { Lookup, Prober, Reach, RecordData, RecordType } from './port.ts'

/** What a name holds, by type. `fails`: its servers do; `silent`: nobody answers; `bogus`: its signatures are wrong, in a
 *  resolver's words. */
export type Zone = {
  readonly [Type in RecordType]?: readonly RecordData[Type][]
} & { readonly fails?: boolean; readonly silent?: boolean; readonly bogus?: string }

export type MemoryProber = Prober & {
  /** Where a name leads from now on; null: it does not exist. */
  lead(name: string, addresses: readonly string[] | null): void
  /** The TXT records a name has from now on; null: its DNS servers fail. */
  write(name: string, texts: readonly string[] | null): void
  /** What a name is an alias of from now on. */
  alias(name: string, target: string): void
  /** All that a name holds from now on; null: it does not exist. */
  serve(name: string, zone: Zone | null): void
  /** What an address answers from now on, whatever is asked; null: what it holds. */
  respond(address: string, answer: Answer | null): void
  /** From now on this address passes on what another says, and adds headers of its own. */
  proxy(address: string, behind: string, headers: Headers): void
  /** Whose answers this address gives: its own, but for a proxy. */
  behind(address: string): string
  /** What an origin's address is from now on; at first all are open. */
  listen(address: string, reach: Reach): void
}

/** `answer` gives what an address says to a host's token; null: nothing of ours. */
export function createMemoryProber(
  answer: (address: string, host: string, token: string) => string | null,
): MemoryProber {
  const zones = new Map<string, Zone>()
  const responses = new Map<string, Answer>()
  const listening = new Map<string, Reach>()
  const proxies = new Map<string, { behind: string; headers: Headers }>()
  const behind = (address: string): string => proxies.get(address)?.behind ?? address
  const serve = (name: string, zone: Zone | null): void =>
    void (zone ? zones.set(name, zone) : zones.delete(name))
  const change = (name: string, zone: Zone): void => serve(name, { ...zones.get(name), ...zone })

  function lookUp<Type extends RecordType>(
    name: string,
    type: Type,
    checkingDisabled: boolean,
    cnames: readonly string[],
  ): Lookup<Type> {
    const zone = zones.get(name)
    if (!zone) return { is: 'nxdomain', cnames }
    const { fails, silent, bogus } = zone
    if (silent) return { is: 'failure', rcode: null, detail: 'no answer in time', extended: [] }
    if (fails) return { is: 'failure', rcode: 'SERVFAIL', detail: 'SERVFAIL', extended: [] }
    if (bogus !== undefined && !checkingDisabled) {
      const text = `DNSSEC Bogus: ${bogus}`
      return {
        is: 'failure',
        rcode: 'SERVFAIL',
        detail: `SERVFAIL, ${text}`,
        extended: [{ code: 6, text }],
      }
    }
    const [target] = zone.CNAME ?? []
    if (target !== undefined && type !== 'CNAME' && !cnames.includes(target)) {
      return lookUp(target, type, checkingDisabled, [...cnames, target])
    }
    // The cast: the records of `type` stand under its name.
    return { is: 'found', records: (zone[type] ?? []) as readonly RecordData[Type][], cnames }
  }

  return {
    serve,
    respond: (address, said) => void (said ? responses.set(address, said) : responses.delete(address)),
    proxy: (address, behind, headers) => void proxies.set(address, { behind, headers }),
    behind,
    listen: (address, reach) => void listening.set(address, reach),
    reach: async (address) => listening.get(address) ?? { is: 'open' },
    lead(name, addresses) {
      if (!addresses) return serve(name, null)
      const six = (address: string): boolean => address.includes(':')
      change(name, { A: addresses.filter((each) => !six(each)), AAAA: addresses.filter(six) })
    },
    write: (name, texts) =>
      texts ? change(name, { TXT: texts, fails: false }) : change(name, { fails: true }),
    alias: (name, target) => change(name, { CNAME: [target] }),
    async query(name, type, { checkingDisabled = false } = {}) {
      return lookUp(name, type, checkingDisabled, [])
    },
    async ask(name, address, token, body) {
      const said = responses.get(address)
      if (said) return said
      const got = answer(behind(address), name, token)
      const headers = proxies.get(address)?.headers ?? {}
      if (got === body) return { is: 'ours', milliseconds: 1, headers }
      const plain = { headers, page: null, long: false, redirect: null }
      return { is: 'other', status: 404, excerpt: got ?? '', ...plain }
    },
  }
}
