// docs/conformance.md, worked out from the names of the tests: a test that holds a case ends in its number, `(ACME-8)`.

import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { CASES, UNTESTED, type CaseId } from './cases.ts'

const ROOT = join(import.meta.dirname, '..', '..')
/** Tests, and the suites that several tests run. */
const SOURCES = ['packages', 'edge', 'control', 'test'].flatMap((room) =>
  ['test', 'contract', 'suite'].flatMap((kind) => [
    `${room}/**/*.${kind}.ts`,
    `${room}/**/*-${kind}.ts`,
    `${room}/**/${kind}.ts`,
  ]),
)
/** A title that ends in case numbers. */
const NAMED = /(['"`])((?:(?!\1)[^\\\n]|\\.)+?) \(((?:[A-Z]+-\d+)(?:, [A-Z]+-\d+)*)\)\1/g

export type Holder = { readonly file: string; readonly test: string }

/** Which tests hold which case. */
export function findHolders(): ReadonlyMap<string, readonly Holder[]> {
  const holders = new Map<string, Holder[]>()
  const files = globSync(SOURCES, { cwd: ROOT, exclude: ['**/node_modules/**'] }).toSorted()
  for (const file of new Set(files)) {
    for (const [, , test = '', ids = ''] of readFileSync(join(ROOT, file), 'utf8').matchAll(NAMED)) {
      for (const id of ids.split(', ')) holders.set(id, [...(holders.get(id) ?? []), { file, test }])
    }
  }
  return holders
}

const TITLES = {
  ACME: 'The ACME client',
  PRE: 'The look before the CA is asked',
  SCHED: 'The timetable',
  EDGE: 'The responder at the edge',
  SEC: 'What an attacker may try',
} as const

/** The page as it should be. */
export function writeReport(holders: ReadonlyMap<string, readonly Holder[]>): string {
  const ids = Object.keys(CASES) as CaseId[]
  const sections = Object.entries(TITLES).map(([kind, title]) => {
    const rows = ids
      .filter((id) => id.startsWith(`${kind}-`))
      .map((id) => `| ${id} | ${CASES[id]} | ${held(id, holders.get(id) ?? [])} |`)
    return [`## ${title}`, '', '| case | what holds | held by |', '| --- | --- | --- |', ...rows].join('\n')
  })
  return [HEAD, ...sections, ''].join('\n\n').trimEnd() + '\n'
}

const HEAD =
  '# Conformance\n\n' +
  'Generated from the names of the tests by `npm run conformance`; a test fails when this page is out of date, or\n' +
  'when a case has neither a test nor a reason.'

function held(id: CaseId, holders: readonly Holder[]): string {
  const reason = UNTESTED[id]
  if (holders.length === 0) return reason === undefined ? '**nothing**' : `*no test:* ${reason}`
  return holders.map(({ file, test }) => `${test.replaceAll('|', '\\|')} (\`${file}\`)`).join('; ')
}
