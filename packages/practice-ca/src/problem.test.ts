import { expect, test } from 'vitest'
import { joinProblems, problem, quote, renderProblem } from './problem.ts'

test('what strangers said is repeated printable and within a page', () => {
  const { detail } = problem('unauthorized', `\u001b[2J${'ü'.repeat(5000)}`)
  expect(detail).toMatch(/^\\u001b\[2J\\u00fc[\x20-\x7e]+$/)
  expect(detail).toHaveLength(1000)
  expect(quote('a"b\n\u2028')).toBe('"a\\"b\\n\\u2028"')
})

test('one problem stands for itself, several of one type for that type, others are compound', () => {
  const [dns, http] = [
    problem('dns', 'x', { name: 'a.example' }),
    problem('connection', 'y', { name: 'b.example' }),
  ]
  expect(joinProblems([], 'all')).toBeNull()
  expect(joinProblems([dns], 'all')).toBe(dns)
  expect(joinProblems([dns, dns], 'all')).toMatchObject({
    type: 'dns',
    detail: 'all',
    subproblems: [dns, dns],
  })
  const both = joinProblems([dns, http], 'all')
  expect(both && renderProblem(both)).toEqual({
    type: 'urn:ietf:params:acme:error:compound',
    detail: 'all',
    status: 400,
    subproblems: [
      {
        type: 'urn:ietf:params:acme:error:dns',
        detail: 'x',
        status: 400,
        identifier: { type: 'dns', value: 'a.example' },
      },
      {
        type: 'urn:ietf:params:acme:error:connection',
        detail: 'y',
        status: 400,
        identifier: { type: 'dns', value: 'b.example' },
      },
    ],
  })
})
