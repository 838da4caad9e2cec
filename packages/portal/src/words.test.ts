import { expect, test } from 'vitest'
import { meaningOf, nameOf } from './words.ts'

const active = {
  label: 'Success',
  state: 'active',
  kind: 'managed',
  cause: null,
  serving: true,
  valid_until: null,
  next: { who: 'us', at: null },
} as const

test('a button is called by what it does: names are looked at only where some are left out', () => {
  expect(nameOf('retry', active, { kept: false, accepted: true })).toBe('Look at the left-out names now')
  expect(nameOf('retry', active, { kept: false, accepted: false })).toBe('Force retry')
})

test('visitors are not said to be served while the resource is not', () => {
  const off = { ...active, label: 'Off', state: 'off' } as const
  expect(meaningOf(off)).toContain('Visitors are served over plain HTTP')
  expect(meaningOf(off, false)).toBe('HTTPS is off.')
})

test('nothing is promised to be renewed while the resource is not served', () => {
  expect(meaningOf(active)).toContain('will be renewed automatically')
  expect(meaningOf(active, false)).not.toContain('automatically')
})
