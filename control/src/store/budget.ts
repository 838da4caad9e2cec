import { correct, nextFree, take } from '@wellknown/lifecycle'
import { eq, inArray, lte } from 'drizzle-orm'
import type { Orm, Transaction } from './database.ts'
import { BudgetSpent } from './faults.ts'
import type { Debit, Store } from './port.ts'
import { budget } from './schema.ts'
import type { Instant } from './words.ts'

const stateOf = (tx: Orm | Transaction, bucket: string): Instant | null =>
  tx.select().from(budget).where(eq(budget.bucket, bucket)).get()?.fullAt ?? null

function save(tx: Orm | Transaction, bucket: string, fullAt: Instant): void {
  tx.insert(budget)
    .values({ bucket, fullAt })
    .onConflictDoUpdate({ target: budget.bucket, set: { fullAt } })
    .run()
}

/** Takes from every bucket, or throws BudgetSpent with the longest wait and takes from none. */
export function debitIn(tx: Transaction, debits: readonly Debit[], now: Instant): void {
  const waits = debits
    .map(({ bucket, size, reserve }) => ({
      bucket,
      until: nextFree(stateOf(tx, bucket), size, now, reserve),
    }))
    .toSorted((one, other) => other.until - one.until)
  const [longest] = waits
  if (longest && longest.until > now) throw new BudgetSpent(longest.bucket, longest.until)
  for (const { bucket, size, take: takes } of debits) {
    if (takes) save(tx, bucket, take(stateOf(tx, bucket), size, now))
  }
}

/** What is left of the CA's limits. */
export function budgetIn(db: Orm): Pick<Store, 'budget' | 'correctBudget' | 'spend' | 'dropBudget'> {
  return {
    budget: async (buckets) =>
      new Map(
        db
          .select()
          .from(budget)
          .where(inArray(budget.bucket, [...buckets]))
          .all()
          .map(({ bucket, fullAt }) => [bucket, fullAt]),
      ),
    correctBudget: async (bucket, size, instant) =>
      db.transaction((tx) => save(tx, bucket, correct(stateOf(tx, bucket), size, instant))),
    spend: async (bucket, size, now) =>
      db.transaction((tx) => save(tx, bucket, take(stateOf(tx, bucket), size, now))),
    dropBudget: async (now) => void db.delete(budget).where(lte(budget.fullAt, now)).run(),
  }
}
