// The diagnosis of a resource, read and told.

import { z } from 'zod'
import { day, oneLine, type Paint } from './paint.ts'

export const told = z.object({
  code: z.string(),
  name: z.string().nullable(),
  explanation: z.string(),
  evidence: z.string(),
  who_acts: z.string(),
  fix: z.string(),
  record: z.object({ name: z.string(), type: z.string(), value: z.string() }).nullable(),
})
const noted = told.extend({ severity: z.enum(['fail', 'note', 'unsure']) })
export type Noted = z.infer<typeof noted>

export const diagnosis = z.looseObject({
  state: z.string(),
  label: z.string(),
  next: z.object({ who: z.string(), at: z.string().nullable(), why: z.string() }),
  problems: z.array(told),
  names: z.array(z.object({ name: z.string(), facts: z.unknown(), findings: z.array(noted) })),
  origin: z.object({ facts: z.unknown(), findings: z.array(noted) }).nullable(),
})
export type Diagnosis = z.infer<typeof diagnosis>

const WHO: Readonly<Record<string, string>> = {
  customer: 'the owner of the name',
  operator: 'the operator of the CDN',
  ca: 'the certificate authority',
  us: 'the CDN, by itself',
}

/** A problem with its evidence, who acts, the fix and the record to set. */
export function tellProblem(
  { code, explanation, evidence, who_acts: who, fix, record }: z.infer<typeof told>,
  paint: Paint,
  severity: Noted['severity'] = 'fail',
): string {
  const mark = severity === 'fail' ? paint.bad('✗') : severity === 'unsure' ? '?' : '·'
  return [
    `${mark} ${oneLine(explanation)} ${paint.dim(`(${oneLine(code)})`)}`,
    `  seen   ${oneLine(evidence)}`,
    `  acts   ${oneLine(WHO[who] ?? who)}`,
    `  fix    ${oneLine(fix)}`,
    ...(record
      ? [`  set    ${paint.strong(oneLine(`${record.name}. ${record.type} ${record.value}`))}`]
      : []),
  ].join('\n')
}

/** How a certificate stands, in a line or two, and what is in its way. */
export function tellStanding({ label, next, problems }: Diagnosis, paint: Paint): string {
  const coloured =
    label === 'Success' ? paint.good(label) : label.includes('ailed') ? paint.bad(label) : label
  const who = WHO[next.who] ?? next.who
  const move = next.who === 'nobody' ? next.why : `${who.charAt(0).toUpperCase()}${who.slice(1)}: ${next.why}`
  return [
    `${coloured}${next.at === null ? '' : ` (next ${day(next.at)})`}. ${oneLine(move)}`,
    ...problems.map((each) => tellProblem(each, paint)),
  ].join('\n')
}
