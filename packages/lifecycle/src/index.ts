export type * from './vocabulary.ts'
export type { Problem, ProblemCode } from './problem.ts'
