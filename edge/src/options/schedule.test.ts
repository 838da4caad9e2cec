import { expect, test } from 'vitest'
import { createSchedule } from './schedule.ts'

const at = (time: string): number => Date.parse(`2026-07-01T${time}Z`)
const schedule = (start_time: string, end_time: string, time_zone?: string) =>
  createSchedule({ start_time, end_time, time_zone })

test('without an interval it applies at any time', () =>
  expect(createSchedule(null)(at('12:00:00'))).toBe(true))

test('an interval holds from its start until its end, in UTC unless said otherwise', () => {
  const applies = schedule('09:00', '20:00')
  expect(['08:59:59', '09:00:00', '19:59:59', '20:00:00'].map((time) => applies(at(time)))).toEqual([
    false,
    true,
    true,
    false,
  ])
})

test('one whose end lies before its start goes past midnight', () => {
  const applies = schedule('22:00', '6:00')
  expect(
    ['21:59:00', '22:00:00', '00:00:00', '05:59:00', '06:00:00'].map((time) => applies(at(time))),
  ).toEqual([false, true, true, true, false])
})

test('a time zone is that of its clocks, summer time included', () => {
  const applies = schedule('22:00', '23:00', 'Europe/Luxembourg')
  expect(applies(at('20:30:00')), 'UTC+2 in July').toBe(true)
  expect(applies(Date.parse('2026-01-01T21:30:00Z')), 'UTC+1 in January').toBe(true)
  expect(schedule('22:00', '23:00', 'CET')(at('20:30:00'))).toBe(true)
})

test('what cannot be judged applies', () => {
  expect(schedule('22:00', '23:00', 'Nowhere/Town')(at('12:00:00'))).toBe(true)
  expect(schedule('25:00', '26:00')(at('12:00:00'))).toBe(true)
})
