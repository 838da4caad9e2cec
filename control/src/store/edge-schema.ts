// The tables of PoPs and of what they hold, for SQLite. The migrations say why each index exists.

import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { Abilities } from './abilities-port.ts'
import type * as row from './records.ts'

type Kind = row.Wanted['kind']
const json = (name: string) => text(name, { mode: 'json' })

export const pop = sqliteTable('pop', {
  name: text('name').primaryKey(),
  admin: text('admin').notNull(),
  adminCa: text('admin_ca'),
  http: json('http').$type<readonly string[]>().notNull(),
  tls: json('tls').$type<readonly string[]>(),
  membership: text('membership').$type<row.Membership>().notNull(),
  lastSeen: integer('last_seen'),
  skew: integer('skew'),
  sealKey: json('seal_key').$type<NonNullable<row.Pop['sealKey']>>(),
  drained: integer('drained'),
  since: integer('since').notNull(),
  wire: integer('wire'),
  fault: text('fault'),
  shelf: text('shelf'),
  adminKeys: json('admin_keys').$type<readonly string[]>(),
  thumbprints: json('thumbprints').$type<readonly string[]>(),
})

export const removedPop = sqliteTable('removed_pop', {
  name: text('name').primaryKey(),
  at: integer('at').notNull(),
})

export const wanted = sqliteTable(
  'wanted',
  {
    host: text('host').notNull(),
    kind: text('kind').$type<Kind>().notNull(),
    resource: integer('resource'),
    epoch: integer('epoch').notNull(),
    rev: integer('rev').notNull(),
    body: text('body'),
    keyid: text('keyid'),
  },
  (table) => [primaryKey({ columns: [table.host, table.kind] })],
)

export const receipt = sqliteTable(
  'receipt',
  {
    pop: text('pop').notNull(),
    host: text('host').notNull(),
    kind: text('kind').$type<Kind>().notNull(),
    epoch: integer('epoch').notNull(),
    rev: integer('rev').notNull(),
    at: integer('at').notNull(),
    skew: integer('skew'),
    wire: integer('wire'),
    keyid: text('keyid'),
    sealedTo: text('sealed_to'),
  },
  (table) => [primaryKey({ columns: [table.host, table.kind, table.pop] })],
)

export const readback = sqliteTable(
  'readback',
  {
    host: text('host').notNull(),
    address: text('address').notNull(),
    result: text('result').$type<row.Readback['result']>().notNull(),
    at: integer('at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.host, table.address] })],
)

export const observation = sqliteTable(
  'observation',
  {
    pop: text('pop').notNull(),
    host: text('host').notNull(),
    serial: text('serial'),
    at: integer('at').notNull(),
    seen: text('seen').$type<row.Observation['seen']>(),
    since: integer('since'),
  },
  (table) => [primaryKey({ columns: [table.host, table.pop] })],
)

export const popAbility = sqliteTable('pop_ability', {
  pop: text('pop').primaryKey(),
  abilities: json('abilities').$type<Abilities>().notNull(),
})
