import { expect, test } from 'vitest'
import { shareLeft, tellCountdown, tellDistance, tellUtc } from './times.ts'

const NOW = Date.parse('2026-03-01T10:00:00Z')
const at = (seconds: number): string => new Date(NOW + seconds * 1000).toISOString()

test.each([
  [at(899), '14:59'],
  [at(0.2), '00:01'],
  [at(3723), '1:02:03'],
  [at(0), null],
  [at(-5), null],
])('the next attempt counts down: %s', (when, told) => expect(tellCountdown(when, NOW)).toBe(told))

test.each([
  [at(10), 'in a moment'],
  [at(-10), 'just now'],
  [at(840), 'in 14 minutes'],
  [at(-7200), '2 hours ago'],
  [at(10 * 86_400), 'in 10 days'],
])('a distance in time is told in the unit that fits: %s', (when, told) =>
  expect(tellDistance(when, NOW)).toBe(told),
)

test('UTC is told to the second', () => expect(tellUtc(at(1))).toBe('2026-03-01 10:00:01 UTC'))

test('the share of a life that is left stays between all and nothing', () => {
  expect(shareLeft(at(-30), at(60), NOW)).toBeCloseTo(2 / 3)
  expect([shareLeft(at(-9), at(-1), NOW), shareLeft(at(1), at(9), NOW)]).toEqual([0, 1])
})
