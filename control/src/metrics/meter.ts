// What is counted while it happens. Every label has few values, whatever customers, names or a CA's answers are.

import { collectDefaultMetrics, Counter, Histogram, Registry } from 'prom-client'

export type Meter = {
  readonly registry: Registry
  /** A look at names ended. `cause`: the code of the problem, or nothing. */
  looked(result: string, cause: string | null): void
  /** An attempt at the CA ended. */
  attempted(result: string, cause: string | null): void
  /** A PoP told of requests for the tokens of an attempt, by what they got. */
  visited(pop: string, result: string, count: number): void
  /** One call to the CA; `fault` is the type of its error, or null. */
  asked(call: string, seconds: number, fault: string | null): void
}

/** A CA on its best days answers in tens of milliseconds, on its worst it is given half a minute. */
const SECONDS = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30]

/** `own`: this process's memory, processor and event loop are measured as well. */
export function createMeter({ own }: { readonly own: boolean }): Meter {
  const registry = new Registry()
  const registers = [registry]
  if (own) collectDefaultMetrics({ register: registry })
  const looks = new Counter({
    name: 'wellknown_looks_total',
    help: 'Pre-validations by result (passed, blocked, held) and cause',
    labelNames: ['result', 'cause'],
    registers,
  })
  const attempts = new Counter({
    name: 'wellknown_attempts_total',
    help: 'Attempts at the CA by result (issued, failed, refused, held) and cause',
    labelNames: ['result', 'cause'],
    registers,
  })
  const hits = new Counter({
    name: 'wellknown_challenge_hits_total',
    help: 'Requests of validators for the tokens of attempts, by PoP and result (answered, unknown, unavailable)',
    labelNames: ['pop', 'result'],
    registers,
  })
  const requests = new Histogram({
    name: 'wellknown_ca_request_duration_seconds',
    help: 'How long the CA takes to answer, by call',
    labelNames: ['call'],
    buckets: SECONDS,
    registers,
  })
  const faults = new Counter({
    name: 'wellknown_ca_errors_total',
    help: 'Calls that the CA refused or did not answer, by the type of its error (RFC 8555 §6.7)',
    labelNames: ['call', 'type'],
    registers,
  })
  return {
    registry,
    looked: (result, cause) => looks.inc({ result, cause: cause ?? '' }),
    attempted: (result, cause) => attempts.inc({ result, cause: cause ?? '' }),
    visited: (pop, result, count) => hits.inc({ pop, result }, count),
    asked(call, seconds, fault) {
      requests.observe({ call }, seconds)
      if (fault !== null) faults.inc({ call, type: fault })
    },
  }
}
