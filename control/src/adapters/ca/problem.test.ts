import { describe, expect, test } from 'vitest'
import { noAnswer, problemOf, readProblem, readRetryAfter } from './problem.ts'

const NOW = Date.parse('2026-06-01T12:00:00Z')
const YEAR = 366 * 24 * 60 * 60_000
const PREFIX = 'urn:ietf:params:acme:error:'
const LINK = 'https://portal.example/sfe/v1/unpause?jwt=eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln'

test.each([
  ['3600', NOW + 3_600_000],
  ['0', NOW],
  ['3000000', NOW + 3_000_000_000],
  ['999999999999', NOW + YEAR],
  ['Mon, 01 Jun 2026 12:05:00 GMT', NOW + 300_000],
  ['Monday, 01-Jun-26 12:05:00 GMT', NOW + 300_000],
  ['Mon, 01 Jun 2026 11:00:00 GMT', NOW],
  ['Fri, 01 Jan 2100 00:00:00 GMT', NOW + YEAR],
  ['Mon, 41 Foo 2026 12:05:00 GMT', null],
  ['-5', null],
  ['1.5', null],
  ['soon, perhaps in 5', null],
  ['9999999999999999999999', null],
  ['', null],
  [null, null],
])('Retry-After %j is read as %j (ACME-14)', (value, instant) => {
  expect(readRetryAfter(value, NOW)).toBe(instant)
})

describe('a link that acts for whoever holds it', () => {
  test.each([
    ['at the end', `Please visit: ${LINK}`],
    ['in brackets', `Paused (${LINK}), so wait`],
    ['twice', `${LINK} or ${LINK}2`],
    ['shouted', `visit ${LINK.replace('https', 'HTTPS').replace('jwt', 'JWT')}`],
    ['with its parameter in the fragment', 'visit https://portal.example/p#jwt=eyJhbGci.eyJz.c2ln'],
    ['without its scheme', 'portal.example/unpause?jwt=eyJhbGci.eyJz.c2ln'],
    ['far beyond what is quoted', `${'x '.repeat(400)}${LINK}`],
  ])('%s is not in what people read', (_, detail) => {
    const problem = readProblem({
      type: `${PREFIX}rateLimited`,
      detail,
      subproblems: [{ type: `${PREFIX}rateLimited`, detail }],
    })
    const shown = JSON.stringify([problem.detail, problem.subproblems])
    expect(shown).not.toMatch(/eyJ|c2ln/i)
  })

  test('is kept apart for the operator, whole', () => {
    expect(readProblem({ detail: `Please visit: ${LINK}` }).secretLink).toBe(LINK)
    expect(readProblem({ detail: `Paused (${LINK}` }).secretLink).toBe(LINK)
    expect(readProblem({ detail: 'See https://letsencrypt.org/docs/rate-limits' }).secretLink).toBeNull()
  })

  test('is not in the page of a proxy or in an error of the connection either', () => {
    const answer = { status: 502, location: null, retryAfter: null, body: `<a href="${LINK}">` }
    expect(problemOf(answer, NOW).detail).not.toContain('eyJ')
    expect(noAnswer(new Error(`no route to ${LINK}`)).detail).not.toContain('eyJ')
  })
})

test('what the CA writes is one line of bounded length, in every field', () => {
  const text = `a\u0000b\r\nc\u001b[31m\u2028${'d'.repeat(5000)}`
  const problem = readProblem({
    type: `${PREFIX}${'e'.repeat(5000)}`,
    detail: text,
    subproblems: [{ type: `${PREFIX}dns`, detail: text, identifier: { type: 'dns', value: text } }],
  })
  const [sub] = problem.subproblems
  for (const shown of [problem.detail, sub?.detail ?? '', sub?.name ?? '']) {
    expect(shown).toMatch(/^a b c \[31m d+$/)
    expect(shown.length).toBeLessThanOrEqual(600)
  }
  expect((problem.type ?? '').length).toBeLessThanOrEqual(60)
})

test('a hostile megabyte is read in no time', () => {
  const started = performance.now()
  const detail = 'https://'.repeat(120_000)
  readProblem({ detail, subproblems: Array.from({ length: 100 }, () => ({ type: '', detail })) })
  // By the square of its length this would be many minutes.
  expect(performance.now() - started).toBeLessThan(5_000)
})

test.each([
  [`${PREFIX}dns`, 'dns'],
  ['about:blank', null],
  ['dns', null],
  [PREFIX, null],
  [`${PREFIX}<script>`, null],
  [undefined, null],
])('the type %j is read as %j', (type, read) => {
  expect(readProblem({ type }).type).toBe(read)
})

test('changed terms come with where to read them (RFC 8555 §7.3.3)', () => {
  const body = { type: `${PREFIX}userActionRequired`, detail: 'Terms have changed.' }
  expect(readProblem({ ...body, instance: 'https://ca.example/terms' }).detail).toBe(
    'Terms have changed. See https://ca.example/terms',
  )
  expect(readProblem({ ...body, instance: 'javascript:alert(1)' }).detail).toBe('Terms have changed.')
})

test.each([
  ['text'],
  [null],
  [17],
  [[]],
  [{ subproblems: 'x' }],
  [{ subproblems: Array.from({ length: 101 }, () => ({})) }],
])('%j is a problem without a reason', (body) => {
  expect(readProblem(body)).toMatchObject({ type: null, detail: 'The CA gave no reason.', subproblems: [] })
})
