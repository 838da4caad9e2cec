import { describe, expect, test } from 'vitest'
import { judgeChallenge, judgeRequest } from './judgement.ts'
import type { CaProblem } from './port.ts'

const NOW = Date.parse('2026-06-01T12:00:00Z')
const MINUTE = 60_000
const HOUR = 60 * MINUTE
const problem = (type: string | null, status: number | null, change: Partial<CaProblem> = {}): CaProblem => ({
  type,
  status,
  detail: `about ${type}`,
  retryAt: null,
  subproblems: [],
  location: null,
  secretLink: null,
  ...change,
})
const held = (code: string, until: number | null) => ({ is: 'held', problem: { code }, until })
const refused = (code: string) => ({ is: 'refused', problem: { code, name: null } })
const IN_AN_HOUR = { retryAt: NOW + HOUR }

describe('the CA’s refusal of a request', () => {
  test.each([
    // Five nonces in a row are the CA's trouble: no attempt is spent.
    ['badNonce, after five tries', problem('badNonce', 400), held('ca-unavailable', NOW + MINUTE)],
    ['a limit with a time', problem('rateLimited', 429, IN_AN_HOUR), held('rate-limited', NOW + HOUR)],
    ['a limit of the load balancer', problem(null, 429, IN_AN_HOUR), held('rate-limited', NOW + HOUR)],
    ['a limit without a time', problem('rateLimited', 429), held('rate-limited', NOW + HOUR)],
    [
      'a limit with a link to the portal',
      problem('rateLimited', 429, { secretLink: 'https://x/?jwt=y' }),
      held('ca-paused', null),
    ],
    ['503 with a time', problem(null, 503, IN_AN_HOUR), held('ca-unavailable', NOW + HOUR)],
    ['503 without a time', problem(null, 503), held('ca-unavailable', NOW + MINUTE)],
    ['500', problem('serverInternal', 500), held('ca-unavailable', NOW + MINUTE)],
    ['no answer at all', problem(null, null), held('ca-unavailable', NOW + MINUTE)],
    ['an answer that is no ACME', problem(null, 200), held('ca-bad-answer', NOW + MINUTE)],
    ['a redirect', problem(null, 302), held('ca-bad-answer', NOW + MINUTE)],
    ['connection', problem('connection', 400), { is: 'failed', problem: { code: 'ca-connection' } }],
    ['dns', problem('dns', 400), { is: 'failed', problem: { code: 'ca-dns' } }],
    ['tls', problem('tls', 400), { is: 'failed', problem: { code: 'ca-tls' } }],
    ['caa, looked at again at the end', problem('caa', 403), { is: 'failed', problem: { code: 'ca-caa' } }],
    ['rejectedIdentifier', problem('rejectedIdentifier', 400), refused('ca-rejected-identifier')],
    ['unsupportedIdentifier', problem('unsupportedIdentifier', 400), refused('ca-rejected-identifier')],
    ['malformed', problem('malformed', 400), refused('ca-refused')],
    ['badCSR', problem('badCSR', 400), refused('ca-refused')],
    ['badPublicKey', problem('badPublicKey', 400), refused('ca-refused')],
    ['badSignatureAlgorithm', problem('badSignatureAlgorithm', 400), refused('ca-refused')],
    ['invalidProfile, without one asked for', problem('invalidProfile', 400), refused('ca-refused')],
    // The attempt itself asks again without `replaces`.
    [
      'incorrectResponse',
      problem('incorrectResponse', 403),
      { is: 'failed', problem: { code: 'ca-unauthorized' } },
    ],
    ['a type that nobody knows', problem('somethingNew', 400), held('ca-unavailable', NOW + MINUTE)],
    ['alreadyReplaced', problem('alreadyReplaced', 409), held('ca-unavailable', NOW + MINUTE)],
    ['orderNotReady', problem('orderNotReady', 403), { is: 'reread' }],
    ['an order that is gone', problem('malformed', 404), { is: 'reread' }],
    ['an account that does not exist', problem('accountDoesNotExist', 400), held('ca-account', null)],
    ['an account that was deactivated', problem('unauthorized', 403), held('ca-account', null)],
    ['a binding it demands', problem('externalAccountRequired', 403), held('ca-account', null)],
    ['terms that changed', problem('userActionRequired', 403), held('ca-terms-changed', null)],
  ])('%s', (_, given, judgement) => {
    expect(judgeRequest(given, NOW, 0)).toMatchObject(judgement)
  })

  test.each(['constructor', 'toString', 'hasOwnProperty', 'valueOf'])(
    'of a type called %s is held',
    (type) => {
      const sub = { type, detail: '', name: null }
      expect(judgeRequest(problem(type, 400), NOW, 0)).toMatchObject(held('ca-unavailable', NOW + MINUTE))
      expect(judgeRequest(problem('compound', 400, { subproblems: [sub] }), NOW, 0)).toMatchObject({
        is: 'held',
      })
      expect(judgeChallenge(problem(type, 400), 'a.test')).toMatchObject({ code: 'ca-refused' })
    },
  )

  test('is never followed by an instant repetition, whatever time it names (ACME-14)', () => {
    for (const retryAt of [NOW, NOW - HOUR, NOW + 1]) {
      for (const given of [problem('rateLimited', 429, { retryAt }), problem(null, 503, { retryAt })]) {
        expect(judgeRequest(given, NOW, 0)).toMatchObject({ is: 'held', until: NOW + MINUTE })
      }
    }
  })

  test('waits longer with each try, where it names no time', () => {
    const waits = [0, 1, 2, 3].map((tries) => judgeRequest(problem(null, 503), NOW, tries))
    expect(waits.map((each) => each.is === 'held' && (each.until ?? 0) - NOW)).toEqual([
      MINUTE,
      2 * MINUTE,
      4 * MINUTE,
      8 * MINUTE,
    ])
    const quick = judgeRequest(problem(null, 503), NOW, 1, 1000)
    expect(quick).toMatchObject({ is: 'held', until: NOW + 2000 })
  })
})

describe('of several names', () => {
  const sub = (type: string, name: string | null) => ({ type, detail: `${name}: ${type}`, name })

  test('the one that nothing cures is named, in the CA’s words for it (ACME-43)', () => {
    const subproblems = [sub('caa', 'a.test'), sub('rejectedIdentifier', 'b.test')]
    for (const type of ['compound', 'rejectedIdentifier', 'malformed']) {
      expect(judgeRequest(problem(type, 400, { subproblems }), NOW, 0)).toEqual({
        is: 'refused',
        problem: {
          code: 'ca-rejected-identifier',
          detail: 'b.test: rejectedIdentifier',
          name: 'b.test',
          retryAt: null,
        },
      })
    }
  })

  test('else the first that was judged', () => {
    const subproblems = [sub('rateLimited', 'a.test'), sub('dns', 'b.test'), sub('caa', 'c.test')]
    expect(judgeRequest(problem('compound', 400, { subproblems }), NOW, 0)).toMatchObject({
      is: 'failed',
      problem: { code: 'ca-dns', name: 'b.test' },
    })
  })

  test('where none was judged, no attempt is spent', () => {
    const subproblems = [sub('rateLimited', 'a.test'), sub('serverInternal', 'b.test')]
    const waiting = held('ca-unavailable', NOW + MINUTE)
    expect(judgeRequest(problem('compound', 400, { subproblems }), NOW, 0)).toMatchObject(waiting)
    expect(judgeRequest(problem('compound', 400), NOW, 0)).toMatchObject(waiting)
  })
})

describe('the CA’s judgement of a challenge', () => {
  test.each([
    ['connection', 'ca-connection'],
    ['dns', 'ca-dns'],
    ['unauthorized', 'ca-unauthorized'],
    ['incorrectResponse', 'ca-unauthorized'],
    ['tls', 'ca-tls'],
    ['caa', 'ca-caa'],
    ['somethingNew', 'ca-refused'],
  ])('%s is kept as %s, with the name and the CA’s words', (type, code) => {
    const judged = judgeChallenge(problem(type, null), 'a.test')
    expect(judged).toEqual({ code, detail: `about ${type}`, name: 'a.test', retryAt: null })
  })

  test('is none where the CA broke down, and a plain no where it gives no reason', () => {
    expect(judgeChallenge(problem('serverInternal', null), 'a.test')).toBeNull()
    expect(judgeChallenge(null, 'a.test')).toMatchObject({ code: 'ca-refused', name: 'a.test' })
  })
})
