// `npm test`: format, lint, types, unused code and tests, each named, all run even when one fails. The last line
// counts them.

import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

type Report = {
  numPassedTests: number
  numFailedTests: number
  numFailedTestSuites: number
  testResults: {
    name: string
    status: string
    assertionResults: { status: string; fullName: string; ancestorTitles: string[] }[]
  }[]
}

const root = join(import.meta.dirname, '..')
const scratch = mkdtempSync(join(tmpdir(), 'wellknown-check-'))
const reportFile = join(scratch, 'report.json')

/** Each room's program; the edge has two, since workerd and Node never share one. */
const PROGRAMS = [
  'packages/lifecycle',
  'packages/hostname',
  'packages/patterns',
  'packages/wire',
  'packages/practice-ca',
  'packages/practice-dns',
  'packages/practice-port',
  'packages/demo',
  'packages/cli',
  'packages/api-types',
  'packages/portal',
  'packages/portal/tsconfig.node.json',
  'control',
  'edge',
  'edge/tsconfig.node.json',
  'test',
  'test/tsconfig.rooms.json',
]

const STEPS: readonly (readonly [name: string, command: string, args: readonly string[]])[] = [
  ['format', 'oxfmt', ['--check', '.']],
  ['lint', 'oxlint', ['--type-aware', '--deny-warnings']],
  ...PROGRAMS.map((program) => [`types of ${program}`, 'tsc', ['-p', program]] as const),
  ['unused code', 'knip', []],
]

function run(command: string, args: readonly string[]): boolean {
  const bin = join(root, 'node_modules', '.bin')
  const env = { ...process.env, PATH: `${bin}:${process.env['PATH']}` }
  return spawnSync(join(bin, command), args, { cwd: root, stdio: 'inherit', env }).status === 0
}

let passed = 0
let failed = 0
for (const [name, command, args] of STEPS) {
  const good = run(command, args)
  console.log(`${good ? 'ok  ' : 'FAIL'} ${name}`)
  if (good) passed++
  else failed++
}

const green = run('vitest', [
  'run',
  '--reporter=default',
  '--reporter=json',
  `--outputFile.json=${reportFile}`,
])
let skipped = 0
if (existsSync(reportFile)) {
  const report = JSON.parse(readFileSync(reportFile, 'utf8')) as Report
  passed += report.numPassedTests
  failed += report.numFailedTests
  // A file that does not even load has failed without a test.
  failed += report.testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.length === 0,
  ).length
  const left = report.testResults.flatMap((file) =>
    file.assertionResults.filter(({ status }) => status !== 'passed' && status !== 'failed'),
  )
  skipped = left.length
  for (const suite of new Set(left.map((each) => each.ancestorTitles[0] ?? each.fullName))) {
    console.log(`skipped: ${suite}`)
  }
}
if (!green && failed === 0) failed++
rmSync(scratch, { recursive: true, force: true })

console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`)
process.exitCode = failed > 0 ? 1 : 0
