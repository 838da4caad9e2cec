// What went wrong on our side of a look: never blamed on the customer (P13), and never a reason to wait for ever (P7).

import { finding, type Expected, type Finding, type NameFacts, type ProbeFact } from '@wellknown/lifecycle'
import type { Saved } from '../store/records.ts'
import type { World } from '../world.ts'

export type OwnTrouble =
  /** Our resolvers are silent, whatever they are asked. */
  | { readonly is: 'resolvers'; readonly detail: string }
  /** An edge of ours does not answer as it should: it is waited for. */
  | { readonly is: 'edge'; readonly detail: string }
  /** An edge that works cannot be reached from here, and has been waited for long enough: the CA may see it. */
  | { readonly is: 'unsure'; readonly findings: readonly Finding[] }

/** Null: all that is ours is well. */
export async function findOwnTrouble(
  world: World,
  { state }: Saved,
  facts: readonly NameFacts[],
  { edges, target }: Pick<Expected, 'edges' | 'target'>,
): Promise<OwnTrouble | null> {
  if (facts.some(({ dns }) => dns.is === 'failure' && dns.rcode === null)) {
    const own = await world.prober.query(target, 'A')
    if (own.is === 'failure' && own.rcode === null)
      return { is: 'resolvers', detail: `Our DNS resolvers fail: ${own.detail}.` }
  }
  const failing = facts.flatMap(({ name, probes }) =>
    probes
      .filter(({ address, is }) => edges.includes(address) && is !== 'ours' && is !== 'no-route')
      .map((probe) => ({ name, probe })),
  )
  const [first] = failing
  if (!first) return null
  const since = 'run' in state && state.run ? state.run.started : world.now()
  // It gave its receipt: what answers for it in public may be out of our sight only, as behind a NAT.
  if (failing.every(({ probe }) => isOutOfSight(probe)) && world.now() - since >= world.policy.popBound) {
    return {
      is: 'unsure',
      findings: failing.map(({ name, probe: { address } }) =>
        finding('unsure', 'edge-not-seen', name, `Our edge at ${address} could not be asked.`),
      ),
    }
  }
  return { is: 'edge', detail: `Our edge at ${first.probe.address} does not answer.` }
}

const isOutOfSight = ({ is }: ProbeFact): boolean => is === 'unreachable' || is === 'reserved'
