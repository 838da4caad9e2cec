// From the machine to the smallest table that answers the same.

import type { Columns } from './alphabet.ts'
import type { Machine, MachineState } from './machine.ts'
import { partition } from './partition.ts'
import type { PatternTable } from './run.ts'

/** Walks the whole machine, merges states that nothing tells apart, and then columns likewise. */
export function flatten(machine: Machine, { of, firsts }: Columns): PatternTable {
  const order = new Map<MachineState, number>([[machine.start, 0]])
  const rows: number[][] = []
  for (const state of order.keys()) {
    rows.push(
      firsts.map((_, column) => {
        const to = machine.step(state, column)
        if (!order.has(to)) order.set(to, order.size)
        return order.get(to) ?? 0
      }),
    )
  }
  const final = Array.from(order.keys(), (state) => (machine.matches(state) ? 1 : 0))
  const block = partition(rows, final)

  const representatives: number[] = []
  block.forEach((block, state) => (representatives[block] ??= state))
  const merged = representatives.map((state) => (rows[state] ?? []).map((to) => block[to] ?? 0))

  const seen = new Map<string, number>()
  const kept: number[] = []
  const columns = firsts.map((_, column) => {
    const signature = merged.map((row) => row[column]).join()
    const known = seen.get(signature)
    if (known !== undefined) return known
    seen.set(signature, kept.length)
    return kept.push(column) - 1
  })
  return {
    columns: of.map((column) => columns[column] ?? 0),
    width: kept.length,
    next: merged.flatMap((row) => kept.map((column) => row[column] ?? 0)),
    final: representatives.map((state) => final[state] ?? 0),
    start: block[0] ?? 0,
  }
}

/** The bytes of a table as an edge holds it. */
export const sizeOf = ({ columns, next, final }: PatternTable): number =>
  columns.length + 2 * next.length + final.length
