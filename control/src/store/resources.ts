import { and, eq, inArray, isNotNull, isNull, ne, not, sql } from 'drizzle-orm'
import { challengeHit } from './challenge-hits.ts'
import type { Orm, Transaction } from './database.ts'
import { observation, readback, receipt, wanted } from './edge-schema.ts'
import { NameClash } from './faults.ts'
import type { Clash, Store } from './port.ts'
import { queueIn } from './queue.ts'
import type * as row from './records.ts'
import { rehearsal } from './rehearsals.ts'
import { attempt, certificate, hostnameClaim, resource, rule, task } from './schema.ts'

type Resources = Pick<
  Store,
  | 'updateResource'
  | 'resource'
  | 'resources'
  | 'load'
  | 'allResources'
  | 'markPropagated'
  | 'releasedNames'
  | 'takenNames'
  | 'giveName'
  | 'removeResource'
>

/** A row as the ports speak of it. */
export function toSaved(found: typeof resource.$inferSelect): row.Saved {
  const { state, current, https, troubles, version, ...others } = found
  // Columns that are worked out from the state, for the indexes.
  const { until: _, notAfter: _1, alarmAt: _2, startAt: _3, stateIs: _4, cause: _5, ...rest } = others
  const { servedKind: _6, notBefore: _7, label: _8, failing: _9, ...configured } = rest
  return { resource: configured, state, current, https, troubles: troubles ?? [], version }
}

export const namesOf = ({
  cname,
  secondaryHostnames,
}: Pick<row.Resource, 'cname' | 'secondaryHostnames'>): readonly string[] => [cname, ...secondaryHostnames]

/** Takes `names` for a resource and releases the ones it had beside them. Gives the first name that is not to be had. */
export function claim(
  tx: Transaction,
  of: { id: number; client: number },
  names: readonly string[],
  at: number,
): Clash | null {
  for (const name of names) {
    const held = tx.select().from(hostnameClaim).where(eq(hostnameClaim.name, name)).get()
    const taken = held && held.resource !== null && held.resource !== of.id
    // Another tenant's last: it is theirs until `giveName` has handed it over.
    const released = held && held.resource === null && held.client !== of.client
    if (taken || released) return { clash: 'hostname', value: name }
    tx.insert(hostnameClaim)
      .values({ name, client: of.client, resource: of.id, released: null })
      .onConflictDoUpdate({
        target: hostnameClaim.name,
        set: { client: of.client, resource: of.id, released: null },
      })
      .run()
  }
  const had = tx.select().from(hostnameClaim).where(eq(hostnameClaim.resource, of.id)).all()
  const dropped = had.map(({ name }) => name).filter((name) => !names.includes(name))
  release(tx, dropped, at)
  return null
}

function release(tx: Transaction, names: readonly string[], at: number): void {
  if (names.length === 0) return
  tx.update(hostnameClaim)
    .set({ resource: null, released: at })
    .where(inArray(hostnameClaim.name, [...names]))
    .run()
}

/** Runs a write that claims names; one that is not to be had becomes a Clash. */
export function refusing<result>(work: () => result): result | Clash {
  try {
    return work()
  } catch (error) {
    if (error instanceof NameClash) return error.clash
    throw error
  }
}

export function resourcesIn(db: Orm): Resources {
  const one = db
    .select()
    .from(resource)
    .where(eq(resource.id, sql.placeholder('id')))
    .prepare()
  const find = (id: number) => one.get({ id })
  return {
    updateResource: async (client, id, change, at) =>
      refusing(() =>
        db.transaction(
          (tx) => {
            const mine = and(eq(resource.client, client), eq(resource.id, id))
            const found = tx.select().from(resource).where(mine).get()
            if (!found) return null
            const set = typeof change === 'function' ? change(toSaved(found)) : change
            const saved = tx
              .update(resource)
              .set({ ...set, updated: at })
              .where(mine)
              .returning()
              .get()
            const clash = set.secondaryHostnames ? claim(tx, saved, namesOf(saved), at) : null
            if (clash) throw new NameClash(clash)
            queueIn(tx, id, { do: 'configure' }, at)
            return toSaved(saved)
          },
          { behavior: 'immediate' },
        ),
      ),
    resource: async (client, id) => {
      const found = find(id)
      return found?.client === client ? toSaved(found) : null
    },
    resources: async (client) =>
      db.select().from(resource).where(eq(resource.client, client)).orderBy(resource.id).all().map(toSaved),
    load: async (id) => {
      const found = find(id)
      return found ? toSaved(found) : null
    },
    allResources: async () => db.select().from(resource).orderBy(resource.id).all().map(toSaved),
    takenNames: async (id, names) =>
      db
        .select({ name: hostnameClaim.name })
        .from(hostnameClaim)
        .where(
          and(
            inArray(hostnameClaim.name, [...names]),
            isNotNull(hostnameClaim.resource),
            ne(hostnameClaim.resource, id),
          ),
        )
        .all()
        .map(({ name }) => name),
    releasedNames: async (client, names) =>
      db
        .select({ name: hostnameClaim.name, released: hostnameClaim.released })
        .from(hostnameClaim)
        .where(
          and(
            inArray(hostnameClaim.name, [...names]),
            isNull(hostnameClaim.resource),
            ne(hostnameClaim.client, client),
          ),
        )
        .all()
        .map(({ name, released }) => ({ name, released: released ?? 0 })),
    giveName: async (name, client) =>
      void db
        .update(hostnameClaim)
        .set({ client })
        .where(and(eq(hostnameClaim.name, name), isNull(hostnameClaim.resource)))
        .run(),
    markPropagated: async (id) =>
      void db.update(resource).set({ propagated: true }).where(eq(resource.id, id)).run(),
    removeResource: async (id, at) =>
      db.transaction(
        (tx) => {
          const claims = tx.select().from(hostnameClaim).where(eq(hostnameClaim.resource, id)).all()
          release(
            tx,
            claims.map(({ name }) => name),
            at,
          )
          const hosts = tx.select({ host: wanted.host }).from(wanted).where(eq(wanted.resource, id)).all()
          for (const { host } of hosts) {
            tx.delete(receipt).where(eq(receipt.host, host)).run()
            tx.delete(observation).where(eq(observation.host, host)).run()
            tx.delete(readback).where(eq(readback.host, host)).run()
          }
          // Deletions stay wanted, so that a PoP that was out still learns of them; only the owner goes.
          tx.update(wanted).set({ resource: null }).where(eq(wanted.resource, id)).run()
          tx.delete(rule).where(eq(rule.resource, id)).run()
          tx.delete(challengeHit).where(eq(challengeHit.resource, id)).run()
          tx.delete(rehearsal).where(eq(rehearsal.resource, id)).run()
          // What the CA has to be told of outlives the resource: a revocation is told until it is done.
          const toldToCa = sql`json_extract(${task.effect}, '$.do') = 'revoke'`
          tx.delete(task)
            .where(and(eq(task.resource, id), isNull(task.leasedUntil), not(toldToCa)))
            .run()
          // History stays; keys do not: the next housekeeping destroys them.
          tx.update(certificate)
            .set({ retires: at })
            .where(and(eq(certificate.resource, id), isNotNull(certificate.sealedKey)))
            .run()
          tx.delete(attempt).where(eq(attempt.resource, id)).run()
          tx.delete(resource).where(eq(resource.id, id)).run()
        },
        { behavior: 'immediate' },
      ),
  }
}
