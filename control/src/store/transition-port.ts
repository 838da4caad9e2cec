// A step of a certificate's life, and what is saved with it.

import type { Debit } from './budget-port.ts'
import type { NewNotice } from './notices-port.ts'
import type * as row from './records.ts'
import type { Instant, Step } from './words.ts'

/** What a transition saves besides the step. */
export type Transition = {
  readonly step: Step
  /** Goes into the history, in the same transaction. */
  readonly event: string
  readonly detail: row.Options
  readonly at: Instant
  /** What the customer is told, queued in the same transaction: one for each `tell` of the step. */
  readonly notices?: readonly NewNotice[]
  /** Changes to the status object, in the same transaction. */
  readonly process: readonly ProcessMark[]
  /** Where an attempt begins: taken or promised to it in the same transaction, all or none; where there is no room it throws
   *  BudgetSpent. What an attempt was promised is settled in the transaction that ends it. */
  readonly debits?: readonly Debit[]
  /** Changes to the resource's own columns, in the same transaction (a PATCH that also enables HTTPS). */
  readonly resource?: Partial<Omit<row.Resource, 'id' | 'client' | 'created'>>
  /** The certificate that the resource's object is given, in the same transaction. */
  readonly own?: Own
  /** The resource chooses a place for a managed certificate: a free one of this name, or a new one, made in the same transaction. */
  readonly place?: string
}

/** A certificate object as it is to be: its name and, where the customer brought another, its certificate. */
export type Own = { readonly id: number; readonly name: string; readonly own: row.Certificate | null }

export type ProcessMark =
  | { readonly mark: 'open'; readonly run: string; readonly at: Instant }
  | {
      readonly mark: 'next'
      readonly run: string
      readonly nextAttempt: Instant | null
      readonly attemptsCount: number
    }
  | { readonly mark: 'outcome'; readonly run: string; readonly outcome: Omit<row.ProcessOutcome, 'id'> }
  | { readonly mark: 'close'; readonly run: string; readonly at: Instant }
