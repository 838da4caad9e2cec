import { expect, test } from 'vitest'
import { placeFaults, readOptions, writeOptions } from './rule-options.ts'

const MANY = {
  force_return: { enabled: true, code: 301, body: 'https://www.example.com/' },
  rewrite: { enabled: true, body: '/(.*) /media/$1', flag: 'break' },
  hostHeader: { enabled: true, value: 'origin.example.com' },
  allowedHttpMethods: { enabled: true, value: ['GET', 'HEAD'] },
  redirect_http_to_https: { enabled: true, value: false },
  staticRequestHeaders: { enabled: true, value: { 'X-One': '1', 'X-Two': 'a: b' } },
  static_response_headers: { enabled: true, value: [{ name: 'X-One', value: ['1'], always: false }] },
}

test('options become the texts of their fields, and these the same options again', () => {
  const texts = readOptions(MANY)
  expect(texts).toMatchObject({
    force_return: '301 https://www.example.com/',
    allowedHttpMethods: 'GET, HEAD',
    redirect_http_to_https: 'no',
    staticRequestHeaders: 'X-One: 1\nX-Two: a: b',
    rest: '',
  })
  expect(writeOptions(texts)).toEqual({ options: MANY, faults: {} })
})

test('what a field’s text cannot say stays in the rest as it is', () => {
  const kept = {
    country_acl: { enabled: true, policy_type: 'deny', excepted_values: ['DE'] },
    force_return: {
      enabled: true,
      code: 503,
      body: '',
      time_interval: { start_time: '1:00', end_time: '2:00' },
    },
    rewrite: { enabled: true, body: '/a /b', flag: 'last' },
    hostHeader: { enabled: false, value: 'origin.example.com' },
    static_response_headers: { enabled: true, value: [{ name: 'X-One', value: ['1', '2'], always: true }] },
  }
  const texts = readOptions({ ...kept, cors: null })
  expect(JSON.parse(texts['rest'] ?? '')).toEqual(kept)
  expect(writeOptions(texts)).toEqual({ options: kept, faults: {} })
})

test.each([
  [{ force_return: 'moved' }, 'force_return', 'Give a code'],
  [{ staticRequestHeaders: 'X-One' }, 'staticRequestHeaders', 'Give a header a line'],
  [{ staticRequestHeaders: 'X-One: 1\nX-One: 2' }, 'staticRequestHeaders', 'each once'],
  [{ rest: '{"a"' }, 'rest', 'This is no JSON'],
  [{ rest: '[]' }, 'rest', 'Give an object'],
  [{ hostHeader: 'a.example', rest: '{"hostHeader": null}' }, 'rest', 'hostHeader has a field of its own'],
])('%j is told at its field', (texts, field, words) => {
  expect(writeOptions(texts).faults[field]).toContain(words)
})

test('what the API refuses is said at its field, and of the rest with its place', () => {
  expect(
    placeFaults({
      name: ['This field should be unique.'],
      'options.rewrite.body': ['It has no replacement.'],
      'options.country_acl.excepted_values[0]': ['Give the two letters of a country.'],
    }),
  ).toEqual({
    rewrite: 'It has no replacement.',
    rest: 'options.country_acl.excepted_values[0]: Give the two letters of a country.',
  })
})
