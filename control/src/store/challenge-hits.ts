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

const countOf = (hits: readonly Pick<ChallengeHit, 'result'>[], result: ChallengeHit['result']): number =>
  hits.filter((each) => each.result === result).length

export function challengeHitsIn(db: Orm): ChallengeHits {
  return {
    saveChallengeHits: async ({ id: attempt, resource }, pop, hits) =>
      db.transaction(
        (tx) => {
          const told = and(eq(challengeHit.attempt, attempt), eq(challengeHit.pop, pop))
          const before = tx.select({ result: challengeHit.result }).from(challengeHit).where(told).all()
          if (hits.length <= before.length) return null
          tx.delete(challengeHit).where(told).run()
          for (const hit of hits)
            tx.insert(challengeHit)
              .values({ ...hit, pop, attempt, resource })
              .run()
          const more = (result: ChallengeHit['result']): number =>
            Math.max(0, countOf(hits, result) - countOf(before, result))
          return {
            answered: more('answered'),
            unknown: more('unknown'),
            unavailable: more('unavailable'),
          }
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
