// Pre-validation: may the CA be asked for these names? A probe token of our own goes the same way as a real one.

import { randomBytes } from 'node:crypto'
import {
  isFault,
  judgeName,
  judgeOrigin,
  type Finding,
  type Instant,
  type Problem,
} from '@wellknown/lifecycle'
import { isInService, type Attempt, type HistoryEntry, type Saved } from '../store/records.ts'
import { namesOf } from '../store/resources.ts'
import type { World } from '../world.ts'
import { PLAIN } from './attempt/wish.ts'
import { gather, type Gathered } from './gather.ts'
import { keepReadbacks } from './keep-readbacks.ts'
import { findOwnTrouble } from './own-trouble.ts'
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

/** Looks at all names of `saved` (or at `names`) through every address, and judges what was seen. All of it is kept in the
 *  timeline, what speaks against nobody too. */
export async function judgeNames(
  world: World,
  saved: Saved,
  names = namesOf(saved.resource),
): Promise<Verdict> {
  const { id } = saved.resource
  const inService = (await world.store.pops()).some(isInService)
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
    return await judge(world, saved, await gather(world, saved, names, token))
  } finally {
    await world.store.saveAttempt({ ...probe, ended: world.now() })
  }
}

async function judge(world: World, saved: Saved, gathered: Gathered): Promise<Verdict> {
  const { facts, sources, expected } = gathered
  await keepReadbacks(world, facts)
  const trouble = await findOwnTrouble(world, saved, facts, expected)
  const unseen = trouble?.is === 'unsure' ? trouble.findings : []
  const findings = [
    ...facts.flatMap((each) => judgeName(each, expected)),
    ...judgeOrigin(sources, expected),
    ...unseen,
  ]
  await note(world, saved, { names: facts, origin: sources, findings })
  if (trouble?.is === 'resolvers') return held(world, 'our-trouble', trouble.detail)
  const faults = findings.filter(isFault)
  if (faults.length > 0) return { is: 'blocked', problems: faults.map(problemOf) }
  return trouble?.is === 'edge' ? held(world, 'edge-unreachable', trouble.detail) : { is: 'passed' }
}

export const problemOf = ({ code, detail, name, retryAt, record }: Finding): Problem => ({
  code,
  detail,
  name,
  retryAt,
  ...(record && { record }),
})

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
    method: 'http-01',
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

/** What was seen goes into the timeline; the token does not. */
async function note(world: World, { resource, state }: Saved, detail: HistoryEntry['detail']): Promise<void> {
  await world.store.note({
    resource: resource.id,
    at: world.now(),
    event: 'looked',
    from: state.is,
    to: state.is,
    detail,
  })
}
