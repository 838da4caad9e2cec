// A step of a certificate's life, saved with all that belongs to it.

import { causeOf, dueAt, isFailing, labelOf, nextAlarm, startsAtCa } from '@wellknown/lifecycle'
import { and, eq } from 'drizzle-orm'
import { debitIn, settlePromises } from './budget.ts'
import { refusingClash } from './clash.ts'
import type { Transaction } from './database.ts'
import { CertificateTaken, NameClash, NoSuchObject, NoSuchResource, ObjectChanged } from './faults.ts'
import { noteIn } from './note.ts'
import { noticeIn } from './notices.ts'
import { keepOwn } from './own-certificates.ts'
import type { Own, ProcessMark, Transition } from './transition-port.ts'
import { queueIn } from './queue.ts'
import type { Resource, ResourceId, Saved } from './records.ts'
import { claim, namesOf, toSaved } from './resources.ts'
import { issueProcess, processOutcome, resource, sslData } from './schema.ts'

/** Saves what `decide` makes of a resource; null: nothing. Throws a fault that undoes the transaction. */
export function transitionIn(
  tx: Transaction,
  id: ResourceId,
  decide: (from: Saved) => Transition | null,
): Saved {
  const found = tx.select().from(resource).where(eq(resource.id, id)).get()
  if (!found) throw new NoSuchResource()
  const from = toSaved(found)
  const decided = decide(from)
  if (!decided) return from
  const { step, event, detail, process, at } = decided
  const { state, current, https, effects, troubles = null } = step
  settlePromises(tx, from.state, state, event, at)
  if (state.is === 'issuing') debitIn(tx, state.attempt, decided.debits ?? [], at)
  const change = placeIn(tx, from.resource, decided)
  const wished = change?.sslData ?? null
  if (decided.own) saveOwn(tx, decided.own, from, at)
  if (wished !== null) demandObject(tx, wished, { ...from, state })
  const due = dueAt(state)
  const saved = tx
    .update(resource)
    .set({
      ...change,
      ...(change && { updated: at }),
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
  const clash = change?.secondaryHostnames ? claim(tx, saved, namesOf(saved), at) : null
  if (clash) throw new NameClash(clash)
  if (change) queueIn(tx, id, { do: 'configure' }, at)
  for (const effect of effects) if (effect.do !== 'tell') queueIn(tx, id, effect, at)
  for (const mark of process) markIn(tx, id, mark)
  const { client } = from.resource
  noteIn(tx, { client, resource: id, at, event, from: from.state.is, to: state.is, detail })
  for (const told of decided.notices ?? []) noticeIn(tx, told)
  return toSaved(saved)
}

/** What changes of the row, with the place for a managed certificate where one is wanted. */
function placeIn(
  tx: Transaction,
  { client }: Resource,
  { resource: change, place, at }: Transition,
): Transition['resource'] {
  if (place === undefined) return change
  const mine = tx
    .select({ id: sslData.id, name: sslData.name, automated: sslData.automated, user: resource.id })
    .from(sslData)
    .leftJoin(resource, eq(resource.sslData, sslData.id))
    .where(eq(sslData.client, client))
    .all()
  const free = mine.find((each) => each.name === place && each.automated && each.user === null)
  if (free) return { ...change, sslData: free.id }
  const taken = new Set(mine.map(({ name }) => name))
  const made = tx
    .insert(sslData)
    .values({ client, name: freeName(place, taken), automated: true, certificate: null, created: at })
    .returning()
    .get()
  return { ...change, sslData: made.id }
}

/** `name`, or with a number behind it where that is taken. */
function freeName(name: string, taken: ReadonlySet<string>): string {
  if (!taken.has(name)) return name
  for (let number = 2; ; number++) if (!taken.has(`${name} ${number}`)) return `${name} ${number}`
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
