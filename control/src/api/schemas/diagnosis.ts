// How a certificate stands, who moves next, and what our last look at its names saw.

import { z } from '@hono/zod-openapi'
import {
  problemsOf,
  guidePath,
  labelOf,
  partOf,
  PROBLEMS,
  type Finding,
  type Move,
  type Problem,
} from '@wellknown/lifecycle'
import { suspensionOf } from '../../actions/tell-lifecycle.ts'
import type { Advice, HistoryEntry, Saved } from '../../store/records.ts'
import { instant, renderInstant, renderInstantOrNull } from './common.ts'

const told = {
  code: z.string(),
  name: z.string().nullable(),
  explanation: z.string(),
  evidence: z.string(),
  who_acts: z.enum(['customer', 'operator', 'ca', 'us']),
  fix: z.string(),
  /** What to set in DNS, where that mends it. */
  record: z.object({ name: z.string(), type: z.string(), value: z.string() }).nullable(),
  /** The page that tells more: a path of this API. */
  guide: z.string(),
}
export const problem = z.object(told).openapi('DiagnosedProblem')
/** `fail` keeps a certificate back; `note` and `unsure` do not. */
const note = z.object({ ...told, severity: z.enum(['fail', 'note', 'unsure']) }).openapi('DiagnosedNote')

export const diagnosis = z
  .object({
    state: z.string(),
    label: z.string(),
    next: z.object({ who: z.string(), at: instant.nullable(), why: z.string() }),
    /** When the CA advises to renew what is served, and where it says why; null: it advises nothing. */
    advice: z.object({ start: instant, end: instant, explanation_url: z.string().nullable() }).nullable(),
    /** What stands in the way now, worst first. */
    problems: z.array(problem),
    /** What `partial` would issue for now, and what it would add later; null where that is not possible. */
    part: z.object({ names: z.array(z.string()), left_out: z.array(z.string()) }).nullable(),
    /** Names that the certificate does not cover yet; they are added by themselves once they pass. */
    left_out: z.array(z.string()),
    /** When we last looked; null before the first look. */
    looked: instant.nullable(),
    /** What that look saw and found of each name. */
    names: z.array(z.object({ name: z.string(), facts: z.unknown(), findings: z.array(note) })),
    /** The same for the origin, which need not be up. */
    origin: z.object({ facts: z.unknown(), findings: z.array(note) }).nullable(),
    /** The facts of all names. */
    facts: z.unknown(),
  })
  .openapi('Diagnosis')

/** `next`: who moves, and when. `unseen`: what a certificate on its way still waits for. */
export function renderDiagnosis(
  saved: Saved,
  next: Move,
  looked: HistoryEntry | null,
  unseen: readonly Problem[],
  advice: Advice | null,
): z.infer<typeof diagnosis> {
  const { state } = saved
  const part = partOf(saved)
  return {
    state: state.is,
    label: labelOf(saved),
    next: { who: next.who, at: renderInstantOrNull(next.at), why: next.why },
    advice: advice && {
      start: renderInstant(advice.start),
      end: renderInstant(advice.end),
      explanation_url: advice.explanation,
    },
    // Edge by edge, where it is known which.
    problems: (unseen.length > 0 ? unseen : problemsOf(state)).map((each) => renderProblemOf(saved, each)),
    part: part && { names: [...part.names], left_out: [...part.leftOut] },
    left_out: [...leftOutOf(state)],
    looked: renderInstantOrNull(looked?.at ?? null),
    ...renderLook(looked?.detail ?? {}),
  }
}

/** What judge-names noted; a look of an earlier version has facts only. */
type Look = {
  readonly names?: readonly { readonly name: string }[]
  readonly findings?: readonly Finding[]
  readonly origin?: unknown
}

function renderLook(
  detail: HistoryEntry['detail'],
): Pick<z.infer<typeof diagnosis>, 'names' | 'origin' | 'facts'> {
  // The cast: only judge-names writes these entries.
  const { names = [], findings = [], origin = null } = detail as Look
  const about = (wanted: string | null) => findings.filter(({ name }) => name === wanted).map(renderFinding)
  return {
    names: names.map((facts) => ({ name: facts.name, facts, findings: about(facts.name) })),
    origin: origin === null ? null : { facts: origin, findings: about(null) },
    facts: detail['names'] ?? null,
  }
}

function leftOutOf(state: Saved['state']): readonly string[] {
  if ('run' in state) return state.run?.leftOut?.names ?? []
  return state.is === 'active' || state.is === 'failed' ? (state.leftOut?.names ?? []) : []
}

export const renderProblem = ({ code, name, detail, record }: Problem): z.infer<typeof problem> => ({
  code,
  name,
  explanation: PROBLEMS[code].sentence,
  evidence: detail,
  who_acts: PROBLEMS[code].who,
  fix: PROBLEMS[code].fix,
  record: record ? { ...record } : null,
  guide: guidePath(code),
})
/** What our operators have suspended is not the customer's to activate. */
const renderProblemOf = ({ resource }: Saved, each: Problem): z.infer<typeof problem> =>
  each.code === 'suspended' && resource.suspended
    ? {
        ...renderProblem(each),
        explanation: suspensionOf(resource),
        who_acts: 'operator',
        fix: 'Write to our operators.',
      }
    : renderProblem(each)
const renderFinding = (each: Finding): z.infer<typeof note> => ({
  ...renderProblem(each),
  severity: each.severity,
})
