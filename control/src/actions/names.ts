// The names of a resource, as a customer gives them.

import { findSlip, hostOf, isUnder, parseHostname } from '@wellknown/hostname'
import type { Saved } from '../store/records.ts'
import { namesOf } from '../store/resources.ts'
import type { World } from '../world.ts'
import { refuseField } from './refusal.ts'

export const WILDCARD_REFUSED =
  "We cannot issue a Let's Encrypt certificate for a resource with a wildcard cname."
/** P2: with the cname, eleven names. */
const MOST_SECONDARY = 10

/** Normalises a name, or refuses it under `field`. P1: names under our own zone are ours, not a customer's. */
export function readName(world: Pick<World, 'policy'>, field: string, input: string): string {
  const parsed = parseHostname(input)
  if (!parsed.ok) throw refuseField(field, parsed.code === 'wildcard' ? WILDCARD_REFUSED : parsed.reason)
  const zone = world.policy.cnameTarget.replace(/^.*\{client\}[^.]*\./, '')
  if (isUnder(parsed.name, zone)) {
    throw refuseField(
      field,
      `${parsed.name} lies under ${zone}, which is ours. Use a domain name of your own.`,
    )
  }
  return parsed.name
}

/** The same for the secondary hostnames of `cname`; doubles are dropped. */
export function readSecondaryNames(
  world: Pick<World, 'policy'>,
  cname: string,
  inputs: readonly string[],
): readonly string[] {
  const names = [...new Set(inputs.map((input) => readName(world, 'secondaryHostnames', input)))]
  const others = names.filter((name) => name !== cname)
  if (others.length > MOST_SECONDARY) {
    throw refuseField('secondaryHostnames', `A resource has at most ${MOST_SECONDARY} secondary hostnames.`)
  }
  return others
}

/** What a CA may refuse of a resource's names, in sentences. */
export const slipsOf = ({ resource }: Pick<Saved, 'resource'>): readonly string[] =>
  namesOf(resource).flatMap((name) => {
    const host = hostOf(name)
    return (host && findSlip(host)) ?? []
  })
