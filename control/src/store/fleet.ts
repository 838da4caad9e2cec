import { and, asc, count, desc, eq, gt, gte, inArray, isNotNull, lt, lte, min } from 'drizzle-orm'
import type { Orm } from './database.ts'
import type { FleetStore } from './fleet-port.ts'
import { budget, client, hostnameClaim, resource } from './schema.ts'

export function fleetIn(db: Orm): FleetStore {
  return {
    touchedBuckets: async ({ prefix, now, soonestFirst, limit, offset }) => {
      // A space ends the prefix, and an exclamation mark comes after it.
      const under = and(
        gte(budget.bucket, `${prefix} `),
        lt(budget.bucket, `${prefix}!`),
        gt(budget.fullAt, now),
      )
      return {
        count: db.select({ count: count() }).from(budget).where(under).get()?.count ?? 0,
        found: db
          .select()
          .from(budget)
          .where(under)
          .orderBy(soonestFirst ? asc(budget.fullAt) : desc(budget.fullAt), asc(budget.bucket))
          .limit(limit)
          .offset(offset)
          .all(),
      }
    },
    startQueue: async (now) =>
      db
        .select({ due: count(), oldest: min(resource.startAt) })
        .from(resource)
        .where(lte(resource.startAt, now))
        .get() ?? { due: 0, oldest: null },
    ownersOf: async (resources) =>
      new Map(
        db
          .select({ resource: resource.id, client: client.id, name: client.name })
          .from(resource)
          .innerJoin(client, eq(client.id, resource.client))
          .where(inArray(resource.id, [...new Set(resources)]))
          .all()
          .map(({ resource: of, ...owner }) => [of, owner]),
      ),
    holdersOf: async (names) =>
      new Map(
        db
          .select({ host: hostnameClaim.name, client: client.id, name: client.name })
          .from(hostnameClaim)
          .innerJoin(client, eq(client.id, hostnameClaim.client))
          .where(and(inArray(hostnameClaim.name, [...names]), isNotNull(hostnameClaim.resource)))
          .all()
          .map(({ host, ...owner }) => [host, owner]),
      ),
    clientNames: async (clients) =>
      new Map(
        db
          .select({ id: client.id, name: client.name })
          .from(client)
          .where(inArray(client.id, [...new Set(clients)]))
          .all()
          .map(({ id, name }) => [id, name]),
      ),
  }
}
