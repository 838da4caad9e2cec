export {
  compilePattern,
  compileTexts,
  MOST_TABLE_BYTES,
  type Compiled,
  type CompiledTexts,
  type RuleType,
  type TextPattern,
} from './compile.ts'
export { fractionOf, percentOf, prove, proveLengths, type Kind, type Proof, type Verdict } from './prove.ts'
export { loadTable, MalformedTable, matches, type LoadedTable, type PatternTable } from './run.ts'
export { sizeOf } from './table.ts'
export { compileCaptures, sizeOfCaptures, type CompiledCaptures } from './captures.ts'
export { findGroups, loadCaptures, type CaptureTable, type LoadedCaptures } from './run-captures.ts'
