// What was seen of a name before its certificate is asked for, and what it is held against. Facts judge nothing.

/** Headers that tell who answered, by their names in lower case; printable and bounded. */
export type Headers = Readonly<Record<string, string>>

/** What kind of page it is, where its text tells. */
export type Page = 'login' | 'bot-check' | 'https-wanted'

/** How a redirect ended when it was followed, as a CA follows it, to explain it. */
export type RedirectEnd =
  | { readonly is: 'ours' }
  | { readonly is: 'other'; readonly status: number; readonly excerpt: string }
  | { readonly is: 'unreachable'; readonly detail: string }
  /** A CA does not follow it there. */
  | { readonly is: 'forbidden'; readonly why: 'status' | 'scheme' | 'port' | 'host' | 'loop' }
  /** It goes on for longer than we follow. */
  | { readonly is: 'given-up' }

/** What an address of a name answers to our token. */
export type Answer =
  /** 200 on the first hop, with exactly the expected body. */
  | { readonly is: 'ours'; readonly milliseconds: number; readonly headers: Headers }
  | {
      readonly is: 'other'
      readonly status: number
      readonly headers: Headers
      readonly excerpt: string
      readonly page: Page | null
      /** Longer than a CA reads. */
      readonly long: boolean
      /** Where it leads, with where that ends; null where it does not redirect. */
      readonly redirect: { readonly urls: readonly string[]; readonly end: RedirectEnd } | null
    }
  /** The address may not be touched: private, reserved, loopback. No socket was opened. */
  | { readonly is: 'reserved' }
  | {
      readonly is: 'unreachable'
      readonly how: 'refused' | 'timeout' | 'tls' | 'broken'
      readonly detail: string
    }
  /** We lack this address family: recorded, not counted. */
  | { readonly is: 'no-route' }
export type ProbeFact = Answer & { readonly address: string }

/** RFC 8659 §4.1, the tag in lower case. */
export type CaaRecord = { readonly flags: number; readonly tag: string; readonly value: string }

/** What one name, of those whose CAA records bear on ours, says. */
export type CaaFact = { readonly at: string } & (
  | {
      readonly is: 'found'
      readonly records: readonly CaaRecord[]
      /** The alias's target, where the records are its. */
      readonly from: string | null
    }
  | { readonly is: 'failure'; readonly rcode: string | null; readonly detail: string }
)

export type DnsFact =
  | { readonly is: 'found'; readonly cnames: readonly string[] }
  | { readonly is: 'nxdomain'; readonly cnames: readonly string[] }
  | {
      readonly is: 'failure'
      /** `SERVFAIL`, …; null: no answer came. */
      readonly rcode: string | null
      readonly detail: string
      /** Is there an answer when signatures are not checked? */
      readonly unchecked: boolean
    }

/** What was seen of one name. */
export type NameFacts = {
  readonly name: string
  readonly dns: DnsFact
  readonly probes: readonly ProbeFact[]
  /** Is it the head of a zone, which cannot be an alias? */
  readonly apex: boolean
  /** The name first, then its parents; empty where they were not asked for. */
  readonly caa: readonly CaaFact[]
}

/** What was seen of one source of the origin. */
export type OriginFact = { readonly source: string } & (
  | { readonly is: 'open' | 'reserved' | 'no-route' }
  | { readonly is: 'unreachable'; readonly detail: string }
)

/** What facts are held against. */
export type Expected = {
  readonly method: 'http-01' | 'dns-01'
  /** What the customer's names are to be aliases of. */
  readonly target: string
  /** The addresses our edges answer at. */
  readonly edges: readonly string[]
  readonly ca: {
    /** As it goes by in CAA records. */
    readonly identities: readonly string[]
    readonly account: string
  }
  /** Names that are covered by what is served: they have led to us. */
  readonly covered: readonly string[]
  readonly requireCname: boolean
  readonly requireOrigin: boolean
  /** Can we prove names by DNS (DNS-01)? */
  readonly offersDns01: boolean
}
