// Token buckets, kept as one instant each (the generic cell rate algorithm, as Boulder does).

/** Holds `size` tokens and fills from empty to full in `perSeconds`. */
export type Bucket = { readonly size: number; readonly perSeconds: number }

/** Full buckets need no memory; they are looked for when this many are kept. */
const MANY = 10_000

export type Buckets = {
  /** Milliseconds until a token is there; 0 for now. */
  wait(bucket: Bucket, key: string): number
  /** Takes a token if there is one; an empty bucket stays empty. */
  spend(bucket: Bucket, key: string): void
  fill(key: string): void
}

/** @param now milliseconds */
export function createBuckets(now: () => number): Buckets {
  /** When each will be full. */
  const fullAt = new Map<string, number>()
  const interval = ({ size, perSeconds }: Bucket): number => (perSeconds * 1000) / size
  const next = (bucket: Bucket, key: string): number =>
    Math.max(fullAt.get(key) ?? 0, now()) + interval(bucket)
  return {
    // To the millisecond: the sums of fractions must not make a full bucket look short of one.
    wait: (bucket, key) =>
      Math.max(0, Math.round(next(bucket, key) - now() - interval(bucket) * bucket.size)),
    spend(bucket, key) {
      if (fullAt.size >= MANY) for (const [each, at] of fullAt) if (at <= now()) fullAt.delete(each)
      fullAt.set(key, Math.min(next(bucket, key), now() + interval(bucket) * bucket.size))
    },
    fill: (key) => void fullAt.delete(key),
  }
}
