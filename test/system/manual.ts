// docs/try-it.md as data: the rows of its tables, so that what it says can be tried.

import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** What is broken, how, and what comes of it. */
export type Row = {
  readonly what: string
  readonly how: readonly string[]
  /** One after the other. */
  readonly statuses: readonly string[]
  readonly cause: string | null
  readonly who: string
  /** Is there a time at which it goes on? */
  readonly timed: boolean
  readonly after: readonly string[]
}
const readText = (): string => readFileSync(join(import.meta.dirname, '../../docs/try-it.md'), 'utf8')

/** What one section has one type, block by block. */
export function readScripts(title: string): readonly string[] {
  const section = readText()
    .split('\n## ')
    .find((each) => each.startsWith(title))
  return [...(section ?? '').matchAll(/^```sh\n([^]*?)^```$/gm)].map(([, script = '']) => script)
}

/** The rows of both tables: a certificate is asked for, and one is served. */
export function readManual(): { readonly asking: readonly Row[]; readonly serving: readonly Row[] } {
  const [asking = [], serving = []] = readText().split('\n## ').slice(1).map(readRows)
  return { asking, serving }
}

/** The rows of a section's table: what, how, status, cause, who acts, next, then. */
function readRows(section: string): readonly Row[] {
  const lines = section.split('\n').filter((line) => line.startsWith('| ') && !line.startsWith('| what'))
  return lines.map((line) => {
    const [what = '', how = '', status = '', cause = '', who = '', next = '', after = ''] = line
      .slice(1, -1)
      .split(' | ')
      .map((cell) => cell.trim())
    return {
      what,
      how: spansOf(how),
      statuses: status.split('; ').map((each) => each.replace(/ after .*/, '')),
      cause: spansOf(cause)[0] ?? null,
      who,
      timed: next !== '–',
      after: spansOf(after),
    }
  })
}

/** What stands in backticks. */
function spansOf(cell: string): readonly string[] {
  return [...cell.matchAll(/`([^`]+)`/g)].map(([, span = '']) => span)
}
