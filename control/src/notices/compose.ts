// What a customer is told when the lifecycle says so: a subject and a text for people, data for programs.

import type { Problem, Situation, Step, Telling } from '@wellknown/lifecycle'
import { labelOf, nextMove, problemsOf, whoActs } from '@wellknown/lifecycle'
import type { NoticeType } from '../store/notice-records.ts'
import type { NewNotice } from '../store/notices-port.ts'
import type { Options, Resource } from '../store/records.ts'
import type { World } from '../world.ts'
import { guideTo, linkTo, oneLine, tellDay, tellNext, tellProblem, tellVisitors } from './words.ts'

type Outside = Pick<World, 'policy'>

/** A notice for each `tell` of `step`, under ids derived from `id`. */
export function noticesOf(
  world: Outside,
  resource: Resource,
  step: Step,
  now: number,
  id: string,
): readonly NewNotice[] {
  return step.effects
    .filter((effect): effect is Telling => effect.do === 'tell')
    .map((telling, index) => composeNotice(world, resource, step, telling, now, `${id}.${index}`))
}

const TYPES: Readonly<Record<Telling['message'], NoticeType>> = {
  'issue-failed': 'certificate.issue_failed',
  'renewal-failed': 'certificate.renewal_failed',
  'pre-validation-failed': 'certificate.pre_validation_failed',
  expiring: 'certificate.expiring',
  expired: 'certificate.expired',
  left: 'certificate.left',
  recovered: 'certificate.recovered',
}

function composeNotice(
  world: Outside,
  resource: Resource,
  at: Situation,
  telling: Telling,
  now: number,
  id: string,
): NewNotice {
  const type = TYPES[telling.message]
  const [headline, opening] = sayWhat(resource, at, telling, now)
  const well = telling.message === 'recovered'
  const problems = well ? [] : problemsOf(at.state)
  const paragraphs = [
    opening,
    ...problems.map((problem) => tellProblem(world, resource, problem)),
    tellVisitors(resource, at),
    ...(well ? [] : [tellNext(at)]),
    `Names: ${namesOf(resource).join(', ')}`,
    ...linkTo(world, resource),
  ]
  return {
    id,
    client: resource.client,
    resource: resource.id,
    type,
    at: now,
    subject: oneLine(`${headline}: ${resource.cname}`),
    text: paragraphs.join('\n\n'),
    data: { ...dataOf(world, resource, at, problems), ...extrasOf(telling) },
    // Names that do not pass are mailed of once a day, for all resources together.
    to: telling.message === 'pre-validation-failed' ? 'webhooks' : 'everybody',
    ...(isOnly(telling, 'pre-validation-failed') && { endsDigested: true }),
  }
}

const isOnly = ({ over }: Telling, trouble: string): boolean => over?.length === 1 && over[0] === trouble
export const namesOf = ({ cname, secondaryHostnames }: Resource): readonly string[] => [
  cname,
  ...secondaryHostnames,
]

/** What programs read; never a secret. */
export function dataOf(
  world: Outside,
  resource: Resource,
  at: Situation,
  problems: readonly Problem[],
): Options {
  const { who, at: when } = nextMove(at)
  return {
    resource: resource.id,
    cname: resource.cname,
    names: namesOf(resource),
    status: labelOf(at),
    https: at.https,
    not_after: at.current ? new Date(at.current.notAfter).toISOString() : null,
    problems: problems.map((problem) => ({
      code: problem.code,
      name: problem.name,
      detail: oneLine(problem.detail),
      who: whoActs(problem.code),
      record: problem.record ?? null,
      guide: guideTo(world, problem.code),
    })),
    next: { who, at: when === null ? null : new Date(when).toISOString() },
  }
}

const extrasOf = ({ level, over }: Telling): Options => ({ ...(level && { level }), ...(over && { over }) })

/** The headline, and the sentence that opens the text. */
function sayWhat(
  { cname }: Resource,
  { current, state }: Situation,
  { message, level = 1 }: Telling,
  now: number,
): readonly [headline: string, opening: string] {
  const end = current ? tellDay(current.notAfter) : ''
  const since = 'since' in state ? ` since ${tellDay(state.since)}` : ''
  switch (message) {
    case 'issue-failed':
      return ['No certificate could be issued', `The certificate for ${cname} could not be issued.`]
    case 'renewal-failed':
      return ['Certificate not renewed yet', `The certificate for ${cname} could not be renewed so far.`]
    case 'pre-validation-failed':
      return ['Check failed', `The names of ${cname} have not passed our check${since}.`]
    case 'expiring': {
      const own = current?.kind === 'own' ? ' It is your own: upload its successor in time.' : ''
      const loud = ['Certificate expires', 'Certificate expires soon', 'LAST CALL: certificate expires'][
        level - 1
      ]
      return [
        `${loud} on ${end}`,
        `The certificate for ${cname} expires on ${end}, in ${daysUntil(current?.notAfter ?? now, now)}, and there is no successor yet.${own}`,
      ]
    }
    case 'expired':
      if (state.is === 'deploying' && state.candidate.notAfter > now) {
        return [
          'Certificate expired before its successor was on all servers',
          `The certificate for ${cname} has expired. Its successor is issued, and served where it has arrived; HTTPS counts as on again once all our servers have been seen serving it.`,
        ]
      }
      return ['Certificate expired', `The certificate for ${cname} has expired, and there is no successor.`]
    case 'left':
      return [
        'Names no longer lead to our CDN',
        `A name of ${cname} has not led to our CDN${since}. If you have moved away, there is nothing to do: we order no certificate while it is so, and destroy the key when the certificate ends. If you have not, mend the record; everything goes on by itself then.`,
      ]
    case 'recovered':
      return ['All is well again', `A valid certificate for ${cname} is served on all our servers.`]
  }
}

function daysUntil(end: number, now: number): string {
  const hours = Math.max(0, Math.round((end - now) / 3_600_000))
  return hours < 48 ? `${hours} hours` : `${Math.floor(hours / 24)} days`
}
