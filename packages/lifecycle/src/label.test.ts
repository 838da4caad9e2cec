import { expect, test } from 'vitest'
import { labelOf, nextMove } from './index.ts'
import type { Current, Problem, ProblemCode, Run, Situation, State } from './index.ts'

const NOW = 1_800_000_000_000
const names = ['www.customer.example']
const current: Current = {
  kind: 'managed',
  certificate: 'c',
  serial: '01',
  names,
  notBefore: NOW,
  notAfter: NOW + 1,
  issuer: null,
  alarmed: 0,
}
const of = (code: ProblemCode): Problem => ({ code, detail: '', name: null, retryAt: null })
const first: Run = { id: 'r', why: 'first', names, failed: 0, started: NOW, revokeOld: false }
const renewal: Run = { ...first, why: 'renewal' }
const dark = (state: State): Situation => ({ state, current: null, https: false })
const lit = (state: State): Situation => ({ state, current, https: true })
const waiting = (run: Run, cause: 'failed' | 'held', code: ProblemCode, until: number | null): State => ({
  is: 'waiting',
  run,
  attempt: null,
  cause,
  problem: of(code),
  until,
})
const blocked = (run: Run): State => ({
  is: 'blocked',
  run,
  problems: [of('unreachable'), of('our-trouble')],
  until: NOW,
  since: NOW,
})
const failed = (code: ProblemCode, until: number | null): State => ({
  is: 'failed',
  problem: of(code),
  names,
  until,
})

test.each([
  ['Off', 'customer', null, dark({ is: 'off' })],
  ['Processing', 'us', NOW, dark({ is: 'checking', run: first, attempt: null })],
  ['Pre-validation failed', 'customer', NOW, dark(blocked(first))],
  ['Processing', 'ca', null, dark({ is: 'issuing', run: first, attempt: 'a' })],
  ['Processing', 'us', NOW, dark(waiting(first, 'failed', 'ca-dns', NOW))],
  ['Held', 'ca', NOW, dark(waiting(first, 'held', 'rate-limited', NOW))],
  ['Held', 'operator', null, dark(waiting(first, 'held', 'ca-paused', null))],
  ['Held', 'customer', null, dark(waiting(first, 'held', 'suspended', null))],
  ['Failed', 'customer', null, dark(failed('ca-caa', null))],
  ['Failed', 'operator', null, dark(failed('ca-refused', null))],
  ['Failed', 'us', NOW, lit(failed('ca-caa', NOW))],
  ['Failed', 'customer', null, lit(failed('ca-refused', null))],
  ['Failed (expired)', 'us', NOW, dark(failed('expired', NOW))],
  ['Success', 'us', NOW, lit({ is: 'active', until: NOW })],
  ['Success', 'customer', NOW + 1, lit({ is: 'active', until: null })],
  ['Deleting', 'us', NOW, dark({ is: 'deleting', until: NOW })],
] as const)('%s, %s moves at %s', (label, who, at, situation) => {
  expect(labelOf(situation)).toBe(label)
  expect(nextMove(situation)).toMatchObject({ who, at })
})

test('the customer’s own certificate is called so', () => {
  const own = { ...lit({ is: 'active', until: null }), current: { ...current, kind: 'own' as const } }
  expect(labelOf(own)).toBe('Own certificate')
})

test('a renewal shows Success until its first failure', () => {
  expect(labelOf(lit({ is: 'checking', run: renewal, attempt: null }))).toBe('Success')
  expect(labelOf(lit({ is: 'issuing', run: renewal, attempt: 'a' }))).toBe('Success')
  expect(labelOf(lit(waiting(renewal, 'held', 'rate-limited', NOW)))).toBe('Success')
  const once: Run = { ...renewal, failed: 1 }
  expect(labelOf(lit(waiting(once, 'failed', 'ca-dns', NOW)))).toBe('Processing')
  expect(labelOf(lit({ is: 'issuing', run: once, attempt: 'a' }))).toBe('Processing')
  expect(labelOf(lit({ is: 'issuing', run: { ...renewal, again: true }, attempt: 'a' }))).toBe('Processing')
  expect(labelOf(lit(blocked(renewal)))).toBe('Pre-validation failed')
})

test('what the customer asked for is shown as it goes, whatever serves meanwhile', () => {
  for (const why of ['rename', 'reissue', 'switch'] as const) {
    expect(labelOf(lit({ is: 'issuing', run: { ...renewal, why }, attempt: 'a' }))).toBe('Processing')
  }
})

test('where a certificate ran out, Failed (expired) stands unless we are at work (P23)', () => {
  expect(labelOf(dark(waiting(renewal, 'failed', 'ca-dns', NOW)))).toBe('Failed (expired)')
  expect(labelOf(dark(waiting(renewal, 'held', 'ca-unavailable', NOW)))).toBe('Failed (expired)')
  expect(labelOf(dark(blocked(renewal)))).toBe('Failed (expired)')
  expect(labelOf(dark({ is: 'issuing', run: renewal, attempt: 'a' }))).toBe('Processing')
})
