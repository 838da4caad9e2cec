// The picture of TABLE, for people.

import { TABLE } from './table.ts'
import type { EventName } from './vocabulary.ts'

/** They would draw an arrow from every state, and mean the same at each. */
const LEFT_OUT: readonly EventName[] = [
  'disable',
  'revoke',
  'delete',
  'suspend',
  'resume',
  'alarm',
  'expired',
]

const NOTE =
  'Not drawn, since they mean the same nearly everywhere: `disable` and `revoke` lead to off, `delete` to deleting, ' +
  '`suspend` from an open run to waiting; `resume`, `alarm` and `expired` keep the state, but from active an expired ' +
  'certificate leads to checking, and to off if it was the customer’s own.'

/** TABLE as Markdown: a Mermaid `stateDiagram-v2` and a line on what it leaves out. Events that lead from a state to the
 *  same next state share an arrow. */
export function diagram(): string {
  const rows: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = TABLE
  const arrows = Object.entries(rows).flatMap(([from, row]) => {
    const events = new Map<string, string[]>()
    for (const [event, targets] of Object.entries(row)) {
      if (LEFT_OUT.some((left) => left === event)) continue
      for (const to of targets) events.set(to, [...(events.get(to) ?? []), event])
    }
    return [...events].map(([to, names]) => `  ${from} --> ${to}: ${names.join(', ')}`)
  })
  return ['```mermaid', 'stateDiagram-v2', '  [*] --> off', ...arrows, '```', '', NOTE].join('\n')
}
