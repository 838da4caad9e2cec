// A pattern as a small program: one instruction per place, so that what may follow a place is a number.

import { type AST, RegExpParser, RegExpSyntaxError, visitRegExpAST } from '@eslint-community/regexpp'
import {
  complement,
  DIGIT,
  EVERYTHING,
  inEitherCase,
  range,
  SPACE,
  WORD,
  type SymbolSet,
} from './alphabet.ts'
import type { Spend } from './effort.ts'
import { PatternRefused } from './refused.ts'

type Instruction =
  | { readonly is: 'char'; readonly set: SymbolSet }
  /** Any of these places goes on; the first that can is preferred. */
  | { readonly is: 'fork'; readonly to: readonly number[] }
  /** Its body leads back to it. */
  | { readonly is: 'loop'; readonly body: number; readonly next: number; readonly lazy: boolean }
  /** A captured group begins or ends here: slot 2n and 2n + 1 for group n. */
  | { readonly is: 'save'; readonly slot: number }
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

export type Reading = {
  /** Letters stand for themselves in either case. */
  readonly ignoreCase?: boolean
  /** What groups catch is asked for. Refuses where PCRE and others would catch different things. */
  readonly captures?: boolean
}

/** Reads a pattern (JavaScript syntax, no flags; what PCRE reads otherwise is refused before, see foreign.ts). Throws
 *  PatternRefused. */
export function compileProgram(
  source: string,
  spend: Spend,
  { ignoreCase = false, captures = false }: Reading = {},
): Program {
  const code: Instruction[] = []
  const behinds: number[] = []
  const sets = new Set<SymbolSet>()
  const pattern = parse(source)
  const groups = captures ? numberGroups(pattern) : null

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

  /** What goes on at the place before it; a fork in between keeps that so when `next` lies elsewhere. */
  const link = (instruction: Instruction, next: number): number => {
    if (next !== code.length - 1) emit({ is: 'fork', to: [next] })
    return emit(instruction)
  }
  const chain = (set: SymbolSet, next: number): number => {
    sets.add(set)
    return link({ is: 'char', set }, next)
  }

  function place(node: AST.Element, next: number, inBehind: boolean): number {
    // Repeating what is empty emits nothing, and would go on unseen.
    spend(1)
    switch (node.type) {
      case 'Group':
        if (node.modifiers) throw new PatternRefused('Inline flags are not supported.', node.start)
        return alternatives(node.alternatives, next, inBehind)
      case 'CapturingGroup': {
        const group = groups?.get(node.start)
        if (group === undefined) return alternatives(node.alternatives, next, inBehind)
        const end = link({ is: 'save', slot: 2 * group + 1 }, next)
        return link({ is: 'save', slot: 2 * group }, alternatives(node.alternatives, end, inBehind))
      }
      case 'Character':
        return chain(setOf(node, ignoreCase), next)
      case 'CharacterSet':
        return chain(setOf(node, ignoreCase), next)
      case 'CharacterClass':
        return chain(setOf(node, ignoreCase), next)
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

  function quantifier(
    { element, min, max, greedy, start }: AST.Quantifier,
    next: number,
    inBehind: boolean,
  ): number {
    if (captures && max > min && mayBeEmpty(element)) {
      throw new PatternRefused('What may match nothing cannot be repeated here.', start)
    }
    const counted = Number.isFinite(max) ? max : min
    if (counted > LARGEST_PROGRAM) throw new PatternRefused('This repetition counts too far.', start)
    let entry = next
    if (max === Infinity) {
      const loop = emit({ is: 'loop', body: next, next, lazy: !greedy })
      const body = place(element, loop, inBehind)
      code[loop] = { is: 'loop', body, next, lazy: !greedy }
      entry = loop
    } else {
      for (let n = min; n < max; n++) {
        const body = place(element, entry, inBehind)
        entry = emit({ is: 'fork', to: greedy ? [body, next] : [next, body] })
      }
    }
    for (let n = 0; n < min; n++) entry = place(element, entry, inBehind)
    return entry
  }

  function assertion(node: AST.Assertion, next: number, inBehind: boolean): number {
    if (inBehind) throw new PatternRefused('An assertion inside a lookbehind is not supported.', node.start)
    if (captures && (node.kind === 'word' || node.kind === 'lookbehind')) {
      const what = node.kind === 'word' ? String.raw`\b and \B` : 'Lookbehinds'
      throw new PatternRefused(`${what} are not supported where groups are captured.`, node.start)
    }
    switch (node.kind) {
      case 'start':
        return link({ is: 'start' }, next)
      case 'end':
        return link({ is: 'end' }, next)
      case 'word':
        sets.add(WORD)
        return link({ is: 'boundary', negate: node.negate }, next)
      case 'lookahead': {
        const body = alternatives(node.alternatives, emit({ is: 'match' }), false)
        return link({ is: 'ahead', negate: node.negate, body }, next)
      }
      case 'lookbehind': {
        const index = behinds.push(alternatives(node.alternatives, emit({ is: 'hit' }), true)) - 1
        return link({ is: 'behind', negate: node.negate, index }, next)
      }
    }
  }

  const entry = alternatives(pattern.alternatives, emit({ is: 'match' }), false)
  return { code, entry, behinds, sets }
}

/** The groups by where they begin, numbered by that from 1. One in a lookahead would catch what is not matched. */
function numberGroups(pattern: AST.Pattern): ReadonlyMap<number, number> {
  const groups = new Map<number, number>()
  let looks = 0
  const isLook = ({ kind }: AST.Assertion): boolean => kind === 'lookahead' || kind === 'lookbehind'
  visitRegExpAST(pattern, {
    onAssertionEnter: (node) => void (isLook(node) && looks++),
    onAssertionLeave: (node) => void (isLook(node) && looks--),
    onCapturingGroupEnter({ start }) {
      if (looks > 0) {
        throw new PatternRefused('A group inside a lookahead cannot be captured: write (?:…).', start)
      }
      groups.set(start, groups.size + 1)
    },
  })
  return groups
}

function mayBeEmpty(node: AST.Element): boolean {
  switch (node.type) {
    case 'Group':
    case 'CapturingGroup':
      return node.alternatives.some(({ elements }) => elements.every(mayBeEmpty))
    case 'Quantifier':
      return node.min === 0 || mayBeEmpty(node.element)
    case 'Assertion':
      return true
    default:
      return false
  }
}

function parse(source: string): AST.Pattern {
  try {
    return new RegExpParser({ ecmaVersion: 2025 }).parsePattern(source, 0, source.length, {})
  } catch (error) {
    if (!(error instanceof RegExpSyntaxError)) throw error
    const reason = error.message.replace(/^.*\/: /, '')
    throw new PatternRefused(`${reason}.`, Math.min(error.index, source.length))
  }
}

function setOf(
  node: AST.Character | AST.CharacterSet | AST.CharacterClass | AST.CharacterClassElement,
  ignoreCase: boolean,
): SymbolSet {
  // Before a class is negated: [^a] means neither case then.
  const folded = (set: SymbolSet): SymbolSet => (ignoreCase ? inEitherCase(set) : set)
  switch (node.type) {
    case 'Character':
      return folded(range(node.value, node.value))
    case 'CharacterClassRange':
      return folded(range(node.min.value, node.max.value))
    case 'CharacterSet': {
      if (node.kind === 'any') return EVERYTHING
      if (node.kind === 'property')
        throw new PatternRefused('Unicode properties are not supported.', node.start)
      const set = node.kind === 'digit' ? DIGIT : node.kind === 'word' ? WORD : SPACE
      return node.negate ? complement(set) : set
    }
    case 'CharacterClass': {
      let set: SymbolSet = 0n
      for (const element of node.elements) set |= setOf(element, ignoreCase)
      return node.negate ? complement(set) : set
    }
    default:
      throw new PatternRefused('This kind of class is not supported.', node.start)
  }
}
