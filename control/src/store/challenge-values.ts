import { and, eq, inArray, sql, type SQL } from 'drizzle-orm'
import type { ChallengeValues } from './challenge-values-port.ts'
import type { Orm } from './database.ts'
import { attempt, challengeValue } from './schema.ts'

/** Values that are not known to be gone: an attempt that has some is kept. */
export const hasValues = (): SQL => sql`(${attempt.method} = 'dns-01' and ${attempt.challenges} <> '[]')`

/** One statement each: all names have a value, or none has. */
export function challengeValuesIn(db: Orm): ChallengeValues {
  return {
    challengeValues: async (owner) =>
      db
        .select({ value: challengeValue.value })
        .from(challengeValue)
        .where(eq(challengeValue.owner, owner))
        .all()
        .map(({ value }) => value),
    putChallengeValue: async (owners, value) =>
      void db
        .insert(challengeValue)
        .values(owners.map((owner) => ({ owner, value })))
        .onConflictDoNothing()
        .run(),
    dropChallengeValue: async (owners, value) =>
      void db
        .delete(challengeValue)
        .where(and(inArray(challengeValue.owner, [...owners]), eq(challengeValue.value, value)))
        .run(),
    attemptsWithValues: async (of) =>
      db
        .select()
        .from(attempt)
        .where(and(eq(attempt.resource, of), hasValues()))
        .orderBy(attempt.started)
        .all(),
  }
}
