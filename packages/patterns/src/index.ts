export { compilePattern, MOST_TABLE_BYTES, type Compiled, type RuleType } from './compile.ts'
export { fractionOf, percentOf, prove, proveLengths, type Kind, type Proof, type Verdict } from './prove.ts'
export { loadTable, MalformedTable, matches, type LoadedTable, type PatternTable } from './run.ts'
export { sizeOf } from './table.ts'
