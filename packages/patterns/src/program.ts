// A pattern as a small program: one instruction per place, so that what may follow a place is a number.

import { type AST, RegExpParser, RegExpSyntaxError } from '@eslint-community/regexpp'
import { complement, DIGIT, EVERYTHING, range, SPACE, WORD, type SymbolSet } from './alphabet.ts'
import type { Spend } from './effort.ts'
import { PatternRefused } from './refused.ts'

type Instruction =
  | { readonly is: 'char'; readonly set: SymbolSet }
  /** Any of these places goes on. */
  | { readonly is: 'fork'; readonly to: readonly number[] }
  /** Its body leads back to it. */
  | { readonly is: 'loop'; readonly body: number; readonly next: number }
  | { readonly is: 'start' }
  | { readonly is: 'end' }
  | { readonly is: 'boundary'; readonly negate: boolean }
  | { readonly is: 'ahead'; readonly negate: boolean; readonly body: number }
  /** The n-th lookbehind of the program. */
  | { readonly is: 'behind'; readonly negate: boolean; readonly index: number }
  | { readonly is: 'match' }
  /** The end of a lookbehind. */
  | { readonly is: 'hit' }

export type Program = {
  readonly code: readonly Instruction[]
  readonly entry: number
  readonly behinds: readonly number[]
  /** What the pattern tells apart. */
  readonly sets: ReadonlySet<SymbolSet>
}

/** Larger programs come from nested counted repetition and nothing else. */
const LARGEST_PROGRAM = 4000

/** Reads a pattern (JavaScript syntax, no flags; what PCRE reads otherwise is refused before, see foreign.ts). Throws
 *  PatternRefused. */
export function compileProgram(source: string, spend: Spend): Program {
  const code: Instruction[] = []
  const behinds: number[] = []
  const sets = new Set<SymbolSet>()

  const emit = (instruction: Instruction): number => {
    if (code.length >= LARGEST_PROGRAM)
      throw new PatternRefused('The pattern repeats too much to be compiled.', null)
    return code.push(instruction) - 1
  }

  /** Built from the end, so that every instruction knows what follows it: `next` is the place after the node. */
  const alternatives = (nodes: readonly AST.Alternative[], next: number, inBehind: boolean): number => {
    const entries = nodes.map((node) =>
      node.elements.reduceRight((after, element) => place(element, after, inBehind), next),
    )
    return entries.length === 1 && entries[0] !== undefined ? entries[0] : emit({ is: 'fork', to: entries })
  }

  const chain = (set: SymbolSet, next: number): number => {
    // A character goes on at the place before it; a fork in between keeps that so when `next` lies elsewhere.
    if (next !== code.length - 1) emit({ is: 'fork', to: [next] })
    sets.add(set)
    return emit({ is: 'char', set })
  }

  function place(node: AST.Element, next: number, inBehind: boolean): number {
    // Repeating what is empty emits nothing, and would go on unseen.
    spend(1)
    switch (node.type) {
      case 'Group':
        if (node.modifiers) throw new PatternRefused('Inline flags are not supported.', node.start)
        return alternatives(node.alternatives, next, inBehind)
      case 'CapturingGroup':
        return alternatives(node.alternatives, next, inBehind)
      case 'Character':
        return chain(setOf(node), next)
      case 'CharacterSet':
        return chain(setOf(node), next)
      case 'CharacterClass':
        return chain(setOf(node), next)
      case 'Quantifier':
        return quantifier(node, next, inBehind)
      case 'Assertion':
        return assertion(node, next, inBehind)
      case 'Backreference':
        throw new PatternRefused('Back-references are not supported.', node.start)
      case 'ExpressionCharacterClass':
        throw new PatternRefused('Class expressions are not supported.', node.start)
    }
  }

  function quantifier({ element, min, max, start }: AST.Quantifier, next: number, inBehind: boolean): number {
    const counted = Number.isFinite(max) ? max : min
    if (counted > LARGEST_PROGRAM) throw new PatternRefused('This repetition counts too far.', start)
    let entry = next
    if (max === Infinity) {
      const loop = emit({ is: 'loop', body: next, next })
      const body = place(element, loop, inBehind)
      code[loop] = { is: 'loop', body, next }
      entry = loop
    } else {
      for (let n = min; n < max; n++)
        entry = emit({ is: 'fork', to: [place(element, entry, inBehind), next] })
    }
    for (let n = 0; n < min; n++) entry = place(element, entry, inBehind)
    return entry
  }

  function assertion(node: AST.Assertion, next: number, inBehind: boolean): number {
    if (inBehind) throw new PatternRefused('An assertion inside a lookbehind is not supported.', node.start)
    const link = (instruction: Instruction): number => {
      if (next !== code.length - 1) emit({ is: 'fork', to: [next] })
      return emit(instruction)
    }
    switch (node.kind) {
      case 'start':
        return link({ is: 'start' })
      case 'end':
        return link({ is: 'end' })
      case 'word':
        sets.add(WORD)
        return link({ is: 'boundary', negate: node.negate })
      case 'lookahead': {
        const body = alternatives(node.alternatives, emit({ is: 'match' }), false)
        return link({ is: 'ahead', negate: node.negate, body })
      }
      case 'lookbehind': {
        const index = behinds.push(alternatives(node.alternatives, emit({ is: 'hit' }), true)) - 1
        return link({ is: 'behind', negate: node.negate, index })
      }
    }
  }

  const pattern = parse(source)
  const entry = alternatives(pattern.alternatives, emit({ is: 'match' }), false)
  return { code, entry, behinds, sets }
}

function parse(source: string): AST.Pattern {
  try {
    return new RegExpParser({ ecmaVersion: 2025 }).parsePattern(source, 0, source.length, {})
  } catch (error) {
    if (!(error instanceof RegExpSyntaxError)) throw error
    const reason = error.message.replace(/^.*\/: /, '')
    throw new PatternRefused(
      `This is not a regular expression we can read: ${reason}.`,
      Math.min(error.index, source.length),
    )
  }
}

function setOf(
  node: AST.Character | AST.CharacterSet | AST.CharacterClass | AST.CharacterClassElement,
): SymbolSet {
  switch (node.type) {
    case 'Character':
      return range(node.value, node.value)
    case 'CharacterClassRange':
      return range(node.min.value, node.max.value)
    case 'CharacterSet': {
      if (node.kind === 'any') return EVERYTHING
      if (node.kind === 'property')
        throw new PatternRefused('Unicode properties are not supported.', node.start)
      const set = node.kind === 'digit' ? DIGIT : node.kind === 'word' ? WORD : SPACE
      return node.negate ? complement(set) : set
    }
    case 'CharacterClass': {
      let set: SymbolSet = 0n
      for (const element of node.elements) set |= setOf(element)
      return node.negate ? complement(set) : set
    }
    default:
      throw new PatternRefused('This kind of class is not supported.', node.start)
  }
}
