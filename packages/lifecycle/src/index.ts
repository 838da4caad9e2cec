export type * from './vocabulary.ts'
export { explain, whoActs } from './explain.ts'
export { PROBLEMS } from './advice.ts'
export type { Actor, Advice, DnsRecord, Problem, ProblemCode } from './problem.ts'
export { TABLE } from './table.ts'
export { decide, refusalOf, whyNot } from './decide.ts'
export type { Decision, Refusal, RefusalCode } from './decide.ts'
export { ATTEMPTS, RETIRE_AFTER } from './rules/limits.ts'
export { advisedTime, alarmLevel, backoff, nextAlarm, nextSeries, renewalTime } from './renewal.ts'
export { judgeDelegation, listRecords, recordsToSet } from './delegation.ts'
export type { DelegationFacts, Hosting } from './delegation.ts'
export { isFault, judgeName } from './look/checks.ts'
export { isOurs } from './look/addresses.ts'
export { judgeOrigin } from './look/origin.ts'
export { pageOf } from './look/page.ts'
export { TELLING_HEADERS } from './look/proxy.ts'
export { finding } from './look/finding.ts'
export type { Finding, Severity } from './look/finding.ts'
export type * from './look/facts.ts'
export { nextMove } from './next-move.ts'
export type { Move } from './next-move.ts'
export { isFailing, labelOf, LABELS } from './label.ts'
export type { Label } from './label.ts'
export { diagram } from './diagram.ts'
export { GUIDE, guide, guidePath } from './guide.ts'
export type { GuidePart } from './guide.ts'
export { shareOf } from './share.ts'
export { causeOf, dueAt, problemsOf, startsAtCa } from './serving.ts'
export {
  afterFailure,
  afterQuiet,
  afterSuccess,
  expectedStart,
  mayStart,
  nextStart,
  OPEN,
  RAMP,
  shut,
} from './ramp.ts'
export type { Ramp } from './ramp.ts'
export { partOf } from './rules/partial.ts'
export { correct, left, nextFree, take } from './budget.ts'
export type { BucketSize } from './budget.ts'
