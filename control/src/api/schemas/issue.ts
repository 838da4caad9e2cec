// What we add below the CDN API's tree: how a certificate stands, what happened, and which edge holds what.

import { z } from '@hono/zod-openapi'
import type { Held, HistoryEntry, Observation, Pop, Wanted } from '../../store/records.ts'
import { instant, renderInstant, renderInstantOrNull } from './common.ts'

export const timeline = z
  .array(
    z.object({
      id: z.int(),
      at: instant,
      event: z.string(),
      from: z.string().nullable(),
      to: z.string().nullable(),
      detail: z.record(z.string(), z.unknown()),
    }),
  )
  .openapi('Timeline')

export const renderTimeline = (entries: readonly HistoryEntry[]): z.infer<typeof timeline> =>
  entries.map(({ id, at, event, from, to, detail }) => ({
    id,
    at: renderInstant(at),
    event,
    from,
    to,
    detail: { ...detail },
  }))

export const rollout = z
  .array(
    z.object({
      pop: z.string(),
      membership: z.enum(['in', 'catching-up', 'out']),
      last_seen: instant.nullable(),
      /** The PoP's clock less ours, in milliseconds. */
      skew: z.int().nullable(),
      terminates_tls: z.boolean(),
      hosts: z.array(
        z.object({
          host: z.string(),
          documents: z.array(z.object({ kind: z.string(), wanted: z.int(), held: z.int().nullable() })),
          serial: z.string().nullable(),
        }),
      ),
    }),
  )
  .openapi('Rollout')

export function renderRollout(
  pops: readonly Pop[],
  wanted: readonly Wanted[],
  receipts: readonly Held[],
  seen: readonly Observation[],
): z.infer<typeof rollout> {
  const hosts = [...new Set(wanted.map(({ host }) => host))]
  return pops.map((pop) => ({
    pop: pop.name,
    membership: pop.membership,
    last_seen: renderInstantOrNull(pop.lastSeen),
    skew: pop.skew,
    terminates_tls: pop.tls !== null,
    hosts: hosts.map((host) => ({
      host,
      documents: wanted
        .filter((document) => document.host === host && document.body !== null)
        .map(({ kind, rev }) => {
          const held = receipts.find(
            (each) => each.pop === pop.name && each.host === host && each.kind === kind,
          )
          return { kind, wanted: rev, held: held?.rev ?? null }
        }),
      serial: seen.find((each) => each.pop === pop.name && each.host === host)?.serial ?? null,
    })),
  }))
}
