import { expect, test } from 'vitest'
import { decide } from './index.ts'
import type { Current, Problem, ProblemCode, Run, Trouble } from './index.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
const NOW = 1_800_000_000_000
const names = ['www.customer.example']
const current: Current = {
  kind: 'managed',
  certificate: 'c',
  serial: '01',
  names,
  notBefore: NOW - 60 * DAY,
  notAfter: NOW + 30 * DAY,
  issuer: null,
  alarmed: 0,
}

/** What is told when names that were first looked at `after` milliseconds ago still do not pass. */
function look(why: Run['why'], after: number, code: ProblemCode, troubles: readonly Trouble[] = []) {
  const run: Run = { id: 'r', why, names, failed: 0, started: NOW - after, revokeOld: false }
  const problem: Problem = { code, detail: '', name: 'www.customer.example', retryAt: null }
  const decision = decide(
    {
      state: { is: 'checking', run, attempt: null },
      ...(why === 'first' ? { current: null, https: false } : { current, https: true }),
      troubles,
    },
    { type: 'blocked', run: 'r', problems: [problem] },
    { now: NOW, id: 'fresh', retryAfter: 900_000, suspended: false, share: 0 },
  )
  if (decision.is !== 'step') throw new Error('It is not accepted.')
  return decision.step.effects.flatMap((effect) => (effect.do === 'tell' ? [effect.message] : []))
}

test('names that do not pass are told of after an hour, and as left where there was a certificate (P21, P22)', () => {
  expect(look('first', HOUR - 1, 'wrong-answer')).toEqual([])
  expect(look('first', HOUR, 'wrong-answer')).toEqual(['pre-validation-failed'])
  expect(look('renewal', HOUR - 1, 'left')).toEqual([])
  expect(look('renewal', HOUR, 'left')).toEqual(['left'])
  expect(look('renewal', HOUR, 'dns-failure')).toEqual(['pre-validation-failed'])
})

test('what was told is not told again, and faulty DNS is no news to who was told that they have left', () => {
  expect(look('first', DAY, 'wrong-answer', ['pre-validation-failed'])).toEqual([])
  expect(look('renewal', HOUR, 'left', ['left'])).toEqual([])
  expect(look('renewal', HOUR, 'dns-failure', ['left'])).toEqual([])
})
