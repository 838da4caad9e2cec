// The PoPs as an operator sees them, and what each holds of one resource as its customer does.

import { z } from '@hono/zod-openapi'
import type { Rollout, RolloutHost } from '../../actions/read-rollout.ts'
import type { Pop } from '../../store/records.ts'
import { instant, renderInstant, renderInstantOrNull } from './common.ts'

/** Counted so far: a PoP that is further behind is being given everything. */
export const MOST_BEHIND = 1000

export const MEMBERSHIPS = ['in', 'catching-up', 'out'] as const

const standing = {
  membership: z.enum(MEMBERSHIPS),
  drained: instant
    .nullable()
    .openapi({ description: 'Since when no gate waits for it, by the operator’s word' }),
  last_seen: instant.nullable(),
  terminates_tls: z.boolean(),
  wire: z.int().nullable().openapi({ description: 'The version of our protocol it last named' }),
}
const renderStanding = ({ membership, drained, lastSeen, tls, wire }: Pop) => ({
  membership,
  drained: renderInstantOrNull(drained),
  last_seen: renderInstantOrNull(lastSeen),
  terminates_tls: tls !== null,
  wire,
})

const endpoints = z.array(z.string().max(60)).openapi({ example: ['198.51.100.1:80'] })

export const newPop = z.strictObject({
  name: z.string().openapi({ description: 'As POP says at the edge', example: 'ams-1' }),
  admin: z.string().max(500).openapi({ example: 'https://ams-1.edge.example:8443' }),
  admin_ca: z
    .string()
    .max(50_000)
    .nullish()
    .openapi({ description: 'PEM of the CA that vouches for the admin listener; left out: the system’s' }),
  http: endpoints,
  tls: endpoints.nullable().openapi({ description: 'Null: it terminates no TLS' }),
})

export const pop = z
  .object({
    name: z.string(),
    ...standing,
    since: instant.openapi({ description: 'When `membership` became what it is' }),
    admin: z.string(),
    http: endpoints,
    tls: endpoints.nullable(),
    skew_milliseconds: z.int().nullable().openapi({ description: 'Its clock less ours' }),
    behind: z
      .int()
      .openapi({ description: `Documents it has given no receipt for, counted up to ${MOST_BEHIND}` }),
    fault: z.string().nullable().openapi({ description: 'What is wrong with it' }),
    admin_keys: z
      .array(z.string())
      .nullable()
      .openapi({ description: 'The ids of the keys in its ADMIN_JWKS, as it last said' }),
    thumbprints: z.array(z.string()).nullable().openapi({ description: 'Its ACME_THUMBPRINTS, likewise' }),
  })
  .openapi('Pop')

export const renderPop = (row: Pop, behind: number): z.infer<typeof pop> => ({
  name: row.name,
  ...renderStanding(row),
  since: renderInstant(row.since),
  admin: row.admin,
  http: [...row.http],
  tls: row.tls && [...row.tls],
  skew_milliseconds: row.skew,
  behind,
  fault: row.fault,
  admin_keys: row.adminKeys && [...row.adminKeys],
  thumbprints: row.thumbprints && [...row.thumbprints],
})

export const rollout = z
  .array(
    z.object({
      pop: z.string(),
      ...standing,
      skew: z.int().nullable().openapi({ description: 'The PoP’s clock less ours, in milliseconds' }),
      hosts: z.array(
        z.object({
          host: z.string(),
          documents: z.array(
            z.object({
              kind: z.string(),
              wanted: z.int(),
              held: z.int().nullable().openapi({ description: 'The revision of its last receipt' }),
              held_at: instant.nullable(),
              skew: z.int().nullable(),
              wire: z.int().nullable(),
            }),
          ),
          serial: z.string().nullable().openapi({ description: 'Seen by a fresh TLS session' }),
          seen_at: instant.nullable(),
          readbacks: z
            .array(
              z.object({
                address: z.string(),
                result: z.enum(['ours', 'other', 'unreachable', 'reserved', 'no-route']),
                at: instant,
              }),
            )
            .openapi({ description: 'What the PoP’s addresses gave for our last token of this host' }),
        }),
      ),
    }),
  )
  .openapi('Rollout')

export const renderRollout = (found: Rollout): z.infer<typeof rollout> =>
  found.map(({ pop, hosts }) => ({
    pop: pop.name,
    ...renderStanding(pop),
    skew: pop.skew,
    hosts: hosts.map(renderHost),
  }))

function renderHost({
  host,
  documents,
  observed,
  readbacks,
}: RolloutHost): z.infer<typeof rollout>[number]['hosts'][number] {
  return {
    host,
    documents: documents.map(({ wanted: { kind, rev }, held }) => ({
      kind,
      wanted: rev,
      held: held?.rev ?? null,
      held_at: renderInstantOrNull(held?.at ?? null),
      skew: held?.skew ?? null,
      wire: held?.wire ?? null,
    })),
    serial: observed?.serial ?? null,
    seen_at: renderInstantOrNull(observed?.at ?? null),
    readbacks: readbacks.map(({ address, result, at }) => ({ address, result, at: renderInstant(at) })),
  }
}
