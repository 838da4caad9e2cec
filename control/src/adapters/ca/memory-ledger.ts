// What a CA counts of its clients' orders, as Let's Encrypt does: on its own, whatever its clients believe.

import { nextFree, take, type BucketSize, type Instant } from '@wellknown/lifecycle'

/** How much it lets pass. */
export type LedgerSizes = Readonly<Record<'orders' | 'domain' | 'set' | 'failures', BucketSize>>

/** Failures of a name with no success between them, until its orders are paused: 1,152, and one back each day. */
const UNTIL_PAUSED: BucketSize = { count: 1152, refill: 24 * 60 * 60_000 }

/** What spares an order: `advised` (RFC 9773) from every limit, the same names `again` from those on orders and domains. */
export type Spared = 'advised' | 'again' | null
type Asked = { readonly names: readonly string[]; readonly spared: Spared }

export type MemoryLedger = {
  /** What was counted although nothing was left: by its limit. Empty: the limits were kept. */
  readonly exceeded: readonly string[]
  /** Names whose orders are refused until an operator says that they are mended. */
  readonly paused: ReadonlySet<string>
  /** Counts the order, or tells what is in its way and until when. */
  admit(asked: Asked): { readonly limit: string; readonly until: Instant } | null
  countIssued(asked: Asked): void
  countJudged(name: string, valid: boolean): void
  unpause(): void
}

/** Of one account. */
export function createMemoryLedger(limits: LedgerSizes, now: () => Instant): MemoryLedger {
  const fullAt = new Map<string, Instant>()
  const exceeded: string[] = []
  const paused = new Set<string>()
  const wait = (key: string, size: BucketSize): Instant => nextFree(fullAt.get(key) ?? null, size, now())
  const count = (key: string, size: BucketSize): void => {
    if (wait(key, size) > now()) exceeded.push(key)
    fullAt.set(key, take(fullAt.get(key) ?? null, size, now()))
  }
  const certificates = ({ names, spared }: Asked): readonly (readonly [string, BucketSize])[] => [
    ...(spared === null
      ? domainsOf(names).map((domain) => [`domain ${domain}`, limits.domain] as const)
      : []),
    ...(spared === 'advised' ? [] : [[`set ${names.toSorted().join()}`, limits.set] as const]),
  ]
  return {
    exceeded,
    paused,
    admit(asked) {
      if (asked.spared === 'advised') return null
      const failures = asked.names.map((name) => [`failures ${name}`, limits.failures] as const)
      const orders = asked.spared === null ? [['orders', limits.orders] as const] : []
      const all = [...orders, ...failures, ...certificates(asked)]
      for (const [limit, size] of all) {
        const until = wait(limit, size)
        if (until > now()) return { limit, until }
      }
      for (const [limit, size] of orders) count(limit, size)
      return null
    },
    countIssued(asked) {
      for (const [limit, size] of certificates(asked)) count(limit, size)
    },
    countJudged(name, valid) {
      if (valid) return void fullAt.delete(`pause ${name}`)
      count(`failures ${name}`, limits.failures)
      fullAt.set(`pause ${name}`, take(fullAt.get(`pause ${name}`) ?? null, UNTIL_PAUSED, now()))
      if (wait(`pause ${name}`, UNTIL_PAUSED) > now()) paused.add(name)
    },
    unpause() {
      for (const name of paused) fullAt.delete(`pause ${name}`)
      paused.clear()
    },
  }
}

/** The registered domain is taken to be the last two labels: this CA knows no public suffixes. */
const domainsOf = (names: readonly string[]): readonly string[] => [
  ...new Set(names.map((name) => name.split('.').slice(-2).join('.'))),
]
