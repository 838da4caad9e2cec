import { causeOf, dueAt, isFailing, labelOf, nextAlarm, startsAtCa } from '@wellknown/lifecycle'
import { and, eq, isNotNull, sql } from 'drizzle-orm'
import { debitIn, settlePromises } from './budget.ts'
import type { Orm, Transaction } from './database.ts'
import { refusingClash } from './clash.ts'
import {
  CertificateTaken,
  LostLease,
  NameClash,
  NoSuchObject,
  NoSuchResource,
  ObjectChanged,
} from './faults.ts'
import { noteIn } from './note.ts'
import { noticeIn } from './notices.ts'
import { keepOwn } from './own-certificates.ts'
import type { Own, ProcessMark, Settle, Store, Task } from './port.ts'
import { queueIn } from './queue.ts'
import { claim, namesOf, toSaved } from './resources.ts'
import type { Saved } from './records.ts'
import { issueProcess, processOutcome, resource, sslData, task } from './schema.ts'

type Tasks = Pick<Store, 'transition' | 'claim' | 'extend' | 'settle' | 'queue'>

/** False: the lease was taken over, and nothing was written. */
function settleIn(tx: Orm | Transaction, settle: Settle): boolean {
  const mine = and(
    eq(task.id, settle.task.id),
    eq(task.lease, settle.task.lease),
    isNotNull(task.leasedUntil),
  )
  if (settle.as === 'done') return tx.delete(task).where(mine).run().changes > 0
  const set = { runAt: settle.at, leasedUntil: null, worker: null, tries: settle.task.tries + 1 }
  return tx.update(task).set(set).where(mine).run().changes > 0
}

function markIn(tx: Transaction, of: number, mark: ProcessMark): void {
  const ours = eq(issueProcess.run, mark.run)
  switch (mark.mark) {
    case 'open':
      tx.insert(issueProcess)
        .values({ resource: of, run: mark.run, started: mark.at, attemptsCount: 0 })
        .onConflictDoNothing()
        .run()
      return
    case 'next':
      tx.update(issueProcess)
        .set({ nextAttempt: mark.nextAttempt, attemptsCount: mark.attemptsCount })
        .where(ours)
        .run()
      return
    case 'close':
      tx.update(issueProcess).set({ finished: mark.at, nextAttempt: null }).where(ours).run()
      return
    case 'outcome': {
      const process = tx.select().from(issueProcess).where(ours).get()
      if (process)
        tx.insert(processOutcome)
          .values({ process: process.id, ...mark.outcome })
          .run()
    }
  }
}

/** What was judged before is looked at again where it is saved: the object is there, serves nobody else, and has the certificate
 *  that is to be served. */
function demandObject(tx: Transaction, wished: number, { resource: of, state }: Saved): void {
  const mine = and(eq(sslData.client, of.client), eq(sslData.id, wished))
  const object = tx.select().from(sslData).where(mine).get()
  if (!object) throw new NoSuchObject(wished)
  const attached = tx.select({ id: resource.id }).from(resource).where(eq(resource.sslData, wished)).get()
  if (attached && attached.id !== of.id) throw new CertificateTaken()
  const served =
    state.is === 'deploying' && state.candidate.kind === 'own' ? state.candidate.certificate : null
  if (served !== null && served !== object.certificate) throw new ObjectChanged()
}

/** It goes to the resource that had chosen the object when its certificate was judged. */
function saveOwn(tx: Transaction, own: Own, from: Saved, at: number): void {
  if (from.resource.sslData !== own.id) throw new ObjectChanged()
  const kept = refusingClash('name', own.name, () => keepOwn(tx, own, at))
  if (kept === null) throw new NoSuchObject(own.id)
  if ('clash' in kept) throw new NameClash(kept)
}

const MOST_RANKED = 5_000

export function tasksIn(db: Orm): Tasks {
  return {
    transition: async (id, decide, settle) =>
      db.transaction(
        (tx) => {
          if (settle && !settleIn(tx, settle)) throw new LostLease()
          const found = tx.select().from(resource).where(eq(resource.id, id)).get()
          if (!found) throw new NoSuchResource()
          const from = toSaved(found)
          const decided = decide(from)
          if (!decided) return from
          const { step, event, detail, process, at } = decided
          const { state, current, https, effects, troubles = null } = step
          settlePromises(tx, from.state, state, event, at)
          if (state.is === 'issuing') debitIn(tx, state.attempt, decided.debits ?? [], at)
          const wished = decided.resource?.sslData ?? null
          if (decided.own) saveOwn(tx, decided.own, from, at)
          if (wished !== null) demandObject(tx, wished, { ...from, state })
          const due = dueAt(state)
          const saved = tx
            .update(resource)
            .set({
              ...decided.resource,
              ...(decided.resource && { updated: at }),
              state,
              current,
              https,
              troubles,
              until: startsAtCa(state) ? null : due,
              startAt: startsAtCa(state) ? due : null,
              stateIs: state.is,
              cause: causeOf(state),
              label: labelOf(step),
              failing: isFailing(state),
              notAfter: current?.notAfter ?? null,
              // What is counted is what visitors are served.
              servedKind: https ? (current?.kind ?? null) : null,
              notBefore: https ? (current?.notBefore ?? null) : null,
              alarmAt: nextAlarm(step),
              version: found.version + 1,
            })
            .where(eq(resource.id, id))
            .returning()
            .get()
          const clash = decided.resource?.secondaryHostnames ? claim(tx, saved, namesOf(saved), at) : null
          if (clash) throw new NameClash(clash)
          if (decided.resource) queueIn(tx, id, { do: 'configure' }, at)
          for (const effect of effects) if (effect.do !== 'tell') queueIn(tx, id, effect, at)
          for (const mark of process) markIn(tx, id, mark)
          const { client } = from.resource
          noteIn(tx, { client, resource: id, at, event, from: from.state.is, to: state.is, detail })
          for (const told of decided.notices ?? []) noticeIn(tx, told)
          return toSaved(saved)
        },
        { behavior: 'immediate' },
      ),
    claim: async (worker, now, leaseFor, limit) =>
      db.transaction(
        (tx) => {
          // Each client's first task before any client's second; within a client the soonest expiry first. A resource
          // with a task under way waits. Of more than can be ranked in a few milliseconds the oldest come first.
          const free = tx.all<{ id: number }>(sql`
            with ready as (
              select task.id, row_number() over (partition by task.resource order by task.run_at, task.id) as turn,
                     resource.client as client, coalesce(resource.not_after, 0) as not_after, task.run_at as run_at
              from task left join resource on resource.id = task.resource
              where task.run_at <= ${now} and (task.leased_until is null or task.leased_until <= ${now})
                and not exists (select 1 from task other where other.resource = task.resource and other.id <> task.id
                                and other.leased_until > ${now})
              order by task.run_at limit ${MOST_RANKED}
            ), ranked as (
              select id, row_number() over (partition by client order by not_after, run_at, id) as rank, not_after
              from ready where turn = 1
            )
            select id from ranked order by rank, not_after, id limit ${limit}`)
          return free.map(({ id }): Task => {
            const leased = tx
              .update(task)
              .set({ lease: sql`${task.lease} + 1`, leasedUntil: now + leaseFor, worker })
              .where(eq(task.id, id))
              .returning()
              .get()
            return {
              id,
              resource: leased.resource,
              effect: leased.effect,
              lease: leased.lease,
              tries: leased.tries,
              since: leased.since,
            }
          })
        },
        { behavior: 'immediate' },
      ),
    extend: async ({ id, lease }, until) =>
      db
        .update(task)
        .set({ leasedUntil: until })
        .where(and(eq(task.id, id), eq(task.lease, lease), isNotNull(task.leasedUntil)))
        .run().changes > 0,
    settle: async (settle) => settleIn(db, settle),
    queue: async (of, effect, at) =>
      db.transaction((tx) => queueIn(tx, of, effect, at), { behavior: 'immediate' }),
  }
}
