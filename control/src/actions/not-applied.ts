// What edges do not apply of a resource's options and those of its rules.

import { findNotApplied, findUnusedColumns, type NotApplied, type PopAbilities } from '../options/applied.ts'
import { isOn } from '../options/options.ts'
import type { Options, Resource, Rule, Saved } from '../store/records.ts'
import type { World } from '../world.ts'
import { refuseField } from './refusal.ts'

/** The PoPs that have said what they can do. */
async function readAbilities({ store }: World): Promise<readonly PopAbilities[]> {
  const known = await store.abilities()
  return (await store.pops()).flatMap(({ name }) => {
    const abilities = known.get(name)
    return abilities ? [{ name, abilities }] : []
  })
}

/** Of a resource and its active rules, the resource's own first. */
export async function listNotApplied(world: World, { resource }: Saved): Promise<readonly NotApplied[]> {
  const pops = await readAbilities(world)
  const rules = (await world.store.rules(resource.id)).filter(({ active }) => active)
  return [...findNotApplied(resource.options, null, pops), ...rules.flatMap((rule) => ofRule(rule, pops))]
}

const ofRule = (rule: Rule, pops: readonly PopAbilities[]): readonly NotApplied[] => [
  ...findUnusedColumns(rule),
  ...findNotApplied(rule.options, rule.id, pops),
]

/** The names of what edges, or some of them, do not apply of a resource itself. */
export async function namesNotApplied(
  world: World,
  { options }: Pick<Resource, 'options'>,
): Promise<readonly string[]> {
  return namesOf(findNotApplied(options, null, await readAbilities(world)))
}

/** The same of a rule. */
export async function namesNotAppliedOf(world: World, rule: Rule): Promise<readonly string[]> {
  return namesOf(ofRule(rule, await readAbilities(world)))
}

const namesOf = (found: readonly NotApplied[]): readonly string[] => [
  ...new Set(found.map(({ option }) => option)),
]

/** A list of countries where some edge cannot tell them would shut everybody out there: it is refused while it is being
 *  asked for. What is saved already stands, and such an edge lets nobody pass. */
export async function demandCountries(world: World, wished: Options | null | undefined): Promise<void> {
  if (!isOn(wished?.['country_acl'])) return
  const unknowing = (await readAbilities(world)).filter(({ abilities }) => !abilities.countries)
  if (unknowing.length === 0) return
  const names = unknowing.map(({ name }) => name).join(', ')
  throw refuseField(
    'options.country_acl',
    `These edges cannot tell where a visitor is from, and would let nobody pass: ${names}. Ask the operator for a table of countries there.`,
  )
}
