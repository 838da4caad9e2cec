// PoPs in memory, for tests with time turned by hand: the same rules of revisions as the real ones.

import { createHash } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import {
  edgeOptions,
  HITS,
  WIRE,
  type Hit,
  type Push,
  type Receipt,
  type Refusal,
  type TokensDocument,
} from '@wellknown/wire'
import type { Edge } from './port.ts'

type Shelf = Map<string, Push>

export type MemoryEdge = Edge & {
  /** The key authorization a PoP answers for this token, as a validator would get it; null: it does not answer. */
  answer(pop: string, host: string, token: string): string | null
  /** The same for somebody of a network: the PoP keeps a hit of it. */
  visit(pop: string, host: string, token: string, network: string): string | null
  /** Does it have this token on its shelf, reachable or not? */
  holds(pop: string, host: string, token: string): boolean
  /** How many tokens live on a PoP at all. */
  tokens(pop: string): number
  /** What a PoP holds for a host. */
  held(pop: string, host: string, kind: Push['kind']): Push['document']
  /** The `max-age` that a host's site sends from now on, in seconds; null: it sends none. */
  sendHsts(host: string, maxAge: number | null): void
  /** Sets a PoP's clock forth from ours by so many milliseconds. */
  setClock(pop: string, by: number): void
  /** Switches a PoP off and on; it keeps its shelf. */
  setReachable(pop: string, reachable: boolean): void
}

/** PoPs that answer for this thumbprint only. `terminates` names those that serve TLS, as Node does; the others are as workers. */
export function createMemoryEdge(options: {
  readonly thumbprint: string
  readonly terminates: readonly string[]
  /** The key ids they accept. */
  readonly adminKeys?: readonly string[]
  /** Those that can tell a visitor's country; all, unless said otherwise. */
  readonly countries?: readonly string[]
  readonly now: () => number
}): MemoryEdge {
  const shelves = new Map<string, Shelf>()
  const away = new Set<string>()
  const apart = new Map<string, number>()
  const ages = new Map<string, number>()
  const rings = new Map<string, readonly Hit[]>()
  const { now, thumbprint } = options
  const shelfOf = (pop: string): Shelf => {
    const shelf = shelves.get(pop) ?? new Map<string, Push>()
    shelves.set(pop, shelf)
    return shelf
  }
  const keyOf = (host: string, kind: string): string => `${host} ${kind}`
  const liveTokens = (push: Push | undefined): TokensDocument['entries'] =>
    push?.kind === 'tokens' ? (push.document?.entries ?? []).filter(({ expires }) => expires > now()) : []
  const receiptFor = (pop: string, { host, kind, epoch, rev }: Push): Receipt => ({
    pop,
    host,
    kind,
    epoch,
    rev,
    sha256: '0'.repeat(64),
    now: now(),
    wire: WIRE,
  })
  const faultOf = (pop: string, push: Push): Refusal['error'] | null => {
    if (push.kind === 'certificate' && push.document && !options.terminates.includes(pop))
      return 'not-terminating'
    const entries = push.kind === 'tokens' ? (push.document?.entries ?? []) : []
    return entries.some((each) => each.thumbprint !== thumbprint) ? 'unpinned-thumbprint' : null
  }
  function answer(pop: string, host: string, token: string): string | null {
    if (away.has(pop)) return null
    const entry = liveTokens(shelfOf(pop).get(keyOf(host, 'tokens'))).find((each) => each.token === token)
    return entry ? `${token}.${entry.thumbprint}` : null
  }
  const silent = { is: 'unreachable', detail: 'switched off' } as const
  return {
    async push(pop, push) {
      if (away.has(pop.name)) return silent
      const fault = faultOf(pop.name, push)
      if (fault !== null) return { is: 'refused', refusal: { error: fault, detail: '' } }
      const shelf = shelfOf(pop.name)
      const held = shelf.get(keyOf(push.host, push.kind))
      if (held && isDeepStrictEqual(held, push)) return { is: 'held', receipt: receiptFor(pop.name, push) }
      if (held && (held.epoch > push.epoch || (held.epoch === push.epoch && held.rev >= push.rev))) {
        const { epoch, rev } = held
        return { is: 'refused', refusal: { error: 'stale-revision', detail: '', held: { epoch, rev } } }
      }
      shelf.set(keyOf(push.host, push.kind), push)
      if (push.kind === 'config' && push.document === null) rings.delete(`${pop.name} ${push.host}`)
      return { is: 'held', receipt: receiptFor(pop.name, push) }
    },
    async self(pop) {
      if (away.has(pop.name)) return silent
      const sealKey = options.terminates.includes(pop.name) ? SEAL_KEY : null
      const identity = { pop: pop.name, wire: WIRE, now: now() + (apart.get(pop.name) ?? 0) }
      const originCapability = sealKey ? 'any-host' : 'own-host'
      const countries = options.countries?.includes(pop.name) ?? true
      const able = { originCapability, countries, options: Object.keys(edgeOptions.shape) } as const
      const adminKeys = [...(options.adminKeys ?? [])]
      return { ...identity, adminKeys, thumbprints: [thumbprint], sealKey, ...able }
    },
    async readBack(pop, _, host, token) {
      if (away.has(pop.name)) return silent
      const text = answer(pop.name, host, token)
      return { is: 'answered', status: text === null ? 404 : 200, text: text ?? '' }
    },
    async hits(pop, host) {
      const kept = (rings.get(`${pop.name} ${host}`) ?? []).filter(({ at }) => at > now() - HITS.kept)
      return away.has(pop.name) ? silent : { is: 'told', hits: kept }
    },
    async observe(pop, _, host) {
      if (away.has(pop.name)) return silent
      const push = shelfOf(pop.name).get(keyOf(host, 'certificate'))
      if (push?.kind !== 'certificate' || !push.document) return { is: 'none', detail: 'no certificate' }
      return { is: 'served', serial: push.document.serial, names: [host] }
    },
    async lookForHsts(pop, _, host) {
      const push = shelfOf(pop.name).get(keyOf(host, 'certificate'))
      if (away.has(pop.name) || push?.kind !== 'certificate' || !push.document) return silent
      const maxAge = ages.get(host)
      return maxAge === undefined ? { is: 'not-sent' } : { is: 'sent', maxAge }
    },
    sendHsts: (host, maxAge) => void (maxAge === null ? ages.delete(host) : ages.set(host, maxAge)),
    answer,
    visit(pop, host, token, network) {
      const body = answer(pop, host, token)
      const tokenHash = createHash('sha256').update(token).digest('hex')
      const hit = { tokenHash, at: now(), network, agent: 'a validation server', milliseconds: 1 }
      const ring = rings.get(`${pop} ${host}`) ?? []
      const result = body === null ? 'unknown' : 'answered'
      if (!away.has(pop))
        rings.set(`${pop} ${host}`, [...ring, { ...hit, result } as const].slice(-HITS.answered))
      return body
    },
    holds: (pop, host, token) =>
      liveTokens(shelfOf(pop).get(keyOf(host, 'tokens'))).some((each) => each.token === token),
    tokens: (pop) => [...shelfOf(pop).values()].reduce((sum, push) => sum + liveTokens(push).length, 0),
    held: (pop, host, kind) => shelfOf(pop).get(keyOf(host, kind))?.document ?? null,
    setClock: (pop, by) => void apart.set(pop, by),
    setReachable: (pop, reachable) => void (reachable ? away.delete(pop) : away.add(pop)),
  }
}

/** A P-256 public key; what is sealed to it is opened by nobody. */
const SEAL_KEY = {
  kty: 'EC',
  crv: 'P-256',
  x: 'MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4',
  y: '4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM',
} as const
