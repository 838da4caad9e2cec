// The tables of notices, for SQLite. The migration says why each index exists.

import { integer, sqliteTable, text, primaryKey } from 'drizzle-orm/sqlite-core'
import type * as row from './notice-records.ts'
import type { Options } from './records.ts'

const json = (name: string) => text(name, { mode: 'json' })

export const notificationSetting = sqliteTable('notification_setting', {
  client: integer('client').primaryKey(),
  muted: json('muted').$type<readonly row.NoticeType[]>().notNull(),
  /** When the last digest was queued. */
  digested: integer('digested'),
})

export const recipient = sqliteTable(
  'recipient',
  {
    client: integer('client').notNull(),
    address: text('address').notNull(),
    fault: text('fault'),
    faultAt: integer('fault_at'),
  },
  (table) => [primaryKey({ columns: [table.client, table.address] })],
)

export const webhook = sqliteTable('webhook', {
  id: text('id').primaryKey(),
  client: integer('client').notNull(),
  url: text('url').notNull(),
  description: text('description').notNull(),
  events: json('events').$type<readonly row.NoticeType[]>(),
  active: integer('active', { mode: 'boolean' }).notNull(),
  created: integer('created').notNull(),
  failingSince: integer('failing_since'),
  fault: text('fault'),
})

export const webhookSecret = sqliteTable('webhook_secret', {
  id: text('id').primaryKey(),
  webhook: text('webhook').notNull(),
  sealedKey: text('sealed_key').notNull(),
  created: integer('created').notNull(),
  until: integer('until'),
})

export const notice = sqliteTable('notice', {
  id: text('id').primaryKey(),
  client: integer('client').notNull(),
  resource: integer('resource'),
  type: text('type').$type<row.NoticeType>().notNull(),
  at: integer('at').notNull(),
  subject: text('subject').notNull(),
  text: text('text').notNull(),
  data: json('data').$type<Options>().notNull(),
})

export const delivery = sqliteTable('delivery', {
  id: integer('id').primaryKey({ autoIncrement: true }),
  notice: text('notice').notNull(),
  client: integer('client').notNull(),
  channel: text('channel').$type<row.Delivery['channel']>().notNull(),
  target: text('target').notNull(),
  status: text('status').$type<row.DeliveryStatus>().notNull(),
  runAt: integer('run_at').notNull(),
  lease: integer('lease').notNull(),
  leasedUntil: integer('leased_until'),
  tries: integer('tries').notNull(),
  log: json('log').$type<readonly row.DeliveryTry[]>().notNull(),
})
