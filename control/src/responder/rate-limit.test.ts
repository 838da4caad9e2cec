import { expect, test } from 'vitest'
import { createRateLimiter, networkOf } from './rate-limit.ts'

test('a network that asks too much is answered no more, but told every other time to come over TCP', () => {
  let now = 0
  const judge = createRateLimiter(() => now)
  const verdicts = Array.from({ length: 210 }, (_, index) => judge(`198.51.100.${index % 250}`))
  expect(verdicts.slice(0, 200).every((each) => each === 'answer')).toBe(true)
  expect(verdicts.slice(200, 204)).toEqual(['drop', 'truncate', 'drop', 'truncate'])
  expect(judge('203.0.113.1'), 'others are not touched').toBe('answer')
  now += 1000
  expect(judge('198.51.100.1')).toBe('answer')
})

test('what is remembered is bounded, however many addresses are made up', () => {
  const judge = createRateLimiter(() => 0)
  for (let index = 0; index < 30_000; index++) judge(`10.${index >> 8}.${index & 255}.1`)
  expect(judge('10.0.0.1')).toBe('answer')
})

test.each([
  ['198.51.100.7', '198.51.100'],
  ['::ffff:198.51.100.7', '198.51.100'],
  ['2001:db8:1:22ff::1', '2001:db8:1:22'],
  ['2001:db8:1:22aa:b:c:d:e', '2001:db8:1:22'],
  ['fe80::1%eth0', 'fe80:0:0:0'],
  ['::1', '0:0:0:0'],
])('%s belongs to %s', (address, network) => {
  expect(networkOf(address)).toBe(network)
})
