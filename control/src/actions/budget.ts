// Which of the CA's limits an order touches.

import { createHash } from 'node:crypto'
import { registeredDomain } from '@wellknown/hostname'
import { hostOf } from '@wellknown/hostname/host'
import { nextFree, type BucketSize, type Instant, type Problem, type Run } from '@wellknown/lifecycle'
import type { Debit } from '../store/budget-port.ts'
import type { Saved } from '../store/records.ts'
import type { LimitName } from '../limits.ts'
import type { World } from '../world.ts'

/** A tenth of what can wait is left to customers who have no certificate yet. */
const RESERVE = 0.1
/** How many of a limit runs other than first ones leave alone. */
export const reserveOf = (limit: LimitName, { count }: BucketSize): number =>
  limit === 'failures' ? 0 : Math.floor(count * RESERVE)

/** The bucket of a limit; `subject` is a registered domain, a set of names, or a name. */
export const bucketOf = (world: Pick<World, 'ca'>, limit: LimitName, subject = ''): string =>
  [world.ca.directory, limit, subject].join(' ')

const setOf = (names: readonly string[]): string =>
  createHash('sha256').update(names.toSorted().join(' ')).digest('hex').slice(0, 32)

const domainsOf = (names: readonly string[]): readonly string[] => {
  const domains = names.map((name) => {
    const host = hostOf(name)
    return (host && registeredDomain(host)) ?? name
  })
  return [...new Set(domains)]
}

/** What a new order for this run needs of the CA's limits. The CA counts orders when they are made, certificates when they
 *  are issued, failures when they are judged; whatever open attempts may yet use is promised to them, so that runs that
 *  start at once do not all count on the same place. One inside the window the CA advises (RFC 9773) counts nowhere. */
export const debitsOf = async (
  world: Pick<World, 'ca' | 'policy' | 'store' | 'now'>,
  saved: Pick<Saved, 'current'>,
  run: RunOf,
): Promise<readonly Debit[]> => ((await isExempt(world, saved, run.names)) ? [] : countedFor(world, run))

type RunOf = Pick<Run, 'why' | 'names'>

/** The same where the CA makes no exception for the advised window. A renewal of the same names counts neither as an order
 *  nor for the domain. */
export function countedFor(world: Pick<World, 'ca' | 'policy'>, { why, names }: RunOf): readonly Debit[] {
  const { limits } = world.policy
  if (limits === null) return []
  const debit = (limit: LimitName, subject: string): Debit => ({
    bucket: bucketOf(world, limit, subject),
    size: limits[limit],
    reserve: why === 'first' ? 0 : reserveOf(limit, limits[limit]),
    counts: limit === 'orders' || limit === 'failures' ? limit : 'certificates',
  })
  const always = [...names.map((name) => debit('failures', name)), debit('set', setOf(names))]
  if (why === 'renewal') return always
  return [...always, debit('orders', ''), ...domainsOf(names).map((domain) => debit('domain', domain))]
}

/** Does the CA count an order for `names` nowhere? It does not where the order follows a certificate of our account, has
 *  a name with it in common, and comes inside the window that was advised for it. */
async function isExempt(
  { ca, store, now }: Pick<World, 'ca' | 'store' | 'now'>,
  { current }: Pick<Saved, 'current'>,
  names: readonly string[],
): Promise<boolean> {
  if (current?.issuer?.directory !== ca.directory || current.issuer.account !== ca.account) return false
  if (!names.some((name) => current.names.includes(name))) return false
  const window = (await store.certificate(current.certificate))?.advice
  return window ? window.start <= now() && now() < window.end : false
}

/** An order that the attempt has not paid for: one more after its first is gone, or one that the CA will not have as the
 *  successor of another. */
export async function countOrder(world: World, attempt: string, debits: readonly Debit[]): Promise<void> {
  for (const { counts, bucket, size } of debits)
    if (counts === 'orders') await world.store.spend(bucket, size, world.now())
  await promiseCertificate(world, attempt, debits)
}

/** The attempt is promised what it was not yet. */
export const promiseCertificate = (
  world: Pick<World, 'store'>,
  attempt: string,
  debits: readonly Debit[],
): Promise<void> =>
  world.store.promise(
    attempt,
    debits.filter(({ counts }) => counts === 'certificates'),
  )

/** The bucket among these that has room last, and when; null: all have room now. */
export async function findWait(
  world: Pick<World, 'store' | 'now'>,
  debits: readonly Debit[],
): Promise<{ readonly bucket: string; readonly until: Instant } | null> {
  const now = world.now()
  const held = await world.store.budget(
    debits.map(({ bucket }) => bucket),
    now,
  )
  const waits = debits.map(({ bucket, size, reserve }) => ({
    bucket,
    until: nextFree(held.get(bucket) ?? null, size, now, reserve),
  }))
  const [longest] = waits.toSorted((one, other) => other.until - one.until)
  return longest && longest.until > now ? longest : null
}

/** The CA would refuse, and count it: we wait before we ask (P13). */
export const limitReached = (until: Instant): Problem => ({
  code: 'rate-limited',
  detail: 'The certificate authority takes only so many requests in a time; ours are spent.',
  name: null,
  retryAt: until,
})

/** The CA has judged a name and said no. */
export async function spendFailure(world: World, name: string): Promise<void> {
  const { limits } = world.policy
  if (limits) await world.store.spend(bucketOf(world, 'failures', name), limits.failures, world.now())
}

/** The CA has refused an order until an instant: the bucket it speaks of is set by its word. Its text is all it gives. */
export async function learnLimit(
  world: World,
  names: readonly string[],
  detail: string,
  until: Instant,
): Promise<void> {
  const { limits } = world.policy
  const limit = limits && SPOKEN.find(([, words]) => detail.includes(words))?.[0]
  if (!limits || !limit) return
  const subjects = { orders: [''], domain: domainsOf(names), set: [setOf(names)], failures: names }[limit]
  // Of several names the one it means stands in its text.
  const meant = subjects.length === 1 ? subjects : subjects.filter((subject) => detail.includes(subject))
  for (const subject of meant) {
    await world.store.correctBudget(bucketOf(world, limit, subject), limits[limit], until)
  }
}

/** Boulder's words for each of its limits. */
const SPOKEN: readonly (readonly [LimitName, string])[] = [
  ['orders', 'too many new orders'],
  ['set', 'exact set of'],
  ['domain', 'too many certificates'],
  ['failures', 'failed authorizations'],
]

/** Every bucket that an order for `name` would touch in a certificate of `names`, by its limit. */
export const bucketsFor = (
  world: Pick<World, 'ca'>,
  name: string,
  names: readonly string[],
): readonly (readonly [LimitName, string, string])[] => [
  ['orders', 'account', bucketOf(world, 'orders')],
  ...domainsOf([name]).map((domain) => ['domain', domain, bucketOf(world, 'domain', domain)] as const),
  ['set', name, bucketOf(world, 'set', setOf(names))],
  ['failures', name, bucketOf(world, 'failures', name)],
]
