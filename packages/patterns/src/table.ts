// From the machine to the smallest table that answers the same.

import { SYMBOLS } from './alphabet.ts'
import type { Machine, MachineState } from './machine.ts'
import type { PatternTable } from './run.ts'

/** Walks the whole machine, merges states that nothing tells apart (Moore), and columns likewise. */
export function flatten(machine: Machine): PatternTable {
  const order = new Map<MachineState, number>([[machine.start, 0]])
  const rows: number[][] = []
  for (const state of order.keys()) {
    const row: number[] = []
    for (let symbol = 0; symbol < SYMBOLS; symbol++) {
      const to = machine.step(state, symbol)
      if (!order.has(to)) order.set(to, order.size)
      row.push(order.get(to) ?? 0)
    }
    rows.push(row)
  }
  const final = Array.from(order.keys(), (state) => (machine.matches(state) ? 1 : 0))
  const part = partition(rows, final)

  const representatives: number[] = []
  part.forEach((block, state) => (representatives[block] ??= state))
  const merged = representatives.map((state) => (rows[state] ?? []).map((to) => part[to] ?? 0))

  const seen = new Map<string, number>()
  const firsts: number[] = []
  const columns = Array.from({ length: SYMBOLS }, (_, symbol) => {
    const signature = merged.map((row) => row[symbol]).join()
    const known = seen.get(signature)
    if (known !== undefined) return known
    seen.set(signature, firsts.length)
    return firsts.push(symbol) - 1
  })
  return {
    columns,
    width: firsts.length,
    next: merged.flatMap((row) => firsts.map((symbol) => row[symbol] ?? 0)),
    final: representatives.map((state) => final[state] ?? 0),
    start: part[0] ?? 0,
  }
}

/** The block of each state: two states share one when no input tells them apart. */
function partition(rows: readonly (readonly number[])[], final: readonly (0 | 1)[]): readonly number[] {
  let part: readonly number[] = final
  let count = 0
  for (;;) {
    const blocks = new Map<string, number>()
    const finer = rows.map((row, state) => {
      const signature = `${part[state]}:${row.map((to) => part[to]).join()}`
      const block = blocks.get(signature) ?? blocks.size
      blocks.set(signature, block)
      return block
    })
    if (blocks.size === count) return part
    count = blocks.size
    part = finer
  }
}
