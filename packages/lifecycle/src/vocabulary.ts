// The words of the product. Everything that affects a certificate's life is one of these.

import type { Problem } from './problem.ts'

/** Milliseconds since the epoch. Time always comes from outside. */
export type Instant = number

/** What visitors are served. Kept beside the process, so that no state can lose it. */
export type Current = {
  readonly kind: 'managed' | 'own'
  /** The store's id of the certificate. */
  readonly certificate: string
  readonly serial: string
  readonly names: readonly string[]
  readonly notBefore: Instant
  readonly notAfter: Instant
  /** The ACME directory and account that issued it; null for a customer's own. */
  readonly issuer: { readonly directory: string; readonly account: string } | null
  /** How many alarms of promise P16 have been raised: 0 to 3. */
  readonly alarmed: 0 | 1 | 2 | 3
}

/** A certificate that exists but has not been seen serving on every edge yet. */
export type Candidate = Omit<Current, 'alarmed'>

/** An issue process: a series of up to five attempts. News carries `id`, and is dropped when it does not match. */
export type Run = {
  readonly id: string
  /** `completion`: names that were left out join the certificate. */
  readonly why: 'first' | 'renewal' | 'rename' | 'completion' | 'reissue' | 'switch'
  readonly names: readonly string[]
  /** Attempts that the CA has judged and refused, 0 to 4. */
  readonly failed: 0 | 1 | 2 | 3 | 4
  readonly started: Instant
  /** Reissue only: revoke the old certificate once the new one is live. */
  readonly revokeOld: boolean
  /** The series before this one failed. The customer knows: it is not mailed again, and success is an all-clear. */
  readonly again?: true
  /** P25: the customer issues for the names that pass, and these are added later. Empty: none had to be left out yet. */
  readonly leftOut?: LeftOut
  /** P7: the customer asks the CA although our own look failed. It holds until the CA has judged. */
  readonly sure?: true
}

/** Names that the certificate is to cover as soon as they pass. */
export type LeftOut = { readonly names: readonly string[]; readonly since: Instant }

/** The name of one attempt: unique, made outside. One attempt is one order at the CA. */
export type AttemptId = string

/** What is remembered in each state, and nothing that state cannot have.
 *  A state with `until` gets a `due` event at that instant. */
export type Memory = {
  off: {}
  checking: { readonly run: Run; readonly attempt: AttemptId | null }
  blocked: {
    readonly run: Run
    readonly problems: readonly Problem[]
    readonly until: Instant
    readonly since: Instant
  }
  issuing: { readonly run: Run; readonly attempt: AttemptId }
  waiting: {
    readonly run: Run
    /** Kept when held at the CA, so that the same order goes on. */
    readonly attempt: AttemptId | null
    readonly cause: 'failed' | 'held'
    readonly problem: Problem
    /** Of the other names that the CA has judged with it. */
    readonly others?: readonly Problem[]
    /** Null: an operator moves next. */
    readonly until: Instant | null
  }
  deploying: {
    readonly run: Run | null
    readonly candidate: Candidate
    /** A rename came meanwhile: check again once live. */
    readonly dirty: { readonly names: readonly string[] } | null
    readonly problem: Problem | null
    readonly until: Instant
  }
  active: {
    readonly until: Instant | null
    /** A renewal was aborted: whatever the CA advises, the next one is not before this. */
    readonly notBefore?: Instant
    /** Looked at again at its own `until`. */
    readonly leftOut?: LeftOut & { readonly until: Instant }
  }
  failed: {
    readonly problem: Problem
    readonly others?: readonly Problem[]
    readonly names: readonly string[]
    readonly until: Instant | null
    readonly leftOut?: LeftOut
  }
  deleting: { readonly until: Instant }
}

/** What can happen, and what comes with the news. */
export type News = {
  /** The customer chose a managed certificate for these names. `object`: another certificate object than before. */
  enable: { readonly names: readonly string[]; readonly object: 'same' | 'another' }
  own: { readonly candidate: Candidate }
  passed: { readonly run: string }
  blocked: { readonly run: string; readonly problems: readonly Problem[] }
  held: { readonly run: string; readonly problem: Problem; readonly until: Instant | null }
  due: {}
  /** The CA advises to renew this certificate at this instant (RFC 9773). */
  advised: { readonly certificate: string; readonly at: Instant }
  retry: {}
  anyway: {}
  /** Issue for the names that pass, and add the others when they do (P25). */
  partial: {}
  issued: { readonly run: string; readonly attempt: AttemptId; readonly candidate: Candidate }
  failed: {
    readonly run: string
    readonly attempt: AttemptId
    readonly problem: Problem
    /** What the CA said of the other names. */
    readonly others?: readonly Problem[]
  }
  refused: { readonly run: string | null; readonly attempt: AttemptId | null; readonly problem: Problem }
  /** Every PoP in service that terminates TLS has been seen serving this certificate. */
  live: { readonly certificate: string }
  renew: {}
  reissue: { readonly revokeOld: boolean }
  rename: { readonly names: readonly string[] }
  abort: {}
  disable: {}
  revoke: { readonly reason: 0 | 1 | 4 | 5 }
  delete: {}
  gone: {}
  expired: {}
  alarm: { readonly level: 1 | 2 | 3 }
  suspend: {}
  resume: {}
  /** What waited for an operator need not any more: a hold was lifted, or what the CA objected to is mended. */
  lifted: {}
}

/** Work for the shell, as data. Every effect is safe to do twice. */
export type Effect = Work | Telling
/** A message to the customer. `level` is the alarm's; `over` is what an all-clear ends. */
export type Telling = {
  readonly do: 'tell'
  readonly message: Message
  readonly level?: 1 | 2 | 3
  readonly over?: readonly Trouble[]
}
/** What a worker does. */
export type Work =
  /** Gather facts about the names and judge them; answers `passed`, `blocked` or `held`. */
  | { readonly do: 'check'; readonly run: string; readonly names: readonly string[] }
  /** Do one attempt, from wherever its saved step stands; answers `issued`, `failed`, `refused` or `held`. */
  | {
      readonly do: 'issue'
      readonly run: string
      readonly attempt: AttemptId
      readonly names: readonly string[]
      /** The customer asks the CA although our own look failed (P7): only our edges' receipts are waited for. */
      readonly sure?: true
    }
  /** Withdraw the attempt's tokens and deactivate what is pending at the CA. */
  | { readonly do: 'cancel'; readonly attempt: AttemptId }
  /** Push a certificate to the edges and observe it; answers `live` or `refused`. */
  | { readonly do: 'deploy'; readonly certificate: string; readonly names: readonly string[] }
  /** Bring every edge's documents to what the store says now (HTTPS on or off, rules, names). */
  | { readonly do: 'configure' }
  /** Take tokens that no attempt needs any more off the edges, at an instant. */
  | { readonly do: 'withdraw'; readonly at: Instant }
  /** Fetch from the edges who asked for the tokens of an attempt that has ended. */
  | { readonly do: 'trace'; readonly attempt: AttemptId }
  /** Ask the CA when to renew, now and from time to time while it is served; answers `advised`. */
  | { readonly do: 'advise'; readonly certificate: string }
  /** Stop serving a certificate that has a successor, at an instant, then destroy its key. */
  | { readonly do: 'retire'; readonly certificate: string; readonly at: Instant }
  /** Tell the CA until it is done, already revoked or expired. */
  | { readonly do: 'revoke'; readonly certificate: string; readonly reason: 0 | 1 | 4 | 5 }
  /** Run names through the CA's rehearsal directory; nothing of the certificate's life comes of it. */
  | { readonly do: 'rehearse'; readonly rehearsal: string }
  /** Take everything of the resource off the edges; answers `gone`. */
  | { readonly do: 'forget' }

/** What a customer is told once, by mail and webhook (P21), and what the all-clear later ends. */
export type Trouble =
  | 'issue-failed'
  | 'renewal-failed'
  | 'pre-validation-failed'
  | 'expiring'
  | 'expired'
  /** The names lead elsewhere now (P22). */
  | 'left'
export type Message = Trouble | 'recovered'

/** What a rule may know besides the state: the instant, fresh ids, and settings. */
export type Context = {
  readonly now: Instant
  /** A fresh unique id; a rule that opens a run or an attempt takes its ids from here. */
  readonly id: string
  /** Milliseconds between attempts (setting RETRY_AFTER; the product's is 15 minutes). */
  readonly retryAfter: number
  /** Is the resource inactive or suspended? Then nothing is ordered. */
  readonly suspended: boolean
  /** 0 ≤ share < 1, stable for the resource: spreads renewals so that no herd forms. */
  readonly share: number
}

type StateIn<S extends keyof Memory> = { readonly is: S } & Memory[S]
export type StateName = keyof Memory
export type EventName = keyof News
export type State = { [S in StateName]: StateIn<S> }[StateName]
export type Event = { [E in EventName]: { readonly type: E } & News[E] }[EventName]

/** All that a resource's certificate is: the process, and what is served beside it. */
export type Situation = {
  readonly state: State
  readonly current: Current | null
  /** Is HTTPS on for the resource (`sslEnabled`)? */
  readonly https: boolean
  /** What the customer was told and has had no all-clear for. Absent: nothing. */
  readonly troubles?: readonly Trouble[]
}

/** What comes of an event: the next situation and the work to be done, saved together. */
export type Step = Situation & { readonly effects: readonly Effect[] }
