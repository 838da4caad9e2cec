// The daily mail about names that do not pass: one for all resources of a client (P21).

import { problemsOf } from '@wellknown/lifecycle'
import { REMINDED_FOR, type NewNotice } from '../store/notices-port.ts'
import type { ClientId, Saved } from '../store/records.ts'
import type { World } from '../world.ts'
import { dataOf } from './compose.ts'
import { linkTo, oneLine, tellDay, tellProblem, tellVisitors } from './words.ts'

const DAY = 24 * 60 * 60_000
/** Resources that are written out; of the others their number is told. */
const MOST_TOLD = 50

/** The digest of these resources; null where there is none. */
export function composeDigest(
  world: Pick<World, 'policy'>,
  client: ClientId,
  blocked: readonly Saved[],
  now: number,
  id: string,
): NewNotice | null {
  const [first, ...others] = blocked
  if (!first) return null
  const told = blocked.slice(0, MOST_TOLD)
  const more = blocked.length - told.length
  const about =
    others.length === 0
      ? first.resource.cname
      : `${first.resource.cname} and ${others.length} more ${others.length === 1 ? 'resource' : 'resources'}`
  const paragraphs = [
    'These names have not passed our check, so no certificate is ordered for them. We look again by ourselves, and tell you at most once a day.',
    ...told.map((saved) => sectionOf(world, saved, now)),
    ...(more > 0 ? [`And ${more} more.`] : []),
  ]
  return {
    id,
    client,
    resource: null,
    type: 'certificate.pre_validation_failed',
    at: now,
    subject: oneLine(`Check failed: ${about}`),
    text: paragraphs.join('\n\n'),
    data: { resources: told.map((saved) => dataOf(world, saved.resource, saved, problemsOf(saved.state))) },
    to: 'mail',
  }
}

/** A day from now it will be too long ago. */
const isLast = ({ state }: Saved, now: number): boolean =>
  'run' in state && state.run !== null && state.run.started + REMINDED_FOR <= now + DAY

function sectionOf(world: Pick<World, 'policy'>, saved: Saved, now: number): string {
  const { resource, state } = saved
  const since = state.is === 'blocked' ? `, since ${tellDay(state.since)}` : ''
  return [
    `${resource.cname}${since}:`,
    ...problemsOf(saved.state).map((problem) => tellProblem(world, resource, problem)),
    tellVisitors(resource, saved),
    ...(state.is === 'blocked' ? [`We look again at ${tellDay(state.until)}.`] : []),
    ...(isLast(saved, now)
      ? ['This is the last reminder of it. We go on looking, and tell you when all is well.']
      : []),
    ...linkTo(world, resource),
  ].join('\n')
}
