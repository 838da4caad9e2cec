import type { Clash } from '../store/port.ts'
import type { Options, Protocol, Rule } from '../store/records.ts'
import type { World } from '../world.ts'
import { demandTable } from './check-rule.ts'
import { findGroup } from './create-resource.ts'
import { findResource } from './change-resource.ts'
import { demandCountries } from './not-applied.ts'
import { checkOptions, checkShare } from './options.ts'
import { notFound, refuseField, refuseObject, type Refusal } from './refusal.ts'

export type RuleWish = {
  readonly name?: string | undefined
  readonly rule?: string | undefined
  readonly ruleType?: 0 | 1 | undefined
  readonly weight?: number | undefined
  readonly active?: boolean | undefined
  readonly originGroup?: number | null | undefined
  readonly overrideOriginProtocol?: Protocol | null | undefined
  readonly options?: Options | null | undefined
}

/** What the edge's documents take; inactive rules count. */
export const MOST_RULES = 100

/** Adds a rule to the client's resource. `weight` follows the last one where none is given. */
export async function createRule(
  world: World,
  client: number,
  resource: number,
  wish: RuleWish & { readonly name: string; readonly rule: string },
): Promise<Rule> {
  const { resource: of } = await findResource(world, client, resource)
  const rules = await world.store.rules(resource)
  if (rules.length >= MOST_RULES) throw refuseObject(`A resource has at most ${MOST_RULES} rules.`)
  const ruleType = wish.ruleType ?? 0
  demandTable(wish.rule, ruleType)
  const options = wish.options ?? {}
  checkOptions(options)
  await demandCountries(world, options)
  const made = await world.store.createRule(
    {
      resource,
      name: wish.name,
      rule: wish.rule,
      ruleType,
      weight: wish.weight ?? (rules.at(-1)?.weight ?? 0) + 1,
      active: wish.active ?? true,
      originGroup: await groupId(world, client, wish.originGroup ?? null),
      overrideOriginProtocol: wish.overrideOriginProtocol ?? null,
      options,
    },
    world.now(),
    (all) => checkShare(of.options, all, 'rule'),
  )
  return unlessTaken(made)
}

/** Changes a rule; PATCH merges the options key by key, PUT (`whole`) replaces them. */
export async function changeRule(
  world: World,
  client: number,
  resource: number,
  id: number,
  wish: RuleWish,
  { whole }: { readonly whole: boolean },
): Promise<Rule> {
  const { resource: of } = await findResource(world, client, resource)
  const before = await findRule(world, client, resource, id)
  const renewed = wish.rule !== undefined || wish.ruleType !== undefined
  if (renewed) demandTable(wish.rule ?? before.rule, wish.ruleType ?? before.ruleType)
  const options = wish.options && (whole ? wish.options : { ...before.options, ...wish.options })
  if (options) checkOptions(options)
  await demandCountries(world, wish.options)
  const changed = await world.store.updateRule(
    resource,
    id,
    {
      ...(wish.name !== undefined && { name: wish.name }),
      ...(wish.rule !== undefined && { rule: wish.rule }),
      ...(wish.ruleType !== undefined && { ruleType: wish.ruleType }),
      ...(wish.weight !== undefined && { weight: wish.weight }),
      ...(wish.active !== undefined && { active: wish.active }),
      ...(wish.originGroup !== undefined && { originGroup: await groupId(world, client, wish.originGroup) }),
      ...(wish.overrideOriginProtocol !== undefined && {
        overrideOriginProtocol: wish.overrideOriginProtocol,
      }),
      ...(options && { options }),
    },
    world.now(),
    // What makes nothing larger is never refused.
    renewed || options || wish.active === true ? (all) => checkShare(of.options, all, 'rule') : undefined,
  )
  if (changed === null) throw notFound()
  return unlessTaken(changed)
}

/** Deletes a rule that is not active. */
export async function deleteRule(world: World, client: number, resource: number, id: number): Promise<void> {
  const { active } = await findRule(world, client, resource, id)
  if (active) throw refuseObject('An active rule cannot be deleted. Set "active" to false first.')
  await world.store.deleteRule(resource, id, world.now())
}

export async function findRule(world: World, client: number, resource: number, id: number): Promise<Rule> {
  await findResource(world, client, resource)
  const rule = (await world.store.rules(resource)).find((each) => each.id === id)
  if (!rule) throw notFound()
  return rule
}

async function groupId(world: World, client: number, id: number | null): Promise<number | null> {
  return id === null ? null : (await findGroup(world, client, id)).id
}

function unlessTaken(saved: Rule | Clash): Rule {
  if ('clash' in saved) throw taken(saved)
  return saved
}

const taken = ({ clash }: Clash): Refusal =>
  clash === 'rule'
    ? refuseField('rule', 'The field rule_string must be unique.')
    : refuseField('name', 'This field should be unique.')
