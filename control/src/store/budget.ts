import { correct, nextFree, take } from '@wellknown/lifecycle'
import { count, eq, inArray, lte, max } from 'drizzle-orm'
import type { BudgetLedger, Debit } from './budget-port.ts'
import type { Orm, Transaction } from './database.ts'
import { BudgetSpent } from './faults.ts'
import { attempt, budget, promised } from './schema.ts'
import type { BucketSize, Instant, State } from './words.ts'

const takenOf = (tx: Orm | Transaction, bucket: string): Instant | null =>
  tx.select().from(budget).where(eq(budget.bucket, bucket)).get()?.fullAt ?? null

/** As if all that is promised were taken now: the CA may count it at any moment. */
function stateOf(tx: Orm | Transaction, bucket: string, now: Instant): Instant | null {
  const { open, refill } = tx
    .select({ open: count(), refill: max(promised.refill) })
    .from(promised)
    .where(eq(promised.bucket, bucket))
    .get() ?? { open: 0, refill: null }
  const taken = takenOf(tx, bucket)
  return refill === null ? taken : take(taken, { refill }, now, open)
}

function save(tx: Orm | Transaction, bucket: string, fullAt: Instant): void {
  tx.insert(budget)
    .values({ bucket, fullAt })
    .onConflictDoUpdate({ target: budget.bucket, set: { fullAt } })
    .run()
}

function promiseIn(
  tx: Orm | Transaction,
  to: string,
  bucket: string,
  { refill }: Pick<BucketSize, 'refill'>,
) {
  tx.insert(promised).values({ attempt: to, bucket, refill }).onConflictDoNothing().run()
}

/** Takes from every bucket, or promises it to `to`; or throws BudgetSpent with the longest wait and touches none. */
export function debitIn(tx: Transaction, to: string, debits: readonly Debit[], now: Instant): void {
  const waits = debits
    .map(({ bucket, size, reserve }) => ({
      bucket,
      until: nextFree(stateOf(tx, bucket, now), size, now, reserve),
    }))
    .toSorted((one, other) => other.until - one.until)
  const [longest] = waits
  if (longest && longest.until > now) throw new BudgetSpent(longest.bucket, longest.until)
  for (const { bucket, size, counts } of debits) {
    if (counts === 'orders') save(tx, bucket, take(takenOf(tx, bucket), size, now))
    if (counts === 'certificates') promiseIn(tx, to, bucket, size)
  }
}

/** The attempt of a state is over with the event that leads to another: what it was promised is taken where the CA has
 *  issued, or may have, and free again otherwise. */
export function settlePromises(tx: Transaction, from: State, to: State, event: string, now: Instant): void {
  const ended = attemptIn(from)
  if (ended === null || ended === attemptIn(to)) return
  const mine = tx.delete(promised).where(eq(promised.attempt, ended)).returning().all()
  if (!mayBeIssued(tx, ended, event)) return
  for (const { bucket, refill } of mine) save(tx, bucket, take(takenOf(tx, bucket), { refill }, now))
}

const attemptIn = (state: State): string | null => ('attempt' in state ? state.attempt : null)

function mayBeIssued(tx: Transaction, ended: string, event: string): boolean {
  const step = tx.select({ step: attempt.step }).from(attempt).where(eq(attempt.id, ended)).get()?.step
  // A certificate that we refuse to serve counts like any other.
  if (event === 'issued' || step === 'verify') return true
  // Given up with the signing request on its way: nobody will learn what came of it.
  return (step === 'finalize' || step === 'collect') && event !== 'failed' && event !== 'refused'
}

/** What is left of the CA's limits. */
export function budgetIn(db: Orm): BudgetLedger {
  return {
    budget: async (buckets, now) => {
      const touched = [
        ...db
          .select({ bucket: budget.bucket })
          .from(budget)
          .where(inArray(budget.bucket, [...buckets]))
          .all(),
        ...db
          .selectDistinct({ bucket: promised.bucket })
          .from(promised)
          .where(inArray(promised.bucket, [...buckets]))
          .all(),
      ]
      return new Map(touched.map(({ bucket }) => [bucket, stateOf(db, bucket, now) ?? now]))
    },
    promise: async (to, debits) =>
      db.transaction((tx) => {
        for (const { bucket, size } of debits) promiseIn(tx, to, bucket, size)
      }),
    correctBudget: async (bucket, size, instant) =>
      db.transaction((tx) => save(tx, bucket, correct(takenOf(tx, bucket), size, instant))),
    spend: async (bucket, size, now) =>
      db.transaction((tx) => save(tx, bucket, take(takenOf(tx, bucket), size, now))),
    dropBudget: async (now) => void db.delete(budget).where(lte(budget.fullAt, now)).run(),
  }
}
