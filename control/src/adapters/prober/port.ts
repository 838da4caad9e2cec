// Our own look at a name, before and beside the CA's: DNS, and the challenge path on every address.

/** RFC 8659 §4.1. The tag comes in lower case: it is compared without regard to case. */
export type Caa = { readonly flags: number; readonly tag: string; readonly value: string }

/** What a record of each type holds. Names are in lower case, without a trailing dot; a TXT record's strings are joined. */
export type RecordData = {
  readonly A: string
  readonly AAAA: string
  readonly CNAME: string
  readonly NS: string
  readonly TXT: string
  readonly CAA: Caa
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
}

export type Answer =
  /** 200 on the first hop, with exactly the expected body. */
  | { readonly is: 'ours'; readonly milliseconds: number }
  | {
      readonly is: 'other'
      readonly status: number
      readonly location: string | null
      readonly excerpt: string
      readonly server: string | null
    }
  /** The address may not be touched: private, reserved, loopback. No socket was opened. */
  | { readonly is: 'reserved' }
  | { readonly is: 'unreachable'; readonly detail: string }
  /** We lack this address family: recorded, not counted. */
  | { readonly is: 'no-route' }

export type Prober = {
  /** Asks DNS for the records of a type; aliases are followed. Bounded in time; a resolver that fails is made up for by
   *  another, unless it says that the fault lies in DNSSEC. Never rejects. */
  query<Type extends RecordType>(name: string, type: Type, options?: QueryOptions): Promise<Lookup<Type>>
  /** GET http://name/.well-known/acme-challenge/token on exactly this address, pinned; expects `body`. Bounded in time
   *  and size; redirects are not followed but reported. */
  ask(name: string, address: string, token: string, body: string): Promise<Answer>
}
