// The sentences that notices share.

import { explain, guidePath, nextMove, type Problem, type Situation } from '@wellknown/lifecycle'
import type { Resource } from '../store/records.ts'
import type { World } from '../world.ts'

/** Characters. */
const LONGEST_LINE = 300

/** Names and evidence may come from strangers: one line, nothing that breaks out of it. */
export const oneLine = (text: string): string =>
  text
    .slice(0, LONGEST_LINE)
    .replace(/[\p{C}\p{Z}]+/gu, ' ')
    .trim()

/** `2026-03-01 10:00 UTC`. */
export const tellDay = (at: number): string =>
  `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`

/** Of the CA's words, those that a record mends; our own look says itself which. */
const MENDED_BY_RECORD: readonly Problem['code'][] = ['ca-connection', 'ca-unauthorized']

/** What is wrong and what to do, with the record to set where one mends it. */
export function tellProblem(
  { policy }: Pick<World, 'policy'>,
  { client, cname }: Resource,
  problem: Problem,
): string {
  const said = explain(problem)
  const target = policy.cnameTarget.replaceAll('{client}', String(client))
  const ours = { name: problem.name ?? cname, type: 'CNAME', value: target }
  const record = problem.record ?? (MENDED_BY_RECORD.includes(problem.code) ? ours : null)
  const more = guideTo({ policy }, problem.code)
  const guide = more === null ? '' : `\nMore about it:\n${more}`
  if (record === null) return said + guide
  const apex =
    record.type === 'CNAME' ? ' (at the top of a domain, where no CNAME can stand: ALIAS or ANAME)' : ''
  return `${said}\nThe record to set: ${oneLine(`${record.name} ${record.type} ${record.value}`)}${apex}${guide}`
}

/** What visitors see meanwhile. */
export function tellVisitors({ cname }: Resource, { current, https }: Situation): string {
  return https && current
    ? `Visitors of https://${cname} are served as before, with the certificate that is valid until ${tellDay(current.notAfter)}.`
    : `HTTPS is off: visitors of https://${cname} get no connection, http://${cname} is served.`
}

const ACTORS = { customer: 'you', operator: 'our operators', ca: 'the certificate authority', us: 'we' }

/** Who must act, and when something happens by itself. */
export function tellNext(at: Situation): string {
  const { who, at: when } = nextMove(at)
  const again =
    when === null ? 'Nothing is tried by itself.' : `By itself something happens next: ${tellDay(when)}.`
  return `Next: ${ACTORS[who]}. ${again}`
}

/** The page about a problem, if the operator has said where customers reach us. */
export const guideTo = ({ policy }: Pick<World, 'policy'>, code: Problem['code']): string | null =>
  policy.publicUrl === null ? null : policy.publicUrl + guidePath(code)

/** Where to look, if the operator has said where customers reach us. */
export const linkTo = ({ policy }: Pick<World, 'policy'>, { id }: Pick<Resource, 'id'>): readonly string[] =>
  policy.publicUrl === null ? [] : [`${policy.publicUrl}/resources/${id}`]
