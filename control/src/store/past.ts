import { asc, count, desc, eq, inArray } from 'drizzle-orm'
import type { Orm } from './database.ts'
import type { Past } from './past-port.ts'
import { certificate, issueProcess, processOutcome } from './schema.ts'

export function pastIn(db: Orm): Past {
  return {
    certificatesOf: async (of, { oldestFirst, limit, offset }) => {
      const mine = eq(certificate.resource, of)
      const way = oldestFirst ? asc : desc
      return {
        count: db.select({ count: count() }).from(certificate).where(mine).get()?.count ?? 0,
        found: db
          .select()
          .from(certificate)
          .where(mine)
          .orderBy(way(certificate.notBefore), way(certificate.id))
          .limit(limit)
          .offset(offset)
          .all(),
      }
    },
    processesOf: async (of, { oldestFirst, limit, offset }) => {
      const mine = eq(issueProcess.resource, of)
      const found = db
        .select()
        .from(issueProcess)
        .where(mine)
        .orderBy(oldestFirst ? asc(issueProcess.id) : desc(issueProcess.id))
        .limit(limit)
        .offset(offset)
        .all()
      const ids = found.map(({ id }) => id)
      const outcomes = db
        .select()
        .from(processOutcome)
        .where(inArray(processOutcome.process, ids))
        .orderBy(asc(processOutcome.id))
        .all()
      return {
        count: db.select({ count: count() }).from(issueProcess).where(mine).get()?.count ?? 0,
        found: found.map((each) => ({
          ...each,
          outcomes: outcomes.filter(({ process }) => process === each.id),
        })),
      }
    },
  }
}
