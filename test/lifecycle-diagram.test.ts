import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { diagram } from '../packages/lifecycle/src/diagram.ts'
import { TABLE } from '../packages/lifecycle/src/table.ts'

const map = readFileSync(join(import.meta.dirname, '..', 'README.md'), 'utf8')
const rows: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = TABLE
const NOT_DRAWN = ['disable', 'revoke', 'delete', 'suspend', 'resume', 'alarm', 'expired']

/** `from + event → to`, for every entry of the table with such an event. */
const entries = (wanted: (event: string) => boolean): readonly string[] =>
  Object.entries(rows).flatMap(([from, row]) =>
    Object.entries(row)
      .filter(([event]) => wanted(event))
      .flatMap(([event, targets]) => targets.map((to) => `${from} + ${event} → ${to}`)),
  )

test('the map shows the life of a certificate as the table has it', () => {
  const [, section] = /<!-- lifecycle:begin -->\n([^]*?)<!-- lifecycle:end -->/.exec(map) ?? []
  expect(section?.trim(), 'print it again: diagram() of packages/lifecycle').toBe(diagram())
})

test('the diagram draws every entry of the table, each once, and nothing else', () => {
  const drawn = diagram()
    .split('\n')
    .flatMap((line) => {
      const [, from, to, events] = /^ {2}(\w+) --> (\w+): (.+)$/.exec(line) ?? []
      return events ? events.split(', ').map((event) => `${from} + ${event} → ${to}`) : []
    })
  expect(drawn.length).toBe(new Set(drawn).size)
  expect(new Set(drawn)).toEqual(new Set(entries((event) => !NOT_DRAWN.includes(event))))
})

test('what is not drawn means what the line below the diagram says', () => {
  const led = (event: string, to: string) =>
    entries((each) => each === event).filter((entry) => !entry.endsWith(to))
  expect(led('disable', '→ off')).toEqual([])
  expect(led('revoke', '→ off')).toEqual([])
  expect(led('delete', '→ deleting')).toEqual([])
  const leaving = (event: string) =>
    entries((each) => each === event).filter((entry) => !entry.endsWith(`→ ${entry.split(' ')[0]}`))
  expect(leaving('resume')).toEqual([])
  expect(leaving('alarm')).toEqual([])
  expect(leaving('expired')).toEqual(['active + expired → checking', 'active + expired → off'])
  expect(leaving('suspend')).toEqual(
    ['checking', 'blocked', 'issuing'].map((from) => `${from} + suspend → waiting`),
  )
})
