// The DNS that hosts `_acme-challenge` records for customers who have delegated them to us (RFC 8555 §8.4).

/** Every call of the port rejects with this and nothing else. */
export class DnsHostError extends Error {
  override readonly name = 'DnsHostError'
  /** Not before this instant, in milliseconds since the epoch, where the host named one. */
  readonly retryAt: number | null
  constructor(detail: string, retryAt: number | null = null) {
    super(detail)
    this.retryAt = retryAt
  }
}

export type DnsHost = {
  /** The names that customers delegate to: lower case, without a trailing dot. */
  readonly nameservers: readonly string[]
  /** Where these are asked; 53 but for demos. */
  readonly port: number
  /** Is a name ours as soon as its whole zone is? Else the `_acme-challenge` name itself must be delegated. */
  readonly hostsWholeZones: boolean
  /** The name of ours that `_acme-challenge.<name>` may be a CNAME of, one for each hostname; null: only NS will do. */
  aliasOf(name: string): string | null
  /** Puts a TXT value at `_acme-challenge.<name>`, beside those that others have put there. Resolves once it is kept;
   *  when it is seen is for the gate to find out. Doing it twice changes nothing. */
  present(name: string, value: string): Promise<void>
  /** Takes this one value away, and leaves the others. What is not there is gone: no error. */
  withdraw(name: string, value: string): Promise<void>
}

export const recordOf = (name: string): string => `_acme-challenge.${name}`
