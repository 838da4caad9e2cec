// Where a name leads now, by DNS alone: nobody is asked for a token, so that it costs little and may be done before there is a
// resource.

import type { Lookup } from '../adapters/prober/port.ts'
import type { World } from '../world.ts'
import { edgesOf } from './expected.ts'

export type Lead = {
  /** `here`: as an alias of the client's target, or by nothing but addresses of ours. `nowhere`: there is no such name, or it has
   *  no address. `unknown`: its servers do not answer. */
  readonly leads: 'here' | 'elsewhere' | 'nowhere' | 'unknown'
  /** What was seen, in words. */
  readonly evidence: string
}

/** Looks where `name` leads; `target`: what it is to be an alias of. Never rejects for what DNS does. */
export async function findLead(world: World, name: string, target: string): Promise<Lead> {
  const seen = await Promise.all([world.prober.query(name, 'A'), world.prober.query(name, 'AAAA')])
  const failed = seen.find((each) => each.is === 'failure')
  if (failed?.is === 'failure') return { leads: 'unknown', evidence: failed.detail }
  const cnames = seen.map(aliasesOf).find((each) => each.length > 0) ?? []
  const addresses = seen.flatMap((each) => (each.is === 'found' ? each.records : []))
  const alias = cnames.length > 0 ? `an alias of ${cnames.join(', then ')}` : null
  const evidence = [alias, addresses.length > 0 ? addresses.join(', ') : null]
    .filter((each) => each !== null)
    .join('; ')
  if (cnames.includes(target)) return { leads: 'here', evidence }
  if (addresses.length === 0) return { leads: 'nowhere', evidence }
  const edges = await edgesOf(world, target)
  return { leads: addresses.every((address) => edges.includes(address)) ? 'here' : 'elsewhere', evidence }
}

const aliasesOf = (found: Lookup<'A' | 'AAAA'>): readonly string[] =>
  found.is === 'failure' ? [] : found.cnames
