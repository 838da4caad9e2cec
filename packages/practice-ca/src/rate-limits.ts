// Let's Encrypt's limits on orders, and the pause of names that fail for ever.

import { createBuckets, type Bucket } from './bucket.ts'
import { quote, Refusal } from './problem.ts'

/** Each limit that is given holds; without it there is none. */
export type RateLimits = {
  readonly ordersPerAccount?: Bucket
  /** Over all accounts. The registered domain is taken to be the last two labels: this CA knows no public suffixes. */
  readonly certificatesPerDomain?: Bucket
  /** Over all accounts. */
  readonly certificatesPerNames?: Bucket
  readonly failuresPerName?: Bucket
  /** Failures of a name, each account for itself, with no success between them, until the name is paused. */
  readonly failuresUntilPause?: Bucket
}

const HOUR = 3600
const DAY = 24 * HOUR
/** Let's Encrypt's own sizes, as of August 2026. */
export const LETS_ENCRYPT_LIMITS = {
  ordersPerAccount: { size: 300, perSeconds: 3 * HOUR },
  certificatesPerDomain: { size: 50, perSeconds: 7 * DAY },
  certificatesPerNames: { size: 5, perSeconds: 7 * DAY },
  failuresPerName: { size: 5, perSeconds: HOUR },
  failuresUntilPause: { size: 1152, perSeconds: 1152 * DAY },
} as const satisfies RateLimits

/** What spares an order: `ari` from all limits, `renewal` (the same names again) from those on orders and domains. */
export type Exemption = 'none' | 'renewal' | 'ari'
type NewOrder = {
  readonly account: string
  readonly names: readonly string[]
  readonly exemption: Exemption
}

export type RateLimiter = {
  /** Lets the order through and counts it. Throws a Refusal `rateLimited` with the longest wait of the limits hit. */
  admit(order: NewOrder): void
  countIssued(order: Omit<NewOrder, 'account'>): void
  /** True when this failure has emptied the bucket that pauses the name. */
  countFailure(account: string, name: string): boolean
  countSuccess(account: string, name: string): void
}

type Check = { readonly bucket: Bucket | undefined; readonly key: string; readonly told: string }

/** @param now milliseconds; @param helpUrl where the limits are explained */
export function createRateLimiter(
  limits: RateLimits,
  options: { readonly now: () => number; readonly helpUrl: () => string },
): RateLimiter {
  const buckets = createBuckets(options.now)
  const spend = (bucket: Bucket | undefined, key: string): void => {
    if (bucket) buckets.spend(bucket, key)
  }

  function checksOf({ account, names, exemption }: NewOrder): readonly Check[] {
    if (exemption === 'ari') return []
    const { ordersPerAccount, certificatesPerDomain, certificatesPerNames, failuresPerName } = limits
    const fresh: readonly Check[] = [
      { bucket: ordersPerAccount, key: ordersKey(account), told: 'new orders (N) from this account' },
      ...domainsOf(names).map((domain) => ({
        bucket: certificatesPerDomain,
        key: domainKey(domain),
        told: `certificates (N) already issued for ${quote(domain)}`,
      })),
    ]
    return [
      ...(exemption === 'renewal' ? [] : fresh),
      ...names.map((name) => ({
        bucket: failuresPerName,
        key: failureKey(account, name),
        told: `failed authorizations (N) for ${quote(name)}`,
      })),
      {
        bucket: certificatesPerNames,
        key: namesKey(names),
        told: 'certificates (N) already issued for this exact set of identifiers',
      },
    ]
  }

  return {
    admit(order) {
      let worst: { readonly check: Check; readonly bucket: Bucket; readonly wait: number } | null = null
      for (const check of checksOf(order)) {
        const { bucket, key } = check
        const wait = bucket ? buckets.wait(bucket, key) : 0
        if (bucket && wait > (worst?.wait ?? 0)) worst = { check, bucket, wait }
      }
      if (worst) throw refusalOf(worst.check.told, worst.bucket, worst.wait, options)
      if (order.exemption === 'none') spend(limits.ordersPerAccount, ordersKey(order.account))
    },
    countIssued({ names, exemption }) {
      if (exemption === 'none')
        for (const domain of domainsOf(names)) spend(limits.certificatesPerDomain, domainKey(domain))
      if (exemption !== 'ari') spend(limits.certificatesPerNames, namesKey(names))
    },
    countFailure(account, name) {
      spend(limits.failuresPerName, failureKey(account, name))
      const bucket = limits.failuresUntilPause
      if (!bucket) return false
      const key = pauseKey(account, name)
      buckets.spend(bucket, key)
      if (buckets.wait(bucket, key) === 0) return false
      // Who ends the pause is to start anew, and not to be paused by the next failure.
      buckets.fill(key)
      return true
    },
    countSuccess: (account, name) => buckets.fill(pauseKey(account, name)),
  }
}

const ordersKey = (account: string): string => `orders ${account}`
const domainKey = (domain: string): string => `domain ${domain}`
const namesKey = (names: readonly string[]): string => `names ${names.join()}`
const failureKey = (account: string, name: string): string => `failures ${account} ${name}`
const pauseKey = (account: string, name: string): string => `pause ${account} ${name}`

/** The last two labels of each, once. */
const domainsOf = (names: readonly string[]): readonly string[] => [
  ...new Set(names.map((name) => name.split('.').slice(-2).join('.'))),
]

function refusalOf(
  told: string,
  { size, perSeconds }: Bucket,
  wait: number,
  options: { readonly now: () => number; readonly helpUrl: () => string },
): Refusal {
  const what = told.replace('(N)', `(${size})`)
  const hours = Number((perSeconds / HOUR).toFixed(2))
  const at = new Date(options.now() + wait).toISOString().replace('T', ' ').replace(/\..*/, ' UTC')
  return new Refusal(
    'rateLimited',
    `too many ${what} in the last ${hours} h, retry after ${at}: see ${options.helpUrl()}`,
    {},
    { 'Retry-After': String(Math.ceil(wait / 1000)), Link: `<${options.helpUrl()}>;rel="help"` },
  )
}
