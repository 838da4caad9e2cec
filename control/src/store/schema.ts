// The tables, for SQLite. The migrations say why each index exists.

import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type * as row from './records.ts'
import type { HoldScope } from './time-port.ts'
import type { Current, Label, State, Trouble, Work } from './words.ts'

const flag = (name: string) => integer(name, { mode: 'boolean' }).notNull()
const json = (name: string) => text(name, { mode: 'json' })

export const setting = sqliteTable('setting', {
  key: text('key').primaryKey(),
  value: text('value').notNull(),
})

export const client = sqliteTable('client', {
  id: integer('id').primaryKey(),
  name: text('name').notNull(),
  cname: text('cname').notNull(),
  utilizationLevel: integer('utilization_level').notNull(),
  created: integer('created').notNull(),
  updated: integer('updated').notNull(),
})

export const apiToken = sqliteTable('api_token', {
  id: integer('id').primaryKey(),
  client: integer('client').notNull(),
  name: text('name').notNull(),
  role: text('role').$type<row.Role>().notNull(),
  hash: text('hash').notNull(),
  expires: integer('expires'),
  lastUsed: integer('last_used'),
  created: integer('created').notNull(),
})

export const originGroup = sqliteTable('origin_group', {
  id: integer('id').primaryKey(),
  client: integer('client').notNull(),
  name: text('name').notNull(),
  useNext: flag('use_next'),
  path: text('path').notNull(),
  authType: text('auth_type').notNull(),
  proxyNextUpstream: json('proxy_next_upstream').$type<readonly string[]>().notNull(),
  sources: json('sources').$type<readonly row.OriginSource[]>().notNull(),
})

export const sslData = sqliteTable('ssl_data', {
  id: integer('id').primaryKey(),
  client: integer('client').notNull(),
  name: text('name').notNull(),
  automated: flag('automated'),
  certificate: text('certificate'),
  created: integer('created').notNull(),
})

export const resource = sqliteTable('resource', {
  id: integer('id').primaryKey(),
  client: integer('client').notNull(),
  cname: text('cname').notNull(),
  secondaryHostnames: json('secondary_hostnames').$type<readonly string[]>().notNull(),
  originGroup: integer('origin_group').notNull(),
  originProtocol: text('origin_protocol').$type<row.Protocol>().notNull(),
  name: text('name'),
  description: text('description').notNull(),
  active: flag('active'),
  suspended: flag('suspended'),
  suspendDate: integer('suspend_date'),
  suspendReason: text('suspend_reason'),
  sslData: integer('ssl_data'),
  options: json('options').$type<row.Options>().notNull(),
  rest: json('rest').$type<row.Options>().notNull(),
  propagated: flag('propagated'),
  created: integer('created').notNull(),
  updated: integer('updated').notNull(),
  state: json('state').$type<State>().notNull(),
  current: json('current').$type<Current>(),
  https: flag('https'),
  troubles: json('troubles').$type<readonly Trouble[]>(),
  version: integer('version').notNull(),
  until: integer('until'),
  notAfter: integer('not_after'),
  notBefore: integer('not_before'),
  servedKind: text('served_kind').$type<Current['kind']>(),
  alarmAt: integer('alarm_at'),
  startAt: integer('start_at'),
  stateIs: text('state_is').$type<State['is']>().notNull().default('off'),
  cause: text('cause'),
  label: text('label').$type<Label>().notNull().default('Off'),
  failing: integer('failing', { mode: 'boolean' }).notNull().default(false),
})

export const hostnameClaim = sqliteTable('hostname_claim', {
  name: text('name').primaryKey(),
  client: integer('client').notNull(),
  resource: integer('resource'),
  released: integer('released'),
})

export const rule = sqliteTable('rule', {
  id: integer('id').primaryKey(),
  resource: integer('resource').notNull(),
  name: text('name').notNull(),
  rule: text('rule').notNull(),
  ruleType: integer('rule_type').$type<0 | 1>().notNull(),
  weight: integer('weight').notNull(),
  active: flag('active'),
  originGroup: integer('origin_group'),
  overrideOriginProtocol: text('override_origin_protocol').$type<row.Protocol>(),
  options: json('options').$type<row.Options>().notNull(),
})

export const certificate = sqliteTable('certificate', {
  id: text('id').primaryKey(),
  resource: integer('resource'),
  kind: text('kind').$type<'managed' | 'own'>().notNull(),
  chain: text('chain').notNull(),
  sealedKey: text('sealed_key'),
  serial: text('serial').notNull(),
  names: json('names').$type<readonly string[]>().notNull(),
  notBefore: integer('not_before').notNull(),
  notAfter: integer('not_after').notNull(),
  issuerName: text('issuer_name').notNull(),
  subjectName: text('subject_name').notNull(),
  directory: text('directory'),
  account: text('account'),
  retires: integer('retires'),
  advice: json('advice').$type<row.Advice>(),
})

export const attempt = sqliteTable('attempt', {
  id: text('id').primaryKey(),
  resource: integer('resource').notNull(),
  run: text('run').notNull(),
  names: json('names').$type<readonly string[]>().notNull(),
  wish: json('wish').$type<row.AttemptWish>().notNull(),
  step: text('step').$type<row.StepName>().notNull(),
  orderUrl: text('order_url'),
  finalizeUrl: text('finalize_url'),
  certificateUrl: text('certificate_url'),
  sealedKey: text('sealed_key'),
  challenges: json('challenges').$type<readonly row.Challenge[]>().notNull(),
  started: integer('started').notNull(),
  ended: integer('ended'),
  method: text('method').$type<row.Method>().notNull(),
})

export const challengeValue = sqliteTable(
  'challenge_value',
  { owner: text('owner').notNull(), value: text('value').notNull() },
  (table) => [primaryKey({ columns: [table.owner, table.value] })],
)

export const task = sqliteTable('task', {
  id: integer('id').primaryKey(),
  resource: integer('resource').notNull(),
  effect: json('effect').$type<Work>().notNull(),
  runAt: integer('run_at').notNull(),
  lease: integer('lease').notNull(),
  leasedUntil: integer('leased_until'),
  worker: text('worker'),
  tries: integer('tries').notNull(),
  since: integer('since').notNull(),
})

export const issueProcess = sqliteTable('issue_process', {
  id: integer('id').primaryKey(),
  resource: integer('resource').notNull(),
  run: text('run').notNull(),
  started: integer('started').notNull(),
  finished: integer('finished'),
  attemptsCount: integer('attempts_count').notNull(),
  nextAttempt: integer('next_attempt'),
})

export const processOutcome = sqliteTable('process_outcome', {
  id: integer('id').primaryKey(),
  process: integer('process').notNull(),
  status: text('status').$type<row.ProcessOutcome['status']>().notNull(),
  error: text('error').notNull(),
  details: text('details').notNull(),
  created: integer('created').notNull(),
  retryAfter: integer('retry_after'),
})

export const history = sqliteTable('history', {
  id: integer('id').primaryKey({ autoIncrement: true }),
  resource: integer('resource').notNull(),
  at: integer('at').notNull(),
  event: text('event').notNull(),
  from: text('from_state').$type<State['is']>(),
  to: text('to_state').$type<State['is']>(),
  detail: json('detail').$type<row.Options>().notNull(),
  chain: text('chain'),
  client: integer('client'),
  form: integer('form').$type<1 | 2>().notNull(),
})

export const hold = sqliteTable(
  'hold',
  {
    scope: text('scope').$type<HoldScope>().notNull(),
    subject: text('subject').notNull(),
    reason: text('reason').notNull(),
    by: text('by').notNull(),
    since: integer('since').notNull(),
  },
  (table) => [primaryKey({ columns: [table.scope, table.subject] })],
)

export const budget = sqliteTable('budget', {
  bucket: text('bucket').primaryKey(),
  fullAt: integer('full_at').notNull(),
})

export const promised = sqliteTable(
  'promised',
  {
    attempt: text('attempt').notNull(),
    bucket: text('bucket').notNull(),
    refill: integer('refill').notNull(),
  },
  (table) => [primaryKey({ columns: [table.attempt, table.bucket] })],
)

export const hsts = sqliteTable('hsts', {
  host: text('host').primaryKey(),
  until: integer('until').notNull(),
  looked: integer('looked').notNull(),
})

export const keyedRequest = sqliteTable(
  'keyed_request',
  {
    client: integer('client').notNull(),
    key: text('key').notNull(),
    fingerprint: text('fingerprint').notNull(),
    started: integer('started').notNull(),
    status: integer('status'),
    body: text('body'),
  },
  (table) => [primaryKey({ columns: [table.client, table.key] })],
)
