// What of a customer's options edges do not apply, edge by edge, and why: nobody shall wait for what never comes.

import type { Options, Rule } from '../store/records.ts'
import type { Abilities } from '../store/abilities-port.ts'
import { findFaults, isApplied, isHeeded, isOn } from './options.ts'

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

/** A rule's columns beside its options that edges do nothing with. */
export function findUnusedColumns({ id, originGroup }: Rule): readonly NotApplied[] {
  const reason = 'Our edges ask the origin of the resource: the group of a rule is kept, and changes nothing.'
  return originGroup === null ? [] : [{ option: 'originGroup', rule: id, pops: null, reason }]
}

const BY_NOBODY = 'Our edges do not apply this option: it is kept, and changes nothing.'
const OF_RESOURCES = 'This option is one of a whole resource: on a rule it changes nothing.'

/** The options that are switched on and not applied everywhere. `rule`: null for a resource's own. */
export function findNotApplied(
  options: Options,
  rule: number | null,
  pops: readonly PopAbilities[],
): readonly NotApplied[] {
  const names = Object.keys(options).filter((name) => isOn(options[name]))
  return names.flatMap((option): readonly NotApplied[] => {
    const nowhere = (reason: string): readonly NotApplied[] => [{ option, rule, pops: null, reason }]
    if (isHeeded(option)) return rule === null ? [] : nowhere(OF_RESOURCES)
    if (!isApplied(option)) return nowhere(BY_NOBODY)
    const [fault] = findFaults({ [option]: options[option] })
    if (fault) return nowhere(`It was saved before such options were checked. Give it anew: ${fault[1]}`)
    const reasons = Map.groupBy(pops, ({ abilities }) => reasonAt(option, abilities))
    return [...reasons].flatMap(([reason, those]) =>
      reason === null ? [] : [{ option, rule, pops: those.map(({ name }) => name), reason }],
    )
  })
}

/** Why a PoP with these abilities does not apply an option; null when it does. */
function reasonAt(option: string, { options, anyHost, countries, tls }: Abilities): string | null {
  if (!options.includes(option)) return 'These edges run a version that does not know this option yet.'
  if ((option === 'hostHeader' || option === 'forward_host_header') && !anyHost)
    return 'These edges run as workers, which cannot choose the Host: an origin is asked under its own name.'
  if (option === 'country_acl' && !countries)
    return 'These edges cannot tell where a visitor is from, and let nobody pass.'
  if (option === 'redirect_http_to_https' && !tls)
    return 'These edges do not terminate TLS: they have no HTTPS to lead anybody to.'
  return null
}
