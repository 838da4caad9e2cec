/** The block of each state: two states share one when no input tells them apart (Hopcroft 1971, n log n per column).
 *  `rows[state][column]` is the state that follows; `final` says which states match. */
export function partition(
  rows: readonly (readonly number[])[],
  final: readonly (0 | 1)[],
): readonly number[] {
  const size = rows.length
  const inverse = invert(rows)
  // The members of a block stand together, those found by the splitter first.
  const members = Int32Array.from([...rows.keys()].sort((a, b) => (final[a] ?? 0) - (final[b] ?? 0)))
  const position = new Int32Array(size)
  members.forEach((state, at) => (position[state] = at))
  const misses = final.filter((is) => is === 0).length
  const block = Int32Array.from(final, (is) => (misses === 0 ? 0 : is))
  const blocks: Block[] = [
    { from: 0, to: misses, found: 0, waits: true },
    { from: misses, to: size, found: 0, waits: true },
  ].filter(({ from, to }) => to > from)
  const waiting = [...blocks]

  const find = (state: number): Block | undefined => {
    const of = blocks[block[state] ?? 0]
    if (!of) return undefined
    const to = of.from + of.found++
    const from = position[state] ?? 0
    const other = members[to] ?? 0
    members[to] = state
    members[from] = other
    position[state] = to
    position[other] = from
    return of.found === 1 ? of : undefined
  }

  for (let splitter = waiting.pop(); splitter; splitter = waiting.pop()) {
    splitter.waits = false
    const goals = members.slice(splitter.from, splitter.to)
    for (const sources of inverse) {
      const touched: Block[] = []
      for (const goal of goals) {
        for (const state of sources[goal] ?? []) {
          const of = find(state)
          if (of) touched.push(of)
        }
      }
      for (const of of touched) split(of)
    }
  }
  return [...block]

  /** Those found leave for a block of their own, unless they are all. */
  function split(of: Block): void {
    const { from, found } = of
    of.found = 0
    if (from + found === of.to) return
    const made = { from, to: from + found, found: 0, waits: false }
    of.from = made.to
    const id = blocks.push(made) - 1
    for (const state of members.subarray(made.from, made.to)) block[state] = id
    // Of two halves the smaller tells all that both would, unless the whole still waits.
    const next = of.waits || found <= of.to - of.from ? made : of
    next.waits = true
    waiting.push(next)
  }
}

type Block = { from: number; to: number; found: number; waits: boolean }

/** For each column and state, the states it follows. */
function invert(rows: readonly (readonly number[])[]): readonly (readonly number[])[][] {
  return (rows[0] ?? []).map((_, column) => {
    const sources: number[][] = rows.map(() => [])
    rows.forEach((row, state) => sources[row[column] ?? 0]?.push(state))
    return sources
  })
}
