import { describe, expect, test } from 'vitest'
import { backoff, decide, renewalTime, TABLE } from './index.ts'
import type {
  Candidate,
  Context,
  Current,
  Event,
  EventName,
  Run,
  Situation,
  State,
  StateName,
  Step,
} from './index.ts'
import type { Problem } from './index.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
const NOW = 1_800_000_000_000
const names = ['www.customer.example']
const problem: Problem = { code: 'ca-unauthorized', detail: 'no', name: null, retryAt: null }
const run: Run = { id: 'r', why: 'first', names, failed: 0, started: NOW, revokeOld: false }
const candidate: Candidate = {
  kind: 'managed',
  certificate: 'c',
  serial: '01',
  names,
  notBefore: NOW - DAY,
  notAfter: NOW + 89 * DAY,
  issuer: { directory: 'https://ca.test/dir', account: 'https://ca.test/acct/1' },
}
const current: Current = { ...candidate, certificate: 'old', alarmed: 0 }
const context: Context = { now: NOW, id: 'fresh', retryAfter: 900_000, suspended: false, share: 0 }

const STATES: { [S in StateName]: Extract<State, { is: S }> } = {
  off: { is: 'off' },
  checking: { is: 'checking', run, attempt: null },
  blocked: { is: 'blocked', run, problems: [problem], until: NOW, since: NOW },
  issuing: { is: 'issuing', run, attempt: 'a' },
  waiting: { is: 'waiting', run, attempt: null, cause: 'failed', problem, until: NOW },
  deploying: { is: 'deploying', run, candidate, dirty: null, problem: null, until: NOW },
  active: { is: 'active', until: NOW },
  failed: { is: 'failed', problem, names, until: NOW },
  deleting: { is: 'deleting', until: NOW },
}
const EVENTS: { [E in EventName]: Extract<Event, { type: E }> } = {
  enable: { type: 'enable', names, object: 'another' },
  own: { type: 'own', candidate: { ...candidate, kind: 'own', issuer: null } },
  passed: { type: 'passed', run: 'r' },
  blocked: { type: 'blocked', run: 'r', problems: [problem] },
  held: { type: 'held', run: 'r', problem, until: null },
  due: { type: 'due' },
  advised: { type: 'advised', certificate: 'old', at: NOW + 1000 },
  retry: { type: 'retry' },
  anyway: { type: 'anyway' },
  partial: { type: 'partial' },
  issued: { type: 'issued', run: 'r', attempt: 'a', candidate },
  failed: { type: 'failed', run: 'r', attempt: 'a', problem },
  refused: { type: 'refused', run: 'r', attempt: 'a', problem },
  live: { type: 'live', certificate: 'c' },
  renew: { type: 'renew' },
  reissue: { type: 'reissue', revokeOld: false },
  rename: { type: 'rename', names: ['new.customer.example'] },
  abort: { type: 'abort' },
  disable: { type: 'disable' },
  revoke: { type: 'revoke', reason: 4 },
  delete: { type: 'delete' },
  gone: { type: 'gone' },
  expired: { type: 'expired' },
  alarm: { type: 'alarm', level: 1 },
  suspend: { type: 'suspend' },
  resume: { type: 'resume' },
  lifted: { type: 'lifted' },
}
/** Refused by what the state remembers, not by the state. */
const CONDITIONAL: readonly string[] = ['no-part', 'completed', 'operator-first']
const pairs = Object.values(STATES).flatMap((state) =>
  Object.values(EVENTS).map((event) => [state, event] as const),
)
const cellOf = (state: StateName, event: EventName): readonly string[] | undefined =>
  Object.entries(TABLE[state]).find(([name]) => name === event)?.[1]

function stepOf(situation: Situation, event: Event, at: Context = context): Step {
  const decision = decide(situation, event, at)
  if (decision.is !== 'step') throw new Error(`${situation.state.is} + ${event.type}: ${decision.is}`)
  return decision.step
}

describe.each([null, current])('every state × every event', (served) => {
  test.each(pairs)('$0.is + $1.type', (state, event) => {
    const decision = decide({ state, current: served, https: served !== null }, event, context)
    const allowed = cellOf(state.is, event.type)
    if (decision.is === 'step') expect(allowed).toContain(decision.step.state.is)
    else if (decision.is === 'refused' && !CONDITIONAL.includes(decision.refusal.code))
      expect(allowed).toBeUndefined()
  })
})

test('nothing loses what is served but disable’s kin: revoke, delete and the clock', () => {
  for (const [state, event] of pairs) {
    const decision = decide({ state, current, https: true }, event, context)
    if (decision.is !== 'step' || decision.step.current !== null) continue
    expect(['revoke', 'delete']).toContain(event.type)
  }
})

test('while a certificate lives, HTTPS goes off by disable, revoke and delete only', () => {
  for (const [state, event] of pairs) {
    const decision = decide({ state, current, https: true }, event, context)
    if (decision.is !== 'step' || decision.step.https) continue
    expect(['disable', 'revoke', 'delete']).toContain(event.type)
  }
})

test('five failed attempts, fifteen minutes apart, and then Failed', () => {
  let at: Situation = { state: STATES.issuing, current: null, https: false }
  for (let failed = 1; failed <= 5; failed++) {
    if (at.state.is !== 'issuing') throw new Error(at.state.is)
    at = stepOf(at, { ...EVENTS.failed, attempt: at.state.attempt })
    if (failed === 5) break
    expect(at.state).toMatchObject({
      is: 'waiting',
      cause: 'failed',
      until: NOW + context.retryAfter,
      run: { failed },
    })
    at = stepOf(at, EVENTS.due, { ...context, now: NOW + context.retryAfter })
    at = stepOf(at, EVENTS.passed)
  }
  expect([at.state.is, at.https]).toEqual(['failed', false])
})

test('a wait for anything but the CA’s judgement spends no attempt and keeps the order', () => {
  const held = stepOf({ state: STATES.issuing, current: null, https: false }, { ...EVENTS.held, until: NOW })
  expect(held.state).toMatchObject({ is: 'waiting', cause: 'held', attempt: 'a', run: { failed: 0 } })
  expect(stepOf(stepOf(held, EVENTS.due), EVENTS.passed).state).toMatchObject({ is: 'issuing', attempt: 'a' })
})

test('news of another run or attempt changes nothing', () => {
  const at: Situation = { state: STATES.issuing, current: null, https: false }
  expect(decide(at, { ...EVENTS.issued, attempt: 'other' }, context).is).toBe('dropped')
  expect(decide(at, { ...EVENTS.failed, run: 'other' }, context).is).toBe('dropped')
})

test('enabling again within the certificate’s life orders nothing', () => {
  const step = stepOf({ state: STATES.off, current, https: false }, EVENTS.enable)
  expect(step.effects.map((effect) => effect.do)).toEqual(['deploy'])
})

test('nothing is ordered while the resource is suspended', () => {
  for (const [state, event] of pairs) {
    const decision = decide({ state, current, https: true }, event, { ...context, suspended: true })
    const opened = decision.is === 'step' && decision.step.state.is === 'checking' && state.is === 'active'
    if (opened) expect(['expired', 'rename']).toContain(event.type)
  }
})

test.each([
  [90 * DAY, 60 * DAY],
  [64 * DAY, (64 * DAY * 2) / 3],
  [45 * DAY, 30 * DAY],
  [160 * HOUR, 80 * HOUR],
])('a lifetime of %d ms is renewed after %d (SCHED-12)', (lifetime, after) => {
  const validity = { notBefore: NOW, notAfter: NOW + lifetime }
  expect(renewalTime(validity, 0)).toBe(Math.round(NOW + after))
  expect(renewalTime(validity, 0.999)).toBeLessThanOrEqual(NOW + after)
})

test('a wait before another try is never below a minute nor above a day (SCHED-14)', () => {
  for (let tries = 1; tries <= 10_000; tries++) {
    expect(backoff(tries)).toBeGreaterThanOrEqual(60_000)
    expect(backoff(tries)).toBeLessThanOrEqual(DAY)
  }
})

const told = ({ effects }: Step) =>
  effects.flatMap((effect) => (effect.do === 'tell' ? [effect.message] : []))
const asked = (step: Step) => step.effects.flatMap((effect) => (effect.do === 'issue' ? [effect] : []))
const renewal: Run = { ...run, why: 'renewal', failed: 4 }

test('the first series of a renewal to fail is mailed, those after it are not, and success is an all-clear (P16, P21)', () => {
  const served = { current, https: true }
  const first = stepOf({ state: { ...STATES.issuing, run: renewal }, ...served }, EVENTS.failed)
  expect([first.state.is, told(first)]).toEqual(['failed', ['renewal-failed']])
  const begun = stepOf(first, EVENTS.renew)
  expect(begun.state).toMatchObject({ run: { why: 'renewal', failed: 0, again: true } })
  const again: Run = { ...renewal, again: true }
  expect(told(stepOf({ state: { ...STATES.issuing, run: again }, ...served }, EVENTS.failed))).toEqual([])
  expect(first.troubles).toEqual(['renewal-failed'])
  const troubled = { ...served, troubles: first.troubles ?? [] }
  const live = stepOf({ state: { ...STATES.deploying, run: again }, ...troubled }, EVENTS.live)
  expect([live.state.is, told(live), live.troubles]).toEqual(['active', ['recovered'], undefined])
})

test('a series that ends after the certificate did is tried again a day later, one that never had any is not (P23)', () => {
  const dark = { current: null, https: false }
  const expired = stepOf({ state: { ...STATES.issuing, run: renewal }, ...dark }, EVENTS.failed)
  expect(expired.state).toMatchObject({ is: 'failed', problem: { code: 'expired' }, until: NOW + DAY })
  const due = stepOf(expired, EVENTS.due, { ...context, now: NOW + DAY })
  expect(due.state).toMatchObject({ is: 'checking', run: { why: 'renewal' } })
  const never = stepOf({ state: { ...STATES.issuing, run: { ...run, failed: 4 } }, ...dark }, EVENTS.failed)
  expect(never.state).toMatchObject({ is: 'failed', problem, until: null })
})

test('the CA’s advice moves the renewal: past ones to now, none beyond the last tenth of life, none of another', () => {
  const active = { state: { is: 'active', until: NOW + 500 }, current, https: true } as const
  const advise = (at: number, certificate = 'old') =>
    decide(active, { type: 'advised', certificate, at }, context)
  expect(advise(NOW + 1000)).toMatchObject({ is: 'step', step: { state: { until: NOW + 1000 }, current } })
  expect(advise(NOW - 1000)).toMatchObject({ is: 'step', step: { state: { until: NOW } } })
  const latest = current.notAfter - (current.notAfter - current.notBefore) / 10
  expect(advise(current.notAfter)).toMatchObject({ is: 'step', step: { state: { until: latest } } })
  expect(advise(NOW + 1000, 'another').is).toBe('dropped')
})

test('PRE-28: a blocked name is looked at every 15 minutes, and after a day every hour', () => {
  const blockedAfter = (minutes: number, retryAfter = context.retryAfter): number => {
    const now = NOW + minutes * 60_000
    const checking: Situation = {
      state: { is: 'checking', run: { ...run, started: NOW }, attempt: null },
      current: null,
      https: false,
    }
    const { state } = stepOf(checking, EVENTS.blocked, { ...context, now, retryAfter })
    return 'until' in state && state.until !== null ? (state.until - now) / 60_000 : 0
  }
  expect([0, 1439, 1440].map((minutes) => blockedAfter(minutes))).toEqual([15, 15, 60])
  // Where attempts follow each other quicker, so do looks.
  expect(blockedAfter(0, 60_000)).toBe(1)
})

test('an expiry is mailed once, by whichever of its two witnesses comes first', () => {
  const over = { ...context, now: current.notAfter }
  const served = { current, https: true }
  const clock = stepOf({ state: { ...STATES.issuing, run: renewal }, ...served }, EVENTS.expired, over)
  expect(told(clock)).toEqual(['expired'])
  expect(told(stepOf(clock, EVENTS.failed, over))).toEqual([])
  const series = stepOf({ state: { ...STATES.issuing, run: renewal }, ...served }, EVENTS.failed, over)
  expect(told(series)).toEqual(['expired'])
  expect(decide(series, EVENTS.expired, over).is).toBe('dropped')
})

test('a kept certificate that serves nobody runs out, and runs low, without a mail', () => {
  const kept = { state: STATES.off, current, https: false }
  expect(told(stepOf(kept, EVENTS.expired, { ...context, now: current.notAfter }))).toEqual([])
  expect(told(stepOf(kept, EVENTS.alarm))).toEqual([])
  expect(told(stepOf({ ...kept, state: STATES.active, https: true }, EVENTS.alarm))).toEqual(['expiring'])
})

test('aborting what was begun with HTTPS off goes back to off, though a kept certificate lives', () => {
  const enabled = stepOf(
    { state: STATES.off, current: { ...current, names: ['x.example'] }, https: false },
    EVENTS.enable,
  )
  expect(enabled.state.is).toBe('checking')
  const aborted = stepOf(enabled, EVENTS.abort)
  expect([aborted.state.is, aborted.https, aborted.current?.certificate]).toEqual(['off', false, 'old'])
})

test('a look that passes while the resource is suspended waits for it, and is made again when it is active', () => {
  const checking = { state: STATES.checking, current: null, https: false }
  const held = stepOf(checking, EVENTS.passed, { ...context, suspended: true })
  expect(held.state).toMatchObject({ is: 'waiting', problem: { code: 'suspended' }, until: null })
  expect(asked(held)).toEqual([])
  expect(stepOf(stepOf(held, EVENTS.resume), EVENTS.due).state.is).toBe('checking')
})

test('only a customer who is sure passes our own look by (P7)', () => {
  const sure = asked(stepOf({ state: STATES.blocked, current: null, https: false }, EVENTS.anyway))
  expect(sure).toMatchObject([{ do: 'issue', sure: true }])
  const [looked] = asked(stepOf({ state: STATES.checking, current: null, https: false }, EVENTS.passed))
  expect(looked).not.toHaveProperty('sure')
})

test('revoking while a new certificate is on its way revokes both (P18)', () => {
  const step = stepOf({ state: STATES.deploying, current, https: true }, EVENTS.revoke)
  const revoked = step.effects.flatMap((effect) => (effect.do === 'revoke' ? [effect.certificate] : []))
  expect(revoked).toEqual(['old', 'c'])
})
