import { and, asc, eq, lt } from 'drizzle-orm'
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { ChallengeHit, ChallengeHits } from './challenge-hits-port.ts'
import type { Orm } from './database.ts'

export const challengeHit = sqliteTable('challenge_hit', {
  id: integer('id').primaryKey(),
  resource: integer('resource').notNull(),
  attempt: text('attempt').notNull(),
  pop: text('pop').notNull(),
  host: text('host').notNull(),
  at: integer('at').notNull(),
  network: text('network').notNull(),
  agent: text('agent').notNull(),
  result: text('result').$type<ChallengeHit['result']>().notNull(),
  milliseconds: integer('milliseconds').notNull(),
})

export function challengeHitsIn(db: Orm): ChallengeHits {
  return {
    saveChallengeHits: async ({ id: attempt, resource }, pop, hits) =>
      db.transaction(
        (tx) => {
          const told = and(eq(challengeHit.attempt, attempt), eq(challengeHit.pop, pop))
          const before = tx.select({ id: challengeHit.id }).from(challengeHit).where(told).all().length
          if (hits.length <= before) return false
          tx.delete(challengeHit).where(told).run()
          for (const hit of hits)
            tx.insert(challengeHit)
              .values({ ...hit, pop, attempt, resource })
              .run()
          return true
        },
        { behavior: 'immediate' },
      ),
    challengeHits: async (attempt) =>
      db
        .select()
        .from(challengeHit)
        .where(eq(challengeHit.attempt, attempt))
        .orderBy(asc(challengeHit.at), asc(challengeHit.id))
        .all()
        .map(({ pop, host, at, network, agent, result, milliseconds }) => {
          return { pop, host, at, network, agent, result, milliseconds }
        }),
    dropChallengeHits: async (before) =>
      void db.delete(challengeHit).where(lt(challengeHit.at, before)).run(),
  }
}
