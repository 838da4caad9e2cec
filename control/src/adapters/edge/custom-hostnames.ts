// A PoP whose TLS is not terminated by our own code: its certificates go to custom hostnames, everything else to the PoP.

import { createHash, webcrypto } from 'node:crypto'
import { WIRE, type Push } from '@wellknown/wire'
import { generateSealKey, unseal } from '@wellknown/wire/seal'
import type { CustomHostnames, Placed } from '../custom-hostnames/port.ts'
import type { Edge, Pushed } from './port.ts'

type Certificate = Extract<Push, { kind: 'certificate' }>
const CURVE = { name: 'ECDH', namedCurve: 'P-256' } as const

/** The same port, in which the PoP named `pop` is given its certificates through `hostnames`. Keys are sealed for it as for
 *  any PoP, to a key that lives in this process alone. What it serves is its own word first, then what a visitor sees. */
export async function createEdgeWithCustomHostnames(
  edge: Edge,
  { pop: name, hostnames, now }: { pop: string; hostnames: CustomHostnames; now: () => number },
): Promise<Edge> {
  const { privateJwk, publicJwk } = await generateSealKey()
  // The cast: the key was made the line before.
  const jwk = JSON.parse(privateJwk) as webcrypto.JsonWebKey
  const privateKey = await webcrypto.subtle.importKey('jwk', jwk, CURVE, false, ['deriveBits'])

  async function give({ host, document }: Certificate): Promise<Placed> {
    if (document === null) return hostnames.remove(host)
    let key
    try {
      key = await unseal(document.sealedKey, host, privateKey)
    } catch {
      // Sealed before a restart; the next look at the PoP brings the new key.
      return { is: 'unavailable', detail: 'the key was sealed to an earlier process', retryAt: null }
    }
    return hostnames.place(host, { chain: document.chain, key })
  }

  return {
    ...edge,
    async self(pop) {
      const told = await edge.self(pop)
      return pop.name !== name || 'is' in told ? told : { ...told, sealKey: publicJwk }
    },
    async push(pop, push) {
      if (pop.name !== name || push.kind !== 'certificate') return edge.push(pop, push)
      return pushed(await give(push), name, push, now())
    },
    async observe(pop, address, host) {
      if (pop.name !== name) return edge.observe(pop, address, host)
      const shown = await hostnames.show(host)
      switch (shown.is) {
        case 'served':
          return edge.observe(pop, address, host)
        case 'none':
          return shown
        case 'unavailable':
          return { is: 'unreachable', detail: shown.detail }
      }
    },
  }
}

function pushed(placed: Placed, pop: string, push: Certificate, now: number): Pushed {
  switch (placed.is) {
    case 'placed': {
      const { host, kind, epoch, rev } = push
      const sha256 = createHash('sha256').update(JSON.stringify(push)).digest('hex')
      return { is: 'held', receipt: { pop, host, kind, epoch, rev, sha256, now, wire: WIRE } }
    }
    case 'refused':
      return { is: 'refused', refusal: { error: 'malformed', detail: placed.detail } }
    case 'unavailable':
      return { is: 'unreachable', detail: placed.detail }
  }
}
