// What we add below the CDN API's tree: how a certificate stands, what happened, and which edge holds what.

import { z } from '@hono/zod-openapi'
import { labelOf, nextMove, partOf, PROBLEMS, type Problem } from '@wellknown/lifecycle'
import type { Held, HistoryEntry, Observation, Pop, Saved, Wanted } from '../../store/records.ts'
import { instant, renderInstant, renderInstantOrNull } from './common.ts'

const problem = z.object({
  code: z.string(),
  name: z.string().nullable(),
  explanation: z.string(),
  evidence: z.string(),
  who_acts: z.string(),
  fix: z.string(),
})
export const diagnosis = z
  .object({
    state: z.string(),
    label: z.string(),
    next: z.object({ who: z.string(), at: instant.nullable(), why: z.string() }),
    problems: z.array(problem),
    /** What `partial` would issue for now, and what it would add later; null where that is not possible. */
    part: z.object({ names: z.array(z.string()), left_out: z.array(z.string()) }).nullable(),
    /** Names that the certificate does not cover yet; they are added by themselves once they pass. */
    left_out: z.array(z.string()),
    /** What our last look at the names saw; null before the first. */
    facts: z.unknown(),
  })
  .openapi('Diagnosis')

export function renderDiagnosis(saved: Saved, looked: HistoryEntry | null): z.infer<typeof diagnosis> {
  const { state } = saved
  const problems =
    state.is === 'blocked' ? state.problems : 'problem' in state && state.problem ? [state.problem] : []
  const next = nextMove(saved)
  const part = partOf(saved)
  return {
    state: state.is,
    label: labelOf(saved),
    next: { who: next.who, at: renderInstantOrNull(next.at), why: next.why },
    problems: problems.map(renderProblem),
    part: part && { names: [...part.names], left_out: [...part.leftOut] },
    left_out: [...leftOutOf(state)],
    facts: looked?.detail['names'] ?? null,
  }
}

function leftOutOf(state: Saved['state']): readonly string[] {
  if ('run' in state) return state.run?.leftOut?.names ?? []
  return state.is === 'active' || state.is === 'failed' ? (state.leftOut?.names ?? []) : []
}

const renderProblem = ({ code, name, detail }: Problem): z.infer<typeof problem> => ({
  code,
  name,
  explanation: PROBLEMS[code].sentence,
  evidence: detail,
  who_acts: PROBLEMS[code].who,
  fix: PROBLEMS[code].fix,
})

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
