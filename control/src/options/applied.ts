// What of a customer's options edges do not apply, edge by edge, and why: nobody shall wait for what never comes.

import type { Options, Rule } from '../store/records.ts'
import type { Abilities } from '../store/abilities-port.ts'
import { compileOnce } from '../compiled-patterns.ts'
import { findClosing } from './compiled-rules.ts'
import { findFaults, findShut, isApplied, isHeeded, isOn } from './options.ts'

/** A PoP, and what it has said it can do. */
export type PopAbilities = { readonly name: string; readonly abilities: Abilities }

export type NotApplied = {
  readonly option: string
  /** The rule whose option it is; null: the resource's. */
  readonly rule: number | null
  /** The PoPs that do not; null: none does. */
  readonly pops: readonly string[] | null
  readonly reason: string
}

export const THIS_VERSION = 'These edges run a version that does not know this option yet.'
const BY_NOBODY = 'Our edges do not apply this option: it is kept, and changes nothing.'
const OF_RESOURCES = 'This option is one of a whole resource: on a rule it changes nothing.'
const BEFORE = 'It was saved before such options were checked'

/** The options that are switched on and not applied everywhere, and those that cannot be read and keep everybody out. `rule`:
 *  null for a resource's own. */
export function findNotApplied(
  options: Options,
  rule: number | null,
  pops: readonly PopAbilities[],
): readonly NotApplied[] {
  const closed: readonly string[] = findShut(options)
  const names = Object.keys(options).filter((name) => isOn(options[name]) || closed.includes(name))
  return names.flatMap((option): readonly NotApplied[] => {
    const nowhere = (reason: string): readonly NotApplied[] => [{ option, rule, pops: null, reason }]
    if (isHeeded(option)) return rule === null ? [] : nowhere(OF_RESOURCES)
    if (!isApplied(option)) return nowhere(BY_NOBODY)
    const [fault] = findFaults({ [option]: options[option] })
    if (fault && closed.includes(option))
      return nowhere(`${BEFORE}, and keeps everybody out until it is given anew: ${fault[1]}`)
    if (fault) return nowhere(`${BEFORE}. Give it anew: ${fault[1]}`)
    return findLacking(option, rule, pops, (abilities) => reasonAt(option, abilities))
  })
}

/** One for each reason that any PoP has. */
export function findLacking(
  option: string,
  rule: number | null,
  pops: readonly PopAbilities[],
  reasonOf: (abilities: Abilities) => string | null,
): readonly NotApplied[] {
  const reasons = Map.groupBy(pops, ({ abilities }) => reasonOf(abilities))
  return [...reasons].flatMap(([reason, those]) =>
    reason === null ? [] : [{ option, rule, pops: those.map(({ name }) => name), reason }],
  )
}

/** The active rules whose pattern cannot be compiled any more, of all the rules of a resource with these options. */
export function findLostRules(options: Options, rules: readonly Rule[]): readonly NotApplied[] {
  const closing = findClosing(options, rules)
  return rules
    .filter(({ active }) => active)
    .flatMap((of) => {
      const compiled = compileOnce(of.rule, of.ruleType)
      if (compiled.ok) return []
      const effect = closing.includes(of)
        ? 'It keeps somebody out, so that all that no rule before it matches is refused until it is given anew'
        : 'The rule is left out until it is given anew'
      const reason = `Its pattern was saved before such patterns were checked. ${effect}: ${compiled.reason}`
      return [{ option: 'rule', rule: of.id, pops: null, reason }]
    })
}

/** Why a PoP with these abilities does not apply an option; null when it does. */
function reasonAt(option: string, { options, anyHost, countries, tls }: Abilities): string | null {
  if (!options.includes(option)) return THIS_VERSION
  if ((option === 'hostHeader' || option === 'forward_host_header') && !anyHost) return OWN_HOST
  if (option === 'country_acl' && !countries)
    return 'These edges cannot tell where a visitor is from, and let nobody pass.'
  if (option === 'redirect_http_to_https' && !tls)
    return 'These edges do not terminate TLS: they have no HTTPS to lead anybody to.'
  return null
}

export const OWN_HOST =
  'These edges run as workers, which cannot choose the Host: an origin is asked under its own name.'
