// The look at a PoP before it is counted: a token through each of its public listeners, and the certificates it shows.

import { randomBytes } from 'node:crypto'
import { WIRE, type TokensDocument } from '@wellknown/wire'
import type { Pop, Wanted } from '../store/records.ts'
import type { World } from '../world.ts'
import { wantedCertificate } from './documents.ts'
import { followEpoch } from './follow-epoch.ts'
import { MINUTE } from './tokens.ts'

const TOKEN_BYTES = 32
/** Certificates that are looked for on one PoP at a time. */
export const MOST_OBSERVED = 500
const SIDE_BY_SIDE = 8
/** Nobody else's (RFC 2606 §2). */
const hostFor = (pop: string): string => `${pop}.readback.invalid`

/** Null: it answers as it should. Else what is wrong, in words. Addresses out of our sight are waited for as long as a
 *  silent PoP, and then let pass: validators may see them. */
export async function readBack(world: World, pop: Pop, changed: readonly Wanted[]): Promise<string | null> {
  const patient = world.now() - pop.since < world.policy.popBound
  const seen = await lookAtListeners(world, pop)
  const blind = seen.is === 'unseen' ? seen : null
  if (seen.is === 'fault') return seen.detail
  const shown = await lookAtCertificates(world, pop, changed)
  if (shown.is === 'fault') return shown.detail
  const unseen = shown.is === 'unseen' ? shown : blind
  if (!unseen) return null
  if (patient) return unseen.detail
  world.log({ event: 'pop-out-of-sight', level: 'warning', pop: pop.name, detail: unseen.detail })
  return null
}

type Seen = { readonly is: 'well' } | { readonly is: 'unseen' | 'fault'; readonly detail: string }
const WELL: Seen = { is: 'well' }

/** A token of our own, put on this PoP alone and taken off again. */
async function lookAtListeners(world: World, pop: Pop): Promise<Seen> {
  const host = hostFor(pop.name)
  const token = randomBytes(TOKEN_BYTES).toString('base64url')
  const { thumbprint } = world.ca
  const fault = await put(world, pop, { entries: [{ token, thumbprint, expires: world.now() + 3 * MINUTE }] })
  if (fault !== null) return { is: 'fault', detail: fault }
  let found = WELL
  for (const address of pop.http) {
    const got = await world.edge.readBack(pop, address, host, token)
    if (got.is === 'answered' && (got.status !== 200 || got.text !== `${token}.${thumbprint}`)) {
      found = { is: 'fault', detail: `${address} does not answer with what it holds` }
    } else if (got.is === 'unreachable' && found.is === 'well') {
      found = { is: 'unseen', detail: `${address} is not seen from here: ${got.detail}` }
    }
  }
  await put(world, pop, null)
  return found
}

/** Null: it holds it now. */
async function put(world: World, pop: Pop, document: TokensDocument | null): Promise<string | null> {
  const stamp = await world.store.stamp(world.now())
  const host = hostFor(pop.name)
  const pushed = await world.edge.push(pop, { wire: WIRE, kind: 'tokens', host, ...stamp, document })
  if (pushed.is === 'held') return null
  if (pushed.is === 'unreachable') return pushed.detail
  const { error, held } = pushed.refusal
  if (error === 'stale-revision' && held) {
    return (await followEpoch(world, pop, held.epoch)) ?? 'it held a document of a later epoch'
  }
  return `it refuses a token: ${error}`
}

/** One certificate that is not shown is an alarm; a PoP that shows none of them terminates no TLS as it is. */
async function lookAtCertificates(world: World, pop: Pop, changed: readonly Wanted[]): Promise<Seen> {
  const addresses = pop.tls ?? []
  if (addresses.length === 0) return WELL
  const unseen: string[] = []
  let [right, wrong] = [0, 0]
  for (let index = 0; index < changed.length; index += SIDE_BY_SIDE) {
    await Promise.all(
      changed.slice(index, index + SIDE_BY_SIDE).map(async ({ host, body }) => {
        const { certificate } = wantedCertificate.parse(JSON.parse(body ?? ''))
        const serial = (await world.store.certificate(certificate))?.serial
        for (const address of addresses) {
          const seen = await world.edge.observe(pop, address, host)
          const shown = seen.is === 'served' ? seen.serial : null
          await world.store.saveObservation({
            pop: pop.name,
            host,
            serial: shown,
            seen: seen.is,
            at: world.now(),
          })
          if (shown !== null && shown === serial) right++
          else if (seen.is === 'unreachable') unseen.push(`${address} is not seen from here: ${seen.detail}`)
          else {
            wrong++
            world.log({ event: 'certificate-not-shown', level: 'alarm', pop: pop.name, host, address })
          }
        }
      }),
    )
  }
  if (right === 0 && wrong > 0) return { is: 'fault', detail: 'it shows none of its certificates' }
  const [detail] = unseen
  return detail === undefined ? WELL : { is: 'unseen', detail }
}
