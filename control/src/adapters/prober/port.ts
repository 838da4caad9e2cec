// Our own look at a name, before and beside the CA's: DNS, and the challenge path on every address.

export type Addresses =
  | {
      readonly is: 'found'
      /** The CNAME chain, in order, without the name itself. */
      readonly cnames: readonly string[]
      readonly a: readonly string[]
      readonly aaaa: readonly string[]
    }
  | { readonly is: 'nxdomain' }
  | { readonly is: 'failure'; readonly detail: string }

export type Texts =
  | { readonly is: 'found'; readonly values: readonly string[] }
  | { readonly is: 'failure'; readonly detail: string }

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
  resolve(name: string): Promise<Addresses>
  /** The TXT records of a name, each joined to one string; none where it has none or does not exist. */
  texts(name: string): Promise<Texts>
  /** GET http://name/.well-known/acme-challenge/token on exactly this address, pinned; expects `body`. Bounded in time
   *  and size; redirects are not followed but reported. */
  ask(name: string, address: string, token: string, body: string): Promise<Answer>
}
