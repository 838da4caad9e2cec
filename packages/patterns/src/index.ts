export { compilePattern } from './compile.ts'
export type { Compiled, RuleType } from './compile.ts'
export { MalformedTable, loadTable, matches } from './run.ts'
export type { LoadedTable, PatternTable } from './run.ts'
