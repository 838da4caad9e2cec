// Node's headers without the web's `Headers`, held against them.

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { copyHeaders, Fields, type HeaderFields } from './fields.ts'

const name = fc.constantFrom(
  'via',
  'Via',
  'x-one',
  'X-One',
  'set-cookie',
  'Set-Cookie',
  'constructor',
  'cookie',
)
const step = fc.record({
  how: fc.constantFrom('set', 'append', 'delete'),
  name,
  value: fc.constantFrom('a', 'b=c; d', '', 'e, f'),
})
const play = (headers: HeaderFields, steps: readonly { how: string; name: string; value: string }[]) => {
  for (const { how, name, value } of steps) {
    if (how === 'set') headers.set(name, value)
    else if (how === 'append') headers.append(name, value)
    else headers.delete(name)
  }
  return headers
}
const byName = (headers: HeaderFields) => [...headers].toSorted(([one], [other]) => (one < other ? -1 : 1))

test('fields are what the web’s Headers would be after the same steps, and a copy leaves them as they were', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 12 }), name, (steps, asked) => {
      const fields = new Fields(Object.create(null))
      const [ours, theirs] = [play(fields, steps), play(new Headers(), steps)]
      expect(byName(ours)).toEqual(byName(theirs))
      expect([ours.get(asked), ours.has(asked)]).toEqual([theirs.get(asked), theirs.has(asked)])
      expect(fields.list()).toEqual([...fields].flat())
      expect(new Set(ours.keys())).toEqual(new Set(theirs.keys()))
      play(copyHeaders(fields), [{ how: 'set', name: asked, value: 'changed' }])
      expect(byName(ours)).toEqual(byName(theirs))
    }),
  )
})
