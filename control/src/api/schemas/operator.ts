// All tenants at a glance: how many stand how, and which.

import { z } from '@hono/zod-openapi'
import { causeOf, LABELS, labelOf, TABLE, type Move, type StateName } from '@wellknown/lifecycle'
import type { Alarm } from '../../store/alarms-port.ts'
import type { Owner } from '../../store/fleet-port.ts'
import type { Saved } from '../../store/records.ts'
import { clientName, instant, page, renderInstant, renderInstantOrNull, renderPage } from './common.ts'
import { search } from './ordering.ts'

export const LARGEST_PAGE = 100

// The cast: a table's keys are its states.
const STATES = Object.keys(TABLE) as [StateName, ...StateName[]]

export const listQuery = page.extend({
  limit: z.coerce.number().int().min(1).max(LARGEST_PAGE).optional(),
  client: z.coerce.number().int().positive().optional(),
  search: search.openapi({ description: 'Text that the cname holds, whatever its case.' }),
  ordering: z
    .enum(['id', 'valid_until'], { error: 'Give id or valid_until' })
    .optional()
    .openapi({ description: 'By id, or those first whose certificate ends first.' }),
  label: z
    .enum(LABELS, { error: `Give one of ${LABELS.join(', ')}` })
    .optional()
    .openapi({ description: 'The word the portal has for it.' }),
  failing: z.stringbool({ error: 'Give true or false' }).optional().openapi({
    description: 'The CA has said no, or our own look, and nothing has gone well since; or that is not so.',
  }),
  life_left_below: z.coerce.number().min(0).max(1).optional().openapi({
    description: 'Served, with less than this share of its life left, such as 0.25.',
  }),
  state: z.enum(STATES, { error: `Give one of ${STATES.join(', ')}` }).optional(),
  cause: z
    .string()
    .max(60)
    .optional()
    .openapi({ description: 'The code of a problem, such as rate-limited' }),
})

export const alarm = z
  .object({
    event: z.string(),
    /** What it is about: a certificate, a cause. */
    subject: z.string(),
    resource: z.int().nullable(),
    client: z.int().nullable(),
    client_name: clientName,
    since: instant,
    detail: z.record(z.string(), z.unknown()),
  })
  .openapi('StandingAlarm')
/** `owner`: of the resource it is about. */
export const renderAlarm = (
  { since, detail, ...rest }: Alarm,
  owner: Owner | undefined,
): z.infer<typeof alarm> => ({
  ...rest,
  client: owner?.client ?? null,
  client_name: owner?.name ?? null,
  since: renderInstant(since),
  detail: { ...detail },
})

export const operatorList = z
  .object({
    /** Over all resources, whatever was asked for. */
    counts: z.array(z.object({ state: z.string(), cause: z.string().nullable(), count: z.int() })),
    count: z.int(),
    next: z.string().nullable(),
    previous: z.string().nullable(),
    results: z.array(
      z.object({
        id: z.int(),
        client: z.int(),
        client_name: clientName,
        cname: z.string(),
        suspended: z.boolean().openapi({ description: 'By an operator: it is out of service' }),
        state: z.string(),
        cause: z.string().nullable(),
        label: z.string(),
        evidence: z.string().nullable(),
        next: z.object({ who: z.string(), at: instant.nullable(), why: z.string() }),
        valid_until: instant.nullable(),
        /** What stands about it, beside its state. */
        alarms: z.array(alarm),
      }),
    ),
  })
  .openapi('OperatorList')

export function renderOperatorList(
  tally: z.infer<typeof operatorList>['counts'],
  { count, found }: { readonly count: number; readonly found: readonly Saved[] },
  alarms: readonly Alarm[],
  moveOf: (saved: Saved) => Move,
  owners: ReadonlyMap<number, Owner>,
  url: string,
  limit: number,
  offset: number,
): z.infer<typeof operatorList> {
  return {
    counts: tally,
    ...renderPage(
      found.map((saved) => renderOne(saved, alarms, moveOf(saved), owners.get(saved.resource.id))),
      count,
      url,
      limit,
      offset,
    ),
  }
}

function renderOne(
  saved: Saved,
  alarms: readonly Alarm[],
  next: Move,
  owner: Owner | undefined,
): z.infer<typeof operatorList>['results'][number] {
  const { resource, state, current } = saved
  const problem = state.is === 'blocked' ? state.problems[0] : 'problem' in state ? state.problem : null
  return {
    id: resource.id,
    client: resource.client,
    client_name: owner?.name ?? null,
    cname: resource.cname,
    suspended: resource.suspended,
    state: state.is,
    cause: causeOf(state),
    label: labelOf(saved),
    evidence: problem?.detail ?? null,
    next: { who: next.who, at: renderInstantOrNull(next.at), why: next.why },
    valid_until: renderInstantOrNull(current?.notAfter ?? null),
    alarms: alarms.filter((each) => each.resource === resource.id).map((each) => renderAlarm(each, owner)),
  }
}

/** Why an operator keeps a customer from something. */
export const reason = z
  .string()
  .trim()
  .min(1, 'Say why: customers are shown it')
  .max(500)
  .openapi({ description: 'Customers are shown it' })
