// What edges do not apply of a resource's options and those of its rules.

import { findLostRules, findNotApplied, type NotApplied, type PopAbilities } from '../options/applied.ts'
import { findNotAppliedOfGroup } from '../options/applied-group.ts'
import { isOn } from '../options/options.ts'
import type { ClientId, Options, OriginGroup, Resource, Rule, Saved } from '../store/records.ts'
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
  const rules = await world.store.rules(resource.id)
  const lost = findLostRules(resource.options, rules)
  const ofRules = rules
    .filter(({ active }) => active)
    .map(async (rule) => [
      ...lost.filter((each) => each.rule === rule.id),
      ...(await findOfRule(world, resource.client, rule, pops)),
    ])
  return [...(await findOfResource(world, resource, pops)), ...(await Promise.all(ofRules)).flat()]
}

async function findOfResource(
  { store }: World,
  { client, options, originGroup }: Pick<Resource, 'client' | 'options' | 'originGroup'>,
  pops: readonly PopAbilities[],
): Promise<readonly NotApplied[]> {
  const group = await store.originGroup(client, originGroup)
  return [...findNotApplied(options, null, pops), ...(group ? findNotAppliedOfGroup(group, null, pops) : [])]
}

async function findOfRule(
  { store }: World,
  client: ClientId,
  { id, originGroup, options }: Rule,
  pops: readonly PopAbilities[],
): Promise<readonly NotApplied[]> {
  const group = originGroup === null ? null : await store.originGroup(client, originGroup)
  return [...(group ? findNotAppliedOfGroup(group, id, pops) : []), ...findNotApplied(options, id, pops)]
}

/** The names of what edges, or some of them, do not apply of a resource itself. */
export async function namesNotApplied(
  world: World,
  resource: Pick<Resource, 'client' | 'options' | 'originGroup'>,
): Promise<readonly string[]> {
  return namesOf(await findOfResource(world, resource, await readAbilities(world)))
}

/** The same of a rule of a client's. */
export async function namesNotAppliedOf(
  world: World,
  client: ClientId,
  rule: Rule,
): Promise<readonly string[]> {
  return namesOf(await findOfRule(world, client, rule, await readAbilities(world)))
}

/** The same of an origin group, by itself. */
export async function namesNotAppliedOfGroup(world: World, group: OriginGroup): Promise<readonly string[]> {
  return namesOf(findNotAppliedOfGroup(group, null, await readAbilities(world)))
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
