import { and, asc, count, eq, gt, isNotNull, isNull, lte, sql } from 'drizzle-orm'
import type { SQLiteColumn } from 'drizzle-orm/sqlite-core'
import type { Orm, Transaction } from './database.ts'
import { noteIn } from './note.ts'
import { toSaved } from './resources.ts'
import { certificate, hold, resource, setting } from './schema.ts'
import { RAMP_STATE } from './setting-names.ts'
import type { Found, Hold, TimeStore } from './time-port.ts'
import type { Instant, Ramp } from './words.ts'

/** What happened to the whole fleet stands in the history under no resource. */
const FLEET = 0

/** Of what is served: with less than a share of its life left. */
const lowOf = ({ share, now }: NonNullable<Found['lifeBelow']>) =>
  and(
    isNotNull(resource.servedKind),
    sql`(${resource.notAfter} - ${now}) < ${share} * (${resource.notAfter} - ${resource.notBefore})`,
  )

/** What is due, what is held, and how fast runs may start. */
export function timeIn(db: Orm): TimeStore {
  // Asked many times a second, so built once.
  const passed = (column: SQLiteColumn) => and(isNotNull(column), lte(column, sql.placeholder('now')))
  const ids = () => db.select({ id: resource.id }).from(resource)
  const due = ids()
    .where(passed(resource.until))
    .orderBy(sql`${resource.notAfter} is null`, asc(resource.notAfter))
    .limit(sql.placeholder('limit'))
    .prepare()
  const expired = ids().where(passed(resource.notAfter)).limit(sql.placeholder('limit')).prepare()
  const alarming = ids().where(passed(resource.alarmAt)).limit(sql.placeholder('limit')).prepare()
  const next = db
    .select({
      at: sql<Instant | null>`(select min(at) from (
        select min(until) as at from resource where until is not null
        union all select min(start_at) from resource where start_at is not null
        union all select min(not_after) from resource where not_after is not null
        union all select min(alarm_at) from resource where alarm_at is not null
        union all select min(run_at) from task where leased_until is null
        union all select min(leased_until) from task where leased_until is not null
        union all select min(coalesce(leased_until, run_at)) from delivery where status = 'waiting'))`,
    })
    .from(sql`(select 1)`)
    .prepare()
  const rampIn = (tx: Orm | Transaction): Ramp | null => {
    const saved = tx.select().from(setting).where(eq(setting.key, RAMP_STATE)).get()
    // The cast: nobody else writes it.
    return saved ? (JSON.parse(saved.value) as Ramp) : null
  }
  const one = ({ scope, subject }: Pick<Hold, 'scope' | 'subject'>) =>
    and(eq(hold.scope, scope), eq(hold.subject, subject))
  const note = (tx: Transaction, event: string, at: Instant, detail: Record<string, unknown>): void =>
    noteIn(tx, { client: null, resource: FLEET, at, event, from: null, to: null, detail })
  const matching = ({ state, cause, client, search, label, failing, lifeBelow }: Found) =>
    and(
      label === undefined ? undefined : eq(resource.label, label),
      failing === undefined ? undefined : eq(resource.failing, sql.raw(failing ? '1' : '0')),
      lifeBelow === undefined ? undefined : lowOf(lifeBelow),
      client === undefined ? undefined : eq(resource.client, client),
      search === undefined ? undefined : sql`instr(lower(${resource.cname}), lower(${search})) > 0`,
      state === undefined ? undefined : eq(resource.stateIs, state),
      cause === undefined ? undefined : eq(resource.cause, cause),
    )

  const inTurn = (now: Instant) => sql`
    select resource.id as id, coalesce(not_after, 0) as ends, client.last_start as served,
           row_number() over (partition by client order by coalesce(not_after, 0), start_at, resource.id) as turn
    from resource join client on client.id = resource.client
    where start_at is not null and start_at <= ${now}`

  return {
    due: async (now, limit) => due.all({ now, limit }).map(({ id }) => id),
    starting: async (now, limit) =>
      db
        .all<{ id: number }>(
          sql`select id from (${inTurn(now)}) order by turn, served, ends, id limit ${limit}`,
        )
        .map(({ id }) => id),
    startsBefore: async (now, resources) => {
      const rows = db.all<{ id: number; before: number }>(sql`
        select id, before from (
          select id, row_number() over (order by turn, served, ends, id) - 1 as before from (${inTurn(now)})
        ) where id in (select value from json_each(${JSON.stringify(resources)}))`)
      return new Map(rows.map(({ id, before }) => [id, before]))
    },
    markStart: async (id, at) =>
      void db.run(
        sql`update client set last_start = ${at} where id = (select client from resource where id = ${id})`,
      ),
    countStarting: async (now, most) =>
      db.get<{ count: number }>(sql`
        select count(*) as count from (
          select 1 from resource where start_at is not null and start_at <= ${now} limit ${most})`).count,
    expired: async (now, limit) => expired.all({ now, limit }).map(({ id }) => id),
    alarming: async (now, limit) => alarming.all({ now, limit }).map(({ id }) => id),
    nextDue: async () => next.get()?.at ?? null,

    holds: async () => db.select().from(hold).orderBy(asc(hold.scope), asc(hold.subject)).all(),
    saveHold: async (held) =>
      db.transaction(
        (tx) => {
          const { scope: _, subject: _1, ...set } = held
          tx.insert(hold)
            .values(held)
            .onConflictDoUpdate({ target: [hold.scope, hold.subject], set })
            .run()
          const { since, ...detail } = held
          note(tx, 'hold', since, detail)
        },
        { behavior: 'immediate' },
      ),
    liftHold: async ({ by, ...held }, at) =>
      db.transaction(
        (tx) => {
          if (tx.delete(hold).where(one(held)).run().changes === 0) return false
          note(tx, 'resume', at, { ...held, by })
          return true
        },
        { behavior: 'immediate' },
      ),
    waitingFor: async (cause, after, limit) =>
      db
        .select()
        .from(resource)
        .where(
          and(
            eq(resource.stateIs, 'waiting'),
            eq(resource.cause, cause),
            isNull(resource.startAt),
            gt(resource.id, after),
          ),
        )
        .orderBy(asc(resource.id))
        .limit(limit)
        .all()
        .map(toSaved),
    tally: async () =>
      db
        .select({ state: resource.stateIs, cause: resource.cause, count: count() })
        .from(resource)
        .groupBy(resource.stateIs, resource.cause)
        .orderBy(asc(resource.stateIs), asc(resource.cause))
        .all(),
    find: async (wanted) => ({
      count: db.select({ count: count() }).from(resource).where(matching(wanted)).get()?.count ?? 0,
      found: db
        .select()
        .from(resource)
        .where(matching(wanted))
        .orderBy(
          ...(wanted.soonestFirst ? [sql`${resource.notAfter} is null`, asc(resource.notAfter)] : []),
          asc(resource.id),
        )
        .limit(wanted.limit)
        .offset(wanted.offset)
        .all()
        .map(toSaved),
    }),

    saveAdvice: async (id, advice) =>
      void db.update(certificate).set({ advice }).where(eq(certificate.id, id)).run(),

    ramp: async () => rampIn(db),
    changeRamp: async (change) =>
      db.transaction(
        (tx) => {
          const ramp = change(rampIn(tx))
          const value = JSON.stringify(ramp)
          tx.insert(setting)
            .values({ key: RAMP_STATE, value })
            .onConflictDoUpdate({ target: setting.key, set: { value } })
            .run()
          return ramp
        },
        { behavior: 'immediate' },
      ),
  }
}
