import { and, desc, eq, inArray, isNotNull, lte, notExists, or, isNull, sql } from 'drizzle-orm'
import type { Orm, Transaction } from './database.ts'
import {
  REMINDED_FOR,
  type DeliveryOutcome,
  type LeasedDelivery,
  type NewNotice,
  type Notices,
} from './notices-port.ts'
import { delivery, notice, notificationSetting, recipient, webhook } from './notice-schema.ts'
import { noteIn } from './note.ts'
import { toSaved } from './resources.ts'
import { resource } from './schema.ts'

type Kept = Pick<
  Notices,
  | 'addNotice'
  | 'notices'
  | 'notice'
  | 'deliveriesOf'
  | 'awaitingDigest'
  | 'digest'
  | 'claimDeliveries'
  | 'settleDelivery'
  | 'dropNotices'
>

const LARGEST_PAGE = 1000
/** A client whose endpoints all hang holds no more than these. */
const UNDER_WAY_PER_CLIENT = 4
const LONGEST_LOG = 20

/** Writes a notice, a row for each who gets it, and the line of the resource's history. */
export function noticeIn(tx: Transaction | Orm, { to, endsDigested, ...told }: NewNotice): void {
  tx.insert(notice).values(told).run()
  const common = { notice: told.id, client: told.client, status: 'waiting' as const, runAt: told.at }
  const fresh = { ...common, lease: 0, tries: 0, log: [] }
  for (const address of to === 'everybody' || to === 'mail' ? mailedTo(tx, told, endsDigested) : []) {
    tx.insert(delivery)
      .values({ ...fresh, channel: 'mail', target: address })
      .run()
  }
  const hooks = to === 'mail' ? [] : tx.select().from(webhook).where(eq(webhook.client, told.client)).all()
  for (const { id, active, events } of hooks) {
    const wanted = active && (events === null || events.includes(told.type))
    if (typeof to === 'object' ? to.webhook === id : wanted) {
      tx.insert(delivery)
        .values({ ...fresh, channel: 'webhook', target: id })
        .run()
    }
  }
  if (told.resource === null) return
  const message = told.type.replace('certificate.', '').replaceAll(/[._]/g, '-')
  const detail = { message, id: told.id }
  const { client: of, resource: about, at } = told
  noteIn(tx, { client: of, resource: about, at, event: 'told', from: null, to: null, detail })
}

/** The addresses this is mailed to. */
function mailedTo(
  tx: Transaction | Orm,
  { client, type, resource: of }: Pick<NewNotice, 'client' | 'type' | 'resource'>,
  endsDigested = false,
): readonly string[] {
  const setting = tx.select().from(notificationSetting).where(eq(notificationSetting.client, client)).get()
  if (setting?.muted.includes(type)) return []
  if (endsDigested && of !== null) {
    const begun = tx
      .select({ at: notice.at })
      .from(notice)
      .where(and(eq(notice.resource, of), eq(notice.type, 'certificate.pre_validation_failed')))
      .orderBy(desc(notice.at))
      .limit(1)
      .get()
    if ((setting?.digested ?? 0) < (begun?.at ?? 0)) return []
  }
  return tx
    .select()
    .from(recipient)
    .where(eq(recipient.client, client))
    .all()
    .map(({ address }) => address)
}

/** Of names that do not pass it was told, not long ago, and they still do not: also while they are being looked at again,
 *  or trouble of ours keeps us from it. */
const stillBlocked = (now: number) => sql`${resource.troubles} is not null
  and (json_extract(${resource.state}, '$.is') in ('blocked', 'checking')
    or (json_extract(${resource.state}, '$.cause') = 'held'
      and json_extract(${resource.state}, '$.problem.code') <> 'suspended'))
  and json_extract(${resource.state}, '$.run.started') > ${now - REMINDED_FOR}
  and exists (select 1 from json_each(${resource.troubles}) where value = 'pre-validation-failed')`

export function noticesIn(db: Orm): Kept {
  return {
    addNotice: async (told) => db.transaction((tx) => noticeIn(tx, told), { behavior: 'immediate' }),
    notices: async (client) =>
      db
        .select()
        .from(notice)
        .where(eq(notice.client, client))
        .orderBy(desc(notice.at), desc(sql`${notice}.rowid`))
        .limit(LARGEST_PAGE)
        .all(),
    notice: async (client, id) =>
      db
        .select()
        .from(notice)
        .where(and(eq(notice.client, client), eq(notice.id, id)))
        .get() ?? null,
    deliveriesOf: async (notices) =>
      db
        .select()
        .from(delivery)
        .where(inArray(delivery.notice, [...notices]))
        .orderBy(delivery.id)
        .all()
        .map(toDelivery),
    awaitingDigest: async (before, now) =>
      db
        .selectDistinct({ client: resource.client })
        .from(resource)
        .leftJoin(notificationSetting, eq(notificationSetting.client, resource.client))
        .where(
          and(
            stillBlocked(now),
            or(isNull(notificationSetting.digested), lte(notificationSetting.digested, before)),
          ),
        )
        .all()
        .map(({ client }) => client),
    digest: async (client, before, now, compose) =>
      db.transaction(
        (tx) => {
          const setting = tx
            .select()
            .from(notificationSetting)
            .where(eq(notificationSetting.client, client))
            .get()
          // Another worker was quicker.
          if (setting && setting.digested !== null && setting.digested > before) return
          const blocked = tx
            .select()
            .from(resource)
            .where(and(eq(resource.client, client), stillBlocked(now)))
            .all()
            .map(toSaved)
          const told = compose(blocked)
          if (told === null) return
          noticeIn(tx, told)
          tx.insert(notificationSetting)
            .values({ client, muted: [], digested: now })
            .onConflictDoUpdate({ target: notificationSetting.client, set: { digested: now } })
            .run()
        },
        { behavior: 'immediate' },
      ),
    claimDeliveries: async (now, leaseFor, limit) =>
      db.transaction(
        (tx) => {
          const free = tx.all<{ id: number }>(sql`
            with ready as (
              select id, client, tries, run_at,
                     row_number() over (partition by channel, target order by run_at, id) as turn
              from delivery as mine
              where status = 'waiting' and run_at <= ${now} and (leased_until is null or leased_until <= ${now})
                and not exists (select 1 from delivery other where other.target = mine.target
                                and other.status = 'waiting' and other.leased_until > ${now})
            ), ranked as (
              select id, client, tries, run_at,
                     row_number() over (partition by client order by tries, run_at, id) as rank
              from ready where turn = 1
            ), busy as (
              select client, count(*) as held from delivery
              where status = 'waiting' and leased_until > ${now} group by client
            )
            select ranked.id from ranked left join busy on busy.client = ranked.client
            where rank + coalesce(held, 0) <= ${UNDER_WAY_PER_CLIENT}
            order by rank, tries, run_at, ranked.id limit ${limit}`)
          return free.flatMap(({ id }): LeasedDelivery[] => {
            const leased = tx
              .update(delivery)
              .set({ lease: sql`${delivery.lease} + 1`, leasedUntil: now + leaseFor })
              .where(eq(delivery.id, id))
              .returning()
              .get()
            const told = tx.select().from(notice).where(eq(notice.id, leased.notice)).get()
            return told ? [{ ...toDelivery(leased), lease: leased.lease, told }] : []
          })
        },
        { behavior: 'immediate' },
      ),
    settleDelivery: async (outcome) =>
      db.transaction((tx) => settleIn(tx, outcome), { behavior: 'immediate' }),
    dropNotices: async (before) =>
      void db
        .delete(notice)
        .where(
          and(
            lte(notice.at, before),
            notExists(
              db
                .select()
                .from(delivery)
                .where(and(eq(delivery.notice, notice.id), eq(delivery.status, 'waiting'))),
            ),
          ),
        )
        .run(),
  }
}

function settleIn(tx: Transaction, { delivery: done, status, again, ...rest }: DeliveryOutcome): boolean {
  const mine = and(eq(delivery.id, done.id), eq(delivery.lease, done.lease), isNotNull(delivery.leasedUntil))
  const { entry, fault, disable } = rest
  const changed = tx
    .update(delivery)
    .set({
      status,
      runAt: again ?? done.runAt,
      leasedUntil: null,
      tries: done.tries + 1,
      log: entry ? [...done.log, entry].slice(-LONGEST_LOG) : done.log,
    })
    .where(mine)
    .run().changes
  if (changed === 0) return false
  const { client } = done.told
  if (done.channel === 'mail') {
    const known = and(eq(recipient.client, client), eq(recipient.address, done.target))
    if (status === 'delivered') tx.update(recipient).set({ fault: null, faultAt: null }).where(known).run()
    else if (fault)
      tx.update(recipient)
        .set({ fault, faultAt: entry?.at ?? null })
        .where(known)
        .run()
    return true
  }
  const hook = eq(webhook.id, done.target)
  if (status === 'delivered') tx.update(webhook).set({ failingSince: null, fault: null }).where(hook).run()
  else if (entry) {
    const since = sql`coalesce(${webhook.failingSince}, ${entry.at})`
    tx.update(webhook).set({ failingSince: since }).where(hook).run()
  }
  if (!disable) return true
  tx.update(webhook).set({ active: false, fault: disable.fault }).where(hook).run()
  const waiting = and(eq(delivery.target, done.target), eq(delivery.status, 'waiting'))
  tx.update(delivery).set({ status: 'failed', leasedUntil: null }).where(waiting).run()
  noticeIn(tx, disable.notice)
  return true
}

export const toDelivery = ({
  client: _client,
  lease: _lease,
  leasedUntil: _leasedUntil,
  ...kept
}: typeof delivery.$inferSelect) => kept
