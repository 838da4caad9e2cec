import { expect, test } from 'vitest'
import { correct, left, nextFree, take } from './budget.ts'

const NOW = 1_800_000_000_000
const SIZE = { count: 3, refill: 1000 }

const takeTimes = (times: number, from: number | null = null): number | null =>
  Array.from({ length: times }).reduce<number | null>((fullAt) => take(fullAt, SIZE, NOW), from)

test('a bucket gives its count at once, and then one for each refill', () => {
  expect(nextFree(null, SIZE, NOW)).toBe(NOW)
  expect(nextFree(takeTimes(2), SIZE, NOW)).toBe(NOW)
  expect(nextFree(takeTimes(3), SIZE, NOW)).toBe(NOW + 1000)
  expect(nextFree(takeTimes(3), SIZE, NOW + 1000)).toBe(NOW + 1000)
  expect([0, 1, 2, 3, 4].map((times) => left(takeTimes(times), SIZE, NOW))).toEqual([3, 2, 1, 0, 0])
  expect(left(takeTimes(3), SIZE, NOW + 2000)).toBe(2)
})

test('a reserve is left to others, but never the whole bucket', () => {
  expect(nextFree(takeTimes(2), SIZE, NOW, 1)).toBe(NOW + 1000)
  expect(nextFree(null, SIZE, NOW, 10)).toBe(NOW)
})

test('whoever knows better is believed, but only to the emptier side', () => {
  const corrected = correct(null, SIZE, NOW + 5000)
  expect(nextFree(corrected, SIZE, NOW)).toBe(NOW + 5000)
  expect(correct(corrected, SIZE, NOW + 1000)).toBe(corrected)
})
