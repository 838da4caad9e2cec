// Our own look at a name, before and beside the CA's: DNS, and the challenge path on every address.

import type { Answer, CaaRecord, OriginFact } from '@wellknown/lifecycle'

/** What a record of each type holds. Names are in lower case, without a trailing dot; a TXT record's strings are joined. */
export type RecordData = {
  readonly A: string
  readonly AAAA: string
  readonly CNAME: string
  readonly NS: string
  readonly TXT: string
  readonly CAA: CaaRecord
  readonly SOA: { readonly primary: string; readonly serial: number }
  /** The digest in lower-case hexadecimal. */
  readonly DS: {
    readonly keyTag: number
    readonly algorithm: number
    readonly digestType: number
    readonly digest: string
  }
}
export type RecordType = keyof RecordData

/** RFC 8914: why a resolver fails, by its number and in words. */
export type ExtendedError = { readonly code: number; readonly text: string }

export type LookupFailure = {
  readonly is: 'failure'
  /** `SERVFAIL`, `REFUSED`, …; null: no answer came. */
  readonly rcode: string | null
  /** In words, the resolver's own among them; no sentence. */
  readonly detail: string
  readonly extended: readonly ExtendedError[]
}
export type Lookup<Type extends RecordType> =
  | {
      readonly is: 'found'
      /** None: the name exists, but has none of this type. */
      readonly records: readonly RecordData[Type][]
      /** The aliases that led to the records, in order, without the name itself. None where CNAME was asked for. */
      readonly cnames: readonly string[]
    }
  /** The name, or the last of its aliases, does not exist. */
  | { readonly is: 'nxdomain'; readonly cnames: readonly string[] }
  | LookupFailure

export type QueryOptions = {
  /** RFC 4035 §3.2.2: records whose DNSSEC signatures are wrong are given all the same. */
  readonly checkingDisabled?: boolean
  /** `address:port` of a name server that is asked by itself, instead of the resolvers. */
  readonly at?: string
}

/** Does something listen there? */
export type Reach =
  | { readonly is: Exclude<OriginFact['is'], 'unreachable'> }
  | { readonly is: 'unreachable'; readonly detail: string }

export type Prober = {
  /** Asks DNS for the records of a type; aliases are followed. Bounded in time; a resolver that fails is made up for by
   *  another, unless it says that the fault lies in DNSSEC. Never rejects. */
  query<Type extends RecordType>(name: string, type: Type, options?: QueryOptions): Promise<Lookup<Type>>
  /** GET http://name/.well-known/acme-challenge/token on exactly this address, pinned; expects `body`. Bounded in time
   *  and size. A redirect is no answer of ours; it is followed for a few hops, each checked and pinned like the first, to
   *  tell where it ends. */
  ask(name: string, address: string, token: string, body: string): Promise<Answer>
  /** Opens a connection to exactly this address and closes it: is an origin there? No look into the operator's network,
   *  but where ALLOW_PRIVATE_ORIGINS has it. */
  reach(address: string, port: number): Promise<Reach>
}
