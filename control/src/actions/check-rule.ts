// What a pattern would do to validation if rules came first. They do not here, so this is advice, never a refusal.

import {
  fractionOf,
  percentOf,
  prove,
  proveLengths,
  sizeOf,
  type Compiled,
  type Kind,
  type RuleType,
  type Verdict,
} from '@wellknown/patterns'
import { challengePath, TOKENS } from '@wellknown/wire'
import { compileOnce } from '../compiled-patterns.ts'
import { refuseField } from './refusal.ts'

export type RuleCheck = {
  /** Over the URLs of tokens of 43 characters, which is what Let's Encrypt sends. */
  readonly verdict: Verdict
  readonly share: { readonly percent: string; readonly fraction: string }
  /** The path of a challenge that is caught, and of one that is not, where there are such. */
  readonly caught: string | null
  readonly escaping: string | null
  /** Over the tokens of every length that RFC 8555 and the edge allow. */
  readonly any_length: Verdict
  readonly elsewhere: string
  readonly here: string
  readonly table: { readonly states: number; readonly bytes: number }
}

type Table = Extract<Compiled, { readonly ok: true }>['table']

const CHALLENGES: Kind = { prefix: challengePath(''), alphabet: TOKENS.alphabet, length: TOKENS.usual }
const SHORTEST: Kind = { ...CHALLENGES, length: TOKENS.shortest }

/** Says how much of the challenge traffic the pattern would catch. Throws a Refusal that says why and where the pattern
 *  cannot be a rule. */
export function checkRule(rule: string, ruleType: RuleType): RuleCheck {
  const table = demandTable(rule, ruleType)
  const proof = prove(table, CHALLENGES)
  return {
    verdict: proof.verdict,
    share: { percent: percentOf(proof), fraction: fractionOf(proof) },
    caught: proof.caughtPath,
    escaping: proof.escapingPath,
    any_length: proveLengths(table, SHORTEST, TOKENS.longest),
    elsewhere: ELSEWHERE[proof.verdict](percentOf(proof)),
    here: 'Here it does no harm: a live token is answered before any rule is asked.',
    table: { states: table.final.length, bytes: sizeOf(table) },
  }
}

/** The pattern's table, or a Refusal of the field `rule`. */
export function demandTable(rule: string, ruleType: RuleType): Table {
  const compiled = compileOnce(rule, ruleType)
  if (compiled.ok) return compiled.table
  const place = compiled.at === null ? '' : ` (at character ${compiled.at + 1})`
  throw refuseField('rule', `This is not a valid regular expression here: ${compiled.reason}${place}`)
}

const ELSEWHERE: Readonly<Record<Verdict, (percent: string) => string>> = {
  never: () =>
    'On a CDN that asks rules first this rule would not stand in the way: it catches no challenge.',
  some: (percent) =>
    `On a CDN that asks rules first this rule would take ${percent} % of challenges for itself: so many orders would fail, ` +
    'and the others succeed by the luck of their token.',
  all: () =>
    'On a CDN that asks rules first this rule would take every challenge for itself: no certificate could be issued or ' +
    'renewed over HTTP-01 while it is active.',
}
