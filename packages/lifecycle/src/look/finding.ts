// What a check says of the facts. Only a `fail` keeps a certificate back; who is unsure says so and blocks nobody (P7).

import type { DnsRecord, Problem } from '../problem.ts'
import type { LookCode } from './codes.ts'
import type { Expected, NameFacts } from './facts.ts'

export type Severity = 'fail' | 'note' | 'unsure'
export type Finding = Problem & { readonly code: LookCode; readonly severity: Severity }

/** One question to the facts of a name. */
export type Check = (facts: NameFacts, expected: Expected) => readonly Finding[]

export const finding = (
  severity: Severity,
  code: LookCode,
  name: string | null,
  detail: string,
  record?: DnsRecord,
): Finding => ({ severity, code, name, detail, retryAt: null, ...(record && { record }) })
