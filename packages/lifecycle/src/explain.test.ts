import { expect, test } from 'vitest'
import { explain, PROBLEMS, whoActs } from './index.ts'
import type { Problem, ProblemCode } from './index.ts'

const codes = Object.keys(PROBLEMS) as ProblemCode[]
const of = (code: ProblemCode, detail = '', name: string | null = null): Problem => ({
  code,
  detail,
  name,
  retryAt: null,
})

test.each(codes)('%s: a sentence, who acts, and what to do, in plain words', (code) => {
  const { sentence, who, fix } = PROBLEMS[code]
  for (const text of [sentence, fix]) expect(text).toMatch(/^[A-Z].*\.$/)
  expect(whoActs(code)).toBe(who)
  // The customer never reads the words of the trade.
  expect(`${sentence} ${fix}`).not.toMatch(/\b(?:ACME|PoP|nonce|JWS|CSR|NXDOMAIN|SERVFAIL|token|HTTP-01)\b/)
  expect(explain(of(code))).toBe(`${sentence} ${fix}`)
})

test('whoever can do nothing is told so, and nobody else is', () => {
  for (const code of codes) {
    const idle = PROBLEMS[code].fix.includes('nothing to do')
    if (idle) expect(['us', 'ca']).toContain(whoActs(code))
    if (whoActs(code) === 'us') expect(idle).toBe(true)
  }
})

test('the evidence stands between the sentence and the fix, with the name it is about', () => {
  const { sentence, fix } = PROBLEMS['ca-dns']
  expect(explain(of('ca-dns', 'SERVFAIL looking up A'))).toBe(`${sentence} SERVFAIL looking up A. ${fix}`)
  expect(explain(of('ca-dns', 'SERVFAIL.', 'a.example'))).toBe(`${sentence} a.example: SERVFAIL. ${fix}`)
  expect(explain(of('ca-dns', 'a.example fails.', 'a.example'))).toBe(`${sentence} a.example fails. ${fix}`)
})

test.each(codes)('%s: evidence of any length is cut to 1000 characters in all, the fix never', (code) => {
  for (const detail of ['x'.repeat(100_000), '😀'.repeat(5_000), `a${'😀'.repeat(5_000)}`]) {
    const told = explain(of(code, detail))
    expect(told.length).toBeLessThanOrEqual(1000)
    expect(told.length).toBeGreaterThan(990)
    expect(told.endsWith(`… ${PROBLEMS[code].fix}`)).toBe(true)
    expect(told.isWellFormed()).toBe(true)
  }
})

test('evidence from a stranger’s server brings no line breaks, controls or turned text', () => {
  const told = explain(of('wrong-answer', 'a\r\nSet-Cookie: b\u0000\u001B[31m\u202Ec\u2028d\uD800'))
  expect(told).toContain(' a Set-Cookie: b [31m c d. ')
  expect(told).not.toMatch(/[\p{C}\u2028]/u)
})
