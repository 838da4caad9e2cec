// What the CA tells whoever started it, as it happens. No line holds a key or a key authorization.

export type LogLine = Readonly<Record<string, unknown>> & { readonly event: string }
export type Log = (line: LogLine) => void

/** Enough to see what led to a state; older lines go. */
const MOST_LINES = 2_000

/** The last lines, with the CA's time of each. */
export type Journal = {
  add(line: LogLine): void
  lines(): readonly (LogLine & { readonly at: string })[]
}

export function createJournal(now: () => number): Journal {
  let lines: (LogLine & { readonly at: string })[] = []
  return {
    add(line) {
      lines.push({ at: new Date(now()).toISOString(), ...line })
      // Halved now and then instead of shifted each time.
      if (lines.length >= 2 * MOST_LINES) lines = lines.slice(-MOST_LINES)
    },
    lines: () => lines.slice(-MOST_LINES),
  }
}
