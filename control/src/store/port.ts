// The store. Everything above this file speaks to it through promises and does not know which database it is.

import type { Alarms } from './alarms-port.ts'
import type { BudgetLedger } from './budget-port.ts'
import type { ChallengeHits } from './challenge-hits-port.ts'
import type { PopAbilitiesStore } from './abilities-port.ts'
import type { ChallengeValues } from './challenge-values-port.ts'
import type * as row from './records.ts'
import type { Events } from './events-port.ts'
import type { FleetStore } from './fleet-port.ts'
import type { HstsMemory } from './hsts-port.ts'
import type { KeyedRequests } from './idempotency-port.ts'
import type { MeasureStore } from './measures-port.ts'
import type { Notices } from './notices-port.ts'
import type { Past } from './past-port.ts'
import type { PopTable } from './pops-port.ts'
import type { Rehearsals } from './rehearsals-port.ts'
import type { ResourceList } from './resource-list-port.ts'
import type { SealedKeys } from './sealed-keys-port.ts'
import type { SigningStore } from './signing-port.ts'
import type { TimeStore } from './time-port.ts'
import type { Own, Transition } from './transition-port.ts'
import type { Instant, Work } from './words.ts'

/** A leased piece of work. `lease` is the fencing number: every write that settles the task is checked against it,
 *  so a worker that was too slow changes nothing. */
export type Task = {
  readonly id: number
  readonly resource: row.ResourceId
  readonly effect: Work
  readonly lease: number
  /** How often it was put back. */
  readonly tries: number
  /** When it was to be done first. */
  readonly since: Instant
}

/** How a task ends: done for good, or again at an instant. */
export type Settle = { readonly task: Task } & (
  | { readonly as: 'done' }
  | { readonly as: 'again'; readonly at: Instant }
)

/** What of a resource changes other than by `transition`. */
export type ResourceChange = Partial<Omit<row.Resource, 'id' | 'client' | 'cname' | 'created' | 'updated'>>
export type NewOriginGroup = Omit<row.OriginGroup, 'id'>
export type NewResource = Omit<
  row.Resource,
  'id' | 'created' | 'updated' | 'propagated' | 'suspended' | 'suspendDate' | 'suspendReason'
>
/** Throws where a resource may not have these rules together. Pure and synchronous, since it runs in a transaction. */
export type RulesCheck = (rules: readonly row.Rule[]) => void
/** `client` follows from the resource where it is left out. */
export type NewEntry = Omit<row.HistoryEntry, 'id' | 'client'> & Partial<Pick<row.HistoryEntry, 'client'>>
/** A write that a uniqueness rule refused: which field, and what holds it. */
export type Clash = { readonly clash: 'hostname' | 'name' | 'rule'; readonly value: string }

/** What has a file of its own. */
type Groups = Alarms &
  ChallengeHits &
  BudgetLedger &
  ChallengeValues &
  Events &
  FleetStore &
  HstsMemory &
  KeyedRequests &
  MeasureStore &
  Notices &
  Past &
  PopAbilitiesStore &
  PopTable &
  Rehearsals &
  ResourceList &
  SealedKeys &
  SigningStore &
  TimeStore

export type Store = Groups & {
  close(): Promise<void>
  /** Moves what was committed from the log into the file, apart from any commit. */
  checkpoint(): Promise<void>
  /** Copies the whole database into a new file while others go on reading and writing: the copy is one moment, whole and
   *  looked through. Throws an Error that an operator can act on. */
  backUp(file: string): Promise<void>

  // ---- the one road
  /** One transaction: load, `decide`, save state, `until`, tasks, history and process marks, settle the task.
   *  `decide` is pure and synchronous; null means nothing changes (the task is settled all the same).
   *  A lost lease rolls everything back and throws LostLease, a name that is not to be had NameClash, a
   *  certificate object of another resource CertificateTaken, one that is gone NoSuchObject, one whose certificate is
   *  another by now ObjectChanged. Throws NoSuchResource. */
  transition(
    resource: row.ResourceId,
    decide: (from: row.Saved) => Transition | null,
    settle?: Settle,
  ): Promise<row.Saved>
  /** Its configuration has been on every PoP in service. */
  markPropagated(resource: row.ResourceId): Promise<void>
  /** Removes the row, its rules, documents and claims (claims cool down), after `gone`. */
  removeResource(resource: row.ResourceId, at: Instant): Promise<void>
  /** Leases up to `limit` tasks until `now + leaseFor`; a task whose lease ran out is claimable again. At most one
   *  task per resource is under way at a time. */
  claim(worker: string, now: Instant, leaseFor: number, limit: number): Promise<readonly Task[]>
  /** Queues work beside a transition (a configuration changed); what waits already and says the same is not doubled. */
  queue(resource: row.ResourceId, effect: Work, at: Instant): Promise<void>
  /** Prolongs a lease; false: it was lost. */
  extend(task: Task, until: Instant): Promise<boolean>
  /** Ends a task without a transition; false: the lease was lost and nothing changed. */
  settle(settle: Settle): Promise<boolean>

  // ---- clients and tokens
  createClient(client: Pick<row.Client, 'name' | 'cname'>, at: Instant): Promise<row.Client>
  client(id: row.ClientId): Promise<row.Client | null>
  clients(): Promise<readonly row.Client[]>
  updateClient(
    id: row.ClientId,
    change: Partial<Pick<row.Client, 'utilizationLevel' | 'cname'>>,
    at: Instant,
  ): Promise<row.Client | null>
  createToken(
    token: Pick<row.ApiToken, 'client' | 'name' | 'role' | 'expires'> & { readonly hash: string },
    at: Instant,
  ): Promise<row.ApiToken>
  tokenByHash(hash: string): Promise<row.ApiToken | null>
  tokens(client: row.ClientId): Promise<readonly row.ApiToken[]>
  deleteToken(client: row.ClientId, id: number): Promise<boolean>
  touchToken(id: number, at: Instant): Promise<void>

  // ---- origin groups, resources, rules, certificate objects: all scoped to one client. Whatever an edge must learn of is
  // saved together with the task that brings it there.
  createOriginGroup(group: NewOriginGroup): Promise<row.OriginGroup | Clash>
  updateOriginGroup(
    client: row.ClientId,
    id: number,
    change: Partial<Omit<row.OriginGroup, 'id' | 'client'>>,
    at: Instant,
  ): Promise<row.OriginGroup | Clash | null>
  /** `in-use`: resources or rules refer to it. */
  deleteOriginGroup(client: row.ClientId, id: number): Promise<boolean | 'in-use'>
  originGroup(client: row.ClientId, id: number): Promise<row.OriginGroup | null>
  originGroups(client: row.ClientId): Promise<readonly row.OriginGroup[]>
  /** Is it used by a resource or a rule? */
  originGroupUsed(id: number): Promise<boolean>

  /** Claims all names in the same transaction; a name another tenant has, or had last, is a Clash. So does it make an origin group
   *  that is not there yet, and takes the first step of the certificate (`begin`): all of it or nothing. */
  createResource(
    resource: Omit<NewResource, 'originGroup'> & { readonly originGroup: number | NewOriginGroup },
    at: Instant,
    begin?: ((from: row.Saved) => Transition | null) | null,
  ): Promise<row.Saved | Clash>
  /** Claims added names and releases dropped ones in the same transaction. Certificates change by `transition` only.
   *  As a function `change` is given what is saved, inside the transaction: pure and synchronous; what it throws undoes all. */
  updateResource(
    client: row.ClientId,
    id: row.ResourceId,
    change: ResourceChange | ((from: row.Saved) => ResourceChange),
    at: Instant,
  ): Promise<row.Saved | Clash | null>
  /** Those of `names` that another resource has, whoever's. */
  takenNames(resource: row.ResourceId, names: readonly string[]): Promise<readonly string[]>
  /** Those of `names` that no resource has, and that another client had last. */
  releasedNames(
    client: row.ClientId,
    names: readonly string[],
  ): Promise<readonly { readonly name: string; readonly released: Instant }[]>
  /** A released name is this client's from now on: they have proven that it is theirs. */
  giveName(name: string, client: row.ClientId): Promise<void>
  /** Null also when it belongs to another client. */
  resource(client: row.ClientId, id: row.ResourceId): Promise<row.Saved | null>
  resources(client: row.ClientId): Promise<readonly row.Saved[]>
  /** For the work, which serves every client. */
  load(id: row.ResourceId): Promise<row.Saved | null>
  allResources(): Promise<readonly row.Saved[]>

  /** `check` sees the resource's rules as they would be, inside the transaction; what it throws undoes the change. */
  createRule(rule: Omit<row.Rule, 'id'>, at: Instant, check?: RulesCheck): Promise<row.Rule | Clash>
  updateRule(
    resource: row.ResourceId,
    id: number,
    change: Partial<Omit<row.Rule, 'id' | 'resource'>>,
    at: Instant,
    check?: RulesCheck,
  ): Promise<row.Rule | Clash | null>
  deleteRule(resource: row.ResourceId, id: number, at: Instant): Promise<boolean>
  /** By weight, then id. */
  rules(resource: row.ResourceId): Promise<readonly row.Rule[]>

  /** With the customer's own certificate, in one go. */
  createSslData(data: Omit<row.SslData, 'id'>, own?: row.Certificate | null): Promise<row.SslData | Clash>
  /** Another certificate is given only to an object that no resource has chosen (else `in-use`): what is served changes by a
   *  transition. */
  updateSslData(
    client: row.ClientId,
    id: number,
    change: Omit<Own, 'id'>,
    at: Instant,
  ): Promise<row.SslData | Clash | 'in-use' | null>
  /** Its own certificate's key is destroyed with the next housekeeping. `in-use`: a resource has chosen it; `served`: a resource
   *  still serves its certificate, or is about to. */
  deleteSslData(client: row.ClientId, id: number, at: Instant): Promise<boolean | 'in-use' | 'served'>
  sslData(client: row.ClientId, id: number): Promise<row.SslData | null>
  sslDataList(client: row.ClientId): Promise<readonly row.SslData[]>
  /** Is this certificate the one of a certificate object? A customer's own is kept as long as it is. */
  belongsToSslData(certificate: string): Promise<boolean>
  /** The resource a certificate object is attached to. */
  resourceOfSslData(id: number): Promise<row.Saved | null>

  // ---- the work's own rows
  saveAttempt(attempt: row.Attempt): Promise<void>
  attempt(id: string): Promise<row.Attempt | null>
  /** Attempts of a resource that are open, or ended after an instant; oldest first. */
  openAttempts(resource: row.ResourceId, endedAfter?: Instant): Promise<readonly row.Attempt[]>
  /** Forgets attempts that ended before an instant. */
  dropAttempts(endedBefore: Instant): Promise<void>
  saveCertificate(certificate: row.Certificate): Promise<void>
  certificate(id: string): Promise<row.Certificate | null>
  /** Customers' certificates that no object has and no resource serves retire at an instant; gives how many. */
  retireOrphans(at: Instant): Promise<number>
  /** Destroys the keys of certificates that no resource serves or is about to: those whose `retires` has passed and of which
   *  the CA need not be told any more, and managed ones that have run out; gives their ids. */
  destroyRetiredKeys(now: Instant): Promise<readonly string[]>

  // ---- the documents of PoPs
  /** Saves a wanted document at the next revision, max(last + 1, microseconds), unless its body is the newest already, and
   *  signed by the same key. */
  want(
    document: Pick<row.Wanted, 'host' | 'kind' | 'resource' | 'body'> & Partial<Pick<row.Wanted, 'keyid'>>,
    now: Instant,
  ): Promise<row.Wanted>
  /** Gives what is wanted a revision of its own again, and queues the task that brings it to the edges; one that has another
   *  revision meanwhile stays as it is. */
  wantAnew(wanted: Pick<row.Wanted, 'host' | 'kind' | 'epoch' | 'rev'>, now: Instant): Promise<void>
  wanted(host: string, kind: row.Wanted['kind']): Promise<row.Wanted | null>
  /** What is wanted of one resource's hosts. */
  allWanted(resource: row.ResourceId): Promise<readonly row.Wanted[]>
  /** All that is wanted, host by host: up to `hosts` of them after the one named. */
  wantedAfter(host: string, hosts: number): Promise<readonly row.Wanted[]>
  /** The newest revision there is. */
  newest(): Promise<Pick<row.Wanted, 'epoch' | 'rev'>>
  /** The next revision, for a document that is not to be kept. */
  stamp(now: Instant): Promise<Pick<row.Wanted, 'epoch' | 'rev'>>
  /** Raises our epoch above one an edge reported, for every wanted document; all PoPs in service are catching up from then
   *  on. */
  raiseEpoch(above: number, now: Instant): Promise<number>
  saveReceipt(held: row.Held): Promise<void>
  receipts(host: string): Promise<readonly row.Held[]>
  /** Gives it as it is kept: `since` stays while every look finds the same. */
  saveObservation(seen: Omit<row.Observation, 'since'>): Promise<row.Observation>
  observations(host: string): Promise<readonly row.Observation[]>
  /** In place of those before. */
  saveReadbacks(host: string, seen: readonly Omit<row.Readback, 'host'>[]): Promise<void>
  readbacks(host: string): Promise<readonly row.Readback[]>

  // ---- what people read
  note(entry: NewEntry): Promise<void>
  /** Up to a thousand entries with an id above `after`, newest last. */
  history(resource: row.ResourceId, after?: number): Promise<readonly row.HistoryEntry[]>
  /** The newest entry of one event. */
  lastEntry(resource: row.ResourceId, event: string): Promise<row.HistoryEntry | null>
  /** Seals what was noted since into the hash chain; gives how many entries. */
  sealHistory(): Promise<number>
  /** The id of the first entry that does not verify; null when the chain is whole. */
  verifyHistory(): Promise<number | null>
  /** The newest issue process of a resource, or null when none has begun. */
  process(resource: row.ResourceId): Promise<row.IssueProcess | null>

  // ---- settings that outlive a process: the ACME account's URL, its directory, …
  setting(key: string): Promise<string | null>
  saveSetting(key: string, value: string): Promise<void>
}
