import { and, asc, count, desc, eq, gte, inArray, lte, ne, not, or, sql, type SQL } from 'drizzle-orm'
import type { SQLiteColumn } from 'drizzle-orm/sqlite-core'
import type { Orm } from './database.ts'
import type { ResourceList, ResourceOrder, ResourceWish } from './resource-list-port.ts'
import { toSaved } from './resources.ts'
import { hostnameClaim, resource } from './schema.ts'

const COLUMNS: Readonly<Record<ResourceOrder, SQLiteColumn>> = {
  id: resource.id,
  cname: resource.cname,
  name: resource.name,
  created: resource.created,
  updated: resource.updated,
  valid_until: resource.notAfter,
}
const OPEN = ['checking', 'blocked', 'issuing', 'waiting', 'deploying'] as const
/** SQLite's word for no limit. */
const ALL = -1

export function resourceListIn(db: Orm): ResourceList {
  return {
    findResources: async (wish) => ({
      count: countResources(db, wish).get()?.count ?? 0,
      found: selectResources(db, wish).all().map(toSaved),
    }),
    resourceNamed: async (client, name) => {
      const found = db
        .select({ resource })
        .from(hostnameClaim)
        .innerJoin(resource, eq(resource.id, hostnameClaim.resource))
        .where(and(eq(hostnameClaim.name, name), eq(resource.client, client)))
        .get()
      return found ? toSaved(found.resource) : null
    },
  }
}

/** The page of `wish`. */
export const selectResources = (db: Orm, wish: ResourceWish) =>
  db
    .select()
    .from(resource)
    .where(matching(wish))
    .orderBy(...orderOf(wish))
    .limit(wish.limit ?? ALL)
    .offset(wish.offset)

/** How many there are, on all pages. */
export const countResources = (db: Orm, wish: ResourceWish) =>
  db.select({ count: count() }).from(resource).where(matching(wish))

/** Equals are sorted by id. */
function orderOf({ order, backwards }: ResourceWish): SQL[] {
  const column = COLUMNS[order]
  const ids = order === 'id' ? [] : [asc(resource.id)]
  // Backwards SQLite has null last by itself.
  return backwards ? [desc(column), ...ids] : [sql`${column} asc nulls last`, ...ids]
}

function matching(wish: ResourceWish): SQL | undefined {
  const is = <value>(wished: value | undefined, condition: (value: value) => SQL | undefined) =>
    wished === undefined ? undefined : condition(wished)
  return and(
    eq(resource.client, wish.client),
    ne(resource.stateIs, 'deleting'),
    is(wish.cname, (cname) => eq(resource.cname, cname)),
    is(wish.name, (name) => eq(resource.name, name)),
    is(wish.search, mentioning),
    is(wish.status, withStatus),
    is(wish.sslEnabled, (on) => (on ? enabled : not(enabled))),
    is(wish.active, (active) => eq(resource.active, active)),
    is(wish.sslData, (ids) => inArray(resource.sslData, [...ids])),
    is(wish.originGroup, (group) => eq(resource.originGroup, group)),
    is(wish.state, (state) => eq(resource.stateIs, state)),
    is(wish.label, (label) => eq(resource.label, label)),
    is(wish.endsSince, (at) => gte(resource.notAfter, at)),
    is(wish.endsUntil, (at) => lte(resource.notAfter, at)),
  )
}

/** Hostnames have small letters only; the list of them as text is asked before it is taken apart. */
function mentioning(text: string): SQL {
  const sought = text.toLowerCase()
  return sql`(instr(${resource.cname}, ${sought}) > 0 or instr(fold(${resource.name}), ${sought}) > 0 or (
    instr(${resource.secondaryHostnames}, ${sought}) > 0 and exists (
      select 1 from json_each(${resource.secondaryHostnames}) where instr(value, ${sought}) > 0)))`
}

function withStatus(status: NonNullable<ResourceWish['status']>): SQL | undefined {
  const serving = and(eq(resource.suspended, false), eq(resource.active, true))
  return status === 'suspended'
    ? or(eq(resource.suspended, true), eq(resource.active, false))
    : and(serving, eq(resource.propagated, status === 'active'))
}

// The cast: there are two conditions, so it is one.
const enabled = or(
  eq(resource.https, true),
  and(inArray(resource.stateIs, [...OPEN]), ne(resource.label, 'Failed (expired)')),
) as SQL
