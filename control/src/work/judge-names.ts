// Pre-validation: may the CA be asked for these names? A probe token of our own goes the same way as a real one.

import { randomBytes } from 'node:crypto'
import { judgeName, type Instant, type NameFacts, type Problem } from '@wellknown/lifecycle'
import type { Attempt, Saved } from '../store/records.ts'
import { namesOf } from '../store/resources.ts'
import type { World } from '../world.ts'
import { PLAIN } from './attempt/wish.ts'
import { lookAt } from './look.ts'
import { deliver } from './push.ts'
import { LONGEST_PROBE, PROBE, publishTokens } from './tokens.ts'

export type Verdict =
  | { readonly is: 'passed' }
  | { readonly is: 'blocked'; readonly problems: readonly Problem[] }
  /** Our own trouble, never blamed on the customer (P13). */
  | { readonly is: 'held'; readonly problem: Problem; readonly until: Instant | null }

const SECOND = 1000
/** RFC 8555 asks for 128 bits; ours look like Let's Encrypt's, 32 bytes. */
const TOKEN_BYTES = 32

/** Looks at all names of `saved` (or at `names`) through every address, and judges what was seen. */
export async function judgeNames(
  world: World,
  saved: Saved,
  names = namesOf(saved.resource),
): Promise<Verdict> {
  const { id } = saved.resource
  const inService = (await world.store.pops()).some(({ membership }) => membership === 'in')
  if (!inService) return held(world, 'our-trouble', 'No edge is in service.')

  const probe: Attempt = probeFor(world, id, names)
  // Queued first: whatever happens to us now, the probe is ended and its token withdrawn.
  const at = probe.started + LONGEST_PROBE
  await world.store.queue(id, { do: 'withdraw', at }, at)
  await world.store.saveAttempt(probe)
  try {
    await publishTokens(world, id, names)
    const missing = await deliver(world, names, ['tokens'])
    const [first] = missing
    if (first)
      return held(world, 'edge-not-propagated', `The edge ${first.pop} has not confirmed: ${first.detail}.`)
    const token = probe.challenges[0]?.token ?? ''
    const facts = await Promise.all(names.map((name) => lookAt(world, name, token)))
    await note(world, saved, facts)
    const ours = await addressesOfPops(world)
    const foreign = facts.map((each) => ({
      ...each,
      probes: each.probes.filter(({ address }) => !ours.has(address)),
    }))
    const problems = facts.flatMap((each, index) => {
      // An address of ours that fails is our trouble; without it the name is judged by its other addresses.
      const others = foreign[index]
      return each.probes.length > 0 && others?.probes.length === 0 ? [] : judgeName(others ?? each)
    })
    if (problems.length > 0) return { is: 'blocked', problems }
    const failing = facts
      .flatMap(({ probes }) => probes)
      .find(({ address, is }) => ours.has(address) && is !== 'ours')
    if (failing) return held(world, 'edge-unreachable', `Our edge at ${failing.address} does not answer.`)
    return { is: 'passed' }
  } finally {
    await world.store.saveAttempt({ ...probe, ended: world.now() })
  }
}

/** The addresses our own PoPs answer HTTP on. */
async function addressesOfPops(world: World): Promise<ReadonlySet<string>> {
  const pops = await world.store.pops()
  return new Set(
    pops.flatMap(({ http }) => http.map((at) => at.slice(0, at.lastIndexOf(':')).replace(/^\[|\]$/g, ''))),
  )
}

/** A probe is kept as an attempt without an order: its token is published and withdrawn like any other. */
function probeFor(world: World, resource: number, names: readonly string[]): Attempt {
  const token = randomBytes(TOKEN_BYTES).toString('base64url')
  return {
    id: world.id(),
    resource,
    run: PROBE,
    names,
    wish: PLAIN,
    step: 'confirm',
    orderUrl: null,
    finalizeUrl: null,
    certificateUrl: null,
    sealedKey: null,
    challenges: names.map((name) => ({ name, authorization: '', url: '', token })),
    started: world.now(),
    ended: null,
  }
}

function held(world: World, code: Problem['code'], detail: string): Verdict {
  const until = world.now() + Math.min(15 * SECOND, world.policy.retryAfter)
  return { is: 'held', problem: { code, detail, name: null, retryAt: until }, until }
}

/** The facts go into the timeline; the token does not. */
async function note(world: World, { resource, state }: Saved, names: readonly NameFacts[]): Promise<void> {
  await world.store.note({
    resource: resource.id,
    at: world.now(),
    event: 'looked',
    from: state.is,
    to: state.is,
    detail: { names },
  })
}
