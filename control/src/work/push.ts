// Puts wanted documents on PoPs and keeps their receipts. A PoP that has given a receipt for the newest revision is not
// asked again.

import {
  config,
  signConfig,
  tokensDocument,
  WIRE,
  type Config,
  type Push,
  type Refusal,
} from '@wellknown/wire'
import { seal } from '@wellknown/wire/seal'
import type { z } from 'zod'
import type { Pushed } from '../adapters/edge/port.ts'
import { isInService, isVoid, sealKeyId, type Held, type Pop, type Wanted } from '../store/records.ts'
import type { World } from '../world.ts'
import { wantedCertificate } from './documents.ts'
import { followEpoch } from './follow-epoch.ts'
import { movePop } from './move-pop.ts'
import { noteGoneKey } from './note-gone-key.ts'
import { noteLacking, noteTaken } from './note-lacking.ts'
import { noteSkew } from './note-skew.ts'

/** What a PoP does not hold, and why. `refused`: it said no, and pushing the same again will not help. */
export type Missing = {
  readonly pop: string
  readonly host: string
  readonly kind: Wanted['kind']
  readonly refused: boolean
  readonly detail: string
  /** There is nothing to push, and an alarm stands: the key of the certificate is gone, or what we keep cannot be read. What the PoP
   *  serves it keeps. */
  readonly ours?: true
}

/** Pushes what is wanted for `hosts` (of `kinds`) to every PoP in service that is not known to hold it, and gives what is
 *  missing. A drained PoP is kept up to date as well, but not waited for; what it misses it is given by `catchUp`, as
 *  every PoP that is behind. What a PoP in service refuses is missing as well: for that host it is waited for. */
export async function deliver(
  world: World,
  hosts: readonly string[],
  kinds: readonly Wanted['kind'][] = ['tokens', 'config', 'certificate'],
): Promise<readonly Missing[]> {
  const pops = (await world.store.pops()).filter(({ membership }) => membership === 'in')
  const missing = await Promise.all(
    hosts.map(async (host) => {
      const receipts = await world.store.receipts(host)
      const documents = await Promise.all(kinds.map((kind) => world.store.wanted(host, kind)))
      const wanted = documents.filter((document) => document !== null)
      return Promise.all(pops.map((pop) => deliverTo(world, pop, wanted, receipts)))
    }),
  )
  const behind = Map.groupBy(
    missing.flat(2).filter(({ refused }) => !refused),
    ({ pop }) => pop,
  )
  const drained = pops.filter((pop) => !isInService(pop) && behind.has(pop.name))
  await Promise.all(
    drained.map((pop) => movePop(world, pop, 'catching-up', behind.get(pop.name)?.[0]?.detail ?? null)),
  )
  const counted = new Set(pops.filter(isInService).map(({ name }) => name))
  return missing.flat(2).filter(({ pop }) => counted.has(pop))
}

/** Pushes these documents to one PoP, one after the other, unless `receipts` say it holds them. */
export async function deliverTo(
  world: World,
  pop: Pop,
  documents: readonly Wanted[],
  receipts: readonly Held[],
): Promise<readonly Missing[]> {
  const missing: Missing[] = []
  const own = receipts.filter((held) => held.pop === pop.name && !isVoid(held, pop))
  const holds = new Set(own.map(nameOf))
  for (const document of documents.toSorted((one, other) => turnOf(one) - turnOf(other))) {
    const wanted = await signedNow(world, document)
    const { host, kind } = wanted
    if (holds.has(nameOf(wanted)) || !isNeeded(pop, wanted)) continue
    const fault = await pushOne(world, pop, wanted)
    if (fault) missing.push({ pop: pop.name, host, kind, ...fault })
  }
  return missing
}

/** Where no TLS is terminated no certificate is wanted. */
export const isNeeded = (pop: Pop, { kind }: Wanted): boolean => kind !== 'certificate' || pop.tls !== null

/** Nobody is led to HTTPS before the certificate is there, nor once it is gone. */
const turnOf = ({ kind, body }: Wanted): number => {
  if (kind === 'tokens') return 0
  if (kind === 'config') return 2
  return body === null ? 3 : 1
}

/** A revision is signed by one key for ever: a PoP that holds it would refuse another signature, and keep the old one. */
async function signedNow({ store, signingKey, now }: World, wanted: Wanted): Promise<Wanted> {
  const { host, kind, body, keyid } = wanted
  if (kind !== 'config' || body === null || keyid === signingKey.keyid) return wanted
  return (await store.signHostAnew(signingKey.keyid, host, now())) ?? wanted
}

const nameOf = ({ host, kind, epoch, rev }: Pick<Held, 'host' | 'kind' | 'epoch' | 'rev'>): string =>
  `${host} ${kind} ${epoch} ${rev}`

const isAt = (held: Pick<Held, 'epoch' | 'rev'>, { epoch, rev }: Wanted): boolean =>
  held.epoch === epoch && held.rev === rev

const isAfter = (one: Pick<Held, 'epoch' | 'rev'>, other: Pick<Held, 'epoch' | 'rev'>): boolean =>
  one.epoch > other.epoch || (one.epoch === other.epoch && one.rev > other.rev)

type Fault = Pick<Missing, 'refused' | 'detail' | 'ours'>

/** Null: the PoP holds it now. */
async function pushOne(world: World, pop: Pop, wanted: Wanted): Promise<Fault | null> {
  const push = await toPush(world, pop, wanted)
  if (push === 'keyless') {
    const saved = wanted.resource === null ? null : await world.store.load(wanted.resource)
    if (saved) await noteGoneKey(world, saved)
    return { refused: true, detail: 'the key of its certificate is gone', ours: true }
  }
  if (push === 'unreadable') {
    const detail = 'what is kept of it here cannot be read'
    await noteLacking(world, pop, wanted, detail)
    return { refused: true, detail, ours: true }
  }
  if (push === null) return { refused: false, detail: 'it has not told its sealing key yet' }
  const { host, kind, epoch, rev, keyid } = wanted
  const sealedTo = kind === 'certificate' && wanted.body !== null ? sealKeyId(pop) : null
  const held = { pop: pop.name, host, kind, epoch, rev, keyid, sealedTo }
  const pushed: Pushed = await world.edge.push(pop, push)
  switch (pushed.is) {
    case 'held': {
      const now = world.now()
      const skew = pushed.receipt.now - now
      noteSkew(world, pop, skew)
      await world.store.saveReceipt({ ...held, at: now, skew, wire: pushed.receipt.wire })
      await noteTaken(world, pop, wanted)
      return null
    }
    case 'unreachable':
      return { refused: false, detail: pushed.detail }
    case 'refused':
      return pushed.refusal.error === 'stale-revision' && pushed.refusal.held
        ? heedStale(world, pop, wanted, pushed.refusal.held, held)
        : heedRefusal(world, pop, wanted, pushed.refusal)
  }
}

/** It holds `theirs`, which is this revision or a later one. */
async function heedStale(
  world: World,
  pop: Pop,
  wanted: Wanted,
  theirs: Pick<Held, 'epoch' | 'rev'>,
  held: Omit<Held, 'at' | 'skew' | 'wire'>,
): Promise<Fault | null> {
  const { host, kind } = wanted
  if (isAt(theirs, wanted)) {
    // The same bytes again it would have taken: it holds others under this revision. A certificate's key is sealed to other
    // bytes with each push; but what was sealed to a key that it has no more it cannot open.
    const receipts = kind === 'certificate' ? await world.store.receipts(host) : []
    const lost = receipts.some((each) => each.pop === pop.name && each.kind === kind && isVoid(each, pop))
    if (kind !== 'certificate' || lost) {
      await world.store.wantAnew(wanted, world.now())
      return { refused: false, detail: 'it held another document under this revision' }
    }
    // An earlier answer was lost.
    await world.store.saveReceipt({ ...held, at: world.now(), skew: null, wire: null })
    await noteTaken(world, pop, wanted)
    return null
  }
  const newest = await world.store.wanted(host, kind)
  if (newest && !isAfter(theirs, newest)) {
    return { refused: false, detail: 'a newer document was wanted meanwhile' }
  }
  // Another control plane, or ours before it was restored, has been here.
  const fault = await followEpoch(world, pop, theirs.epoch)
  return { refused: false, detail: fault ?? 'it held a document of a later epoch' }
}

async function heedRefusal(
  world: World,
  pop: Pop,
  wanted: Wanted,
  { error, detail }: Refusal,
): Promise<Fault> {
  const { host, kind } = wanted
  world.log({ event: 'push-refused', pop: pop.name, host, kind, error })
  if (!REFUSED.includes(error)) return { refused: false, detail }
  if (kind === 'certificate' && (await hasOtherKey(world, pop)))
    return { refused: false, detail: 'its sealing key is another by now' }
  await noteLacking(world, pop, wanted, `${error}: ${detail}`)
  return { refused: true, detail }
}

/** Has it another key than the one that we seal to, since it was looked at last? Then the document is not at fault. */
async function hasOtherKey({ edge }: World, pop: Pop): Promise<boolean> {
  const told = await edge.self(pop)
  return !('is' in told) && told.sealKey?.x !== pop.sealKey?.x
}

/** Faults of the document itself; all others are of the moment or the operator's to mend. */
const REFUSED: readonly string[] = ['malformed', 'too-large', 'unpinned-thumbprint']

/** A PoP without TLS has nothing to lead anybody to. */
const configFor = ({ tls }: Pop, { tlsSeen, ...config }: Config): Config =>
  tlsSeen && tls !== null ? { ...config, tlsSeen } : config

/** The wanted document as this PoP is given it; null while its certificate key cannot be sealed for it. A certificate without a
 *  key is never pushed as a deletion: it would take HTTPS from whoever is served. */
async function toPush(
  world: World,
  pop: Pop,
  wanted: Wanted,
): Promise<Push | 'keyless' | 'unreadable' | null> {
  const { host, kind, epoch, rev, body } = wanted
  const base = { wire: WIRE, host, epoch, rev } as const
  if (body === null) return { ...base, kind, document: null }
  switch (kind) {
    case 'tokens': {
      const document = read(tokensDocument, body)
      return document ? { ...base, kind, document } : 'unreadable'
    }
    case 'config': {
      const plain = read(config, body)
      if (!plain) return 'unreadable'
      const document = await signConfig(host, epoch, rev, configFor(pop, plain), world.signingKey)
      return { ...base, kind, document }
    }
    case 'certificate': {
      const named = read(wantedCertificate, body)
      if (!named) return 'unreadable'
      if (pop.sealKey === null) return null
      const { certificate, tlsVersions } = named
      const row = await world.store.certificate(certificate)
      if (!row || row.sealedKey === null) return 'keyless'
      const key = open(world, row.sealedKey, certificate)
      if (key === null) return 'unreadable'
      const sealedKey = await seal(key, host, pop.sealKey)
      const { serial, chain } = row
      return { ...base, kind, document: { serial, chain, sealedKey, tlsVersions } }
    }
  }
}

function open({ sealer }: World, sealed: string, certificate: string): string | null {
  try {
    return sealer.open(sealed, `certificate ${certificate}`)
  } catch {
    return null
  }
}

/** What an older version of ours has saved, or a hand that reached in; null: it is nothing of this kind. One host's must not
 *  keep the others from theirs. */
function read<Schema extends z.ZodType>(schema: Schema, body: string): z.infer<Schema> | null {
  try {
    return schema.parse(JSON.parse(body))
  } catch {
    return null
  }
}
