// What customers wish in the middle of things, and what becomes of it.

import { expect, test } from 'vitest'
import { decide } from './index.ts'
import type { Candidate, Context, Current, Event, Problem, Run, Situation, Step } from './index.ts'

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
const dark = { current: null, https: false }

function stepOf(situation: Situation, event: Event, at: Context = context): Step {
  const decision = decide(situation, event, at)
  if (decision.is !== 'step') throw new Error(`${situation.state.is} + ${event.type}: ${decision.is}`)
  return decision.step
}
const asked = (step: Step) => step.effects.flatMap((effect) => (effect.do === 'issue' ? [effect] : []))

test('after an abort the next renewal is not before a day or a sixth of what is left, whatever the CA advises', () => {
  const renewing = {
    state: { is: 'checking', run: { ...run, why: 'renewal' }, attempt: null },
    current,
    https: true,
  } as const
  const untilAfter = (left: number): readonly number[] => {
    const now = current.notAfter - left
    const aborted = stepOf(renewing, { type: 'abort' }, { ...context, now })
    const later = { ...context, now: now + left / 90 }
    const advised = stepOf(aborted, { type: 'advised', certificate: 'old', at: NOW }, later)
    const resumed = stepOf(advised, { type: 'resume' }, later)
    return [aborted, advised, resumed].map(({ state }) =>
      state.is === 'active' ? ((state.until ?? Number.NaN) - now) / HOUR : Number.NaN,
    )
  }
  expect(untilAfter(28 * DAY)).toEqual([24, 24, 24])
  expect(untilAfter(12 * HOUR)).toEqual([2, 2, 2])
})

test('what the CA advised stands when a suspended resource is active again', () => {
  const active = { state: { is: 'active', until: NOW }, current, https: true } as const
  const advised = stepOf(active, { type: 'advised', certificate: 'old', at: NOW + 3 * DAY })
  const suspended = stepOf(advised, { type: 'suspend' }, { ...context, suspended: true })
  expect(stepOf(suspended, { type: 'resume' }).state).toMatchObject({ until: NOW + 3 * DAY })
  // What came due meanwhile is due when it is active again.
  const due = { ...context, now: NOW + 3 * DAY, suspended: true }
  const passed = stepOf(suspended, { type: 'due' }, due)
  expect(passed.state).toMatchObject({ is: 'active', until: null })
  expect(stepOf(passed, { type: 'resume' }, { ...due, now: NOW + 4 * DAY }).state).toMatchObject({
    until: NOW + 4 * DAY,
  })
})

test('a customer who is sure stays so until the CA has judged, or the resource is suspended (P7, P23)', () => {
  const begun = stepOf(
    { state: { is: 'blocked', run, problems: [problem], until: NOW, since: NOW }, ...dark },
    { type: 'anyway' },
  )
  const again = (from: Step) =>
    asked(stepOf(stepOf(stepOf(from, { type: 'resume' }), { type: 'retry' }), { type: 'passed', run: 'r' }))
  expect(again(stepOf(begun, { type: 'held', run: 'r', problem, until: NOW }))).toMatchObject([
    { attempt: 'fresh', sure: true },
  ])
  for (const over of [
    { type: 'failed', run: 'r', attempt: 'fresh', problem },
    { type: 'suspend' },
  ] as const) {
    const [looked] = again(stepOf(begun, over))
    expect(looked).toMatchObject({ do: 'issue' })
    expect(looked).not.toHaveProperty('sure')
  }
})

test('disabling while the first certificate is on its way keeps it: enabling again orders nothing (P18)', () => {
  const off = stepOf(
    { state: { is: 'deploying', run, candidate, dirty: null, problem: null, until: NOW }, ...dark },
    { type: 'disable' },
  )
  expect([off.current?.certificate, off.https, off.effects]).toEqual(['c', false, [{ do: 'configure' }]])
  const on = stepOf(off, { type: 'enable', names, object: 'same' })
  expect(on.effects).toEqual([{ do: 'deploy', certificate: 'c', names }])
  expect(stepOf(on, { type: 'live', certificate: 'c' })).toMatchObject({
    state: { is: 'active' },
    https: true,
  })
})
