// Puts wanted documents on PoPs and keeps their receipts. A PoP that has given a receipt for the newest revision is not
// asked again.

import { config, signConfig, tokensDocument, WIRE, type Config, type Push } from '@wellknown/wire'
import { seal } from '@wellknown/wire/seal'
import type { Pushed } from '../adapters/edge/port.ts'
import { isInService, type Held, type Pop, type Wanted } from '../store/records.ts'
import type { World } from '../world.ts'
import { wantedCertificate } from './documents.ts'
import { movePop } from './move-pop.ts'
import { noteGoneKey } from './note-gone-key.ts'
import { noteSkew } from './note-skew.ts'

/** What a PoP does not hold, and why. `refused`: it said no, and pushing the same again will not help. */
export type Missing = {
  readonly pop: string
  readonly host: string
  readonly kind: Wanted['kind']
  readonly refused: boolean
  readonly detail: string
  /** There is nothing to push: the key of the certificate is gone, and an alarm stands. What the PoP serves it keeps. */
  readonly keyless?: true
}

/** Pushes what is wanted for `hosts` (of `kinds`) to every PoP in service that is not known to hold it, and gives what is
 *  missing. A drained PoP is kept up to date as well, but not waited for; what it misses it is given by `catchUp`, as
 *  every PoP that is behind. */
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
    missing.flat(2).filter(({ keyless }) => !keyless),
    ({ pop }) => pop,
  )
  const drained = pops.filter((pop) => !isInService(pop) && behind.has(pop.name))
  await Promise.all(
    drained.map((pop) => movePop(world, pop, 'catching-up', behind.get(pop.name)?.[0]?.detail ?? null)),
  )
  return missing.flat(2).filter(({ pop }) => !drained.some(({ name }) => name === pop))
}

/** Pushes these documents to one PoP, one after the other, unless `receipts` say it holds them. */
export async function deliverTo(
  world: World,
  pop: Pop,
  documents: readonly Wanted[],
  receipts: readonly Held[],
): Promise<readonly Missing[]> {
  const missing: Missing[] = []
  const holds = new Set(receipts.filter((held) => held.pop === pop.name).map(nameOf))
  for (const document of documents.toSorted((one, other) => turnOf(one) - turnOf(other))) {
    const wanted = await signedNow(world, document)
    const { host, kind } = wanted
    const needed = kind !== 'certificate' || pop.tls !== null
    if (holds.has(nameOf(wanted)) || !needed) continue
    const fault = await pushOne(world, pop, wanted)
    if (fault) missing.push({ pop: pop.name, host, kind, ...fault })
  }
  return missing
}

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

/** Null: the PoP holds it now. */
async function pushOne(
  world: World,
  pop: Pop,
  wanted: Wanted,
): Promise<Pick<Missing, 'refused' | 'detail' | 'keyless'> | null> {
  const push = await toPush(world, pop, wanted)
  if (push === 'keyless') {
    const saved = wanted.resource === null ? null : await world.store.load(wanted.resource)
    if (saved) await noteGoneKey(world, saved)
    return { refused: true, detail: 'the key of its certificate is gone', keyless: true }
  }
  if (push === null) return { refused: false, detail: 'it has not told its sealing key yet' }
  const { host, kind, epoch, rev, keyid } = wanted
  const held = { pop: pop.name, host, kind, epoch, rev, keyid }
  const pushed: Pushed = await world.edge.push(pop, push)
  switch (pushed.is) {
    case 'held': {
      const now = world.now()
      const skew = pushed.receipt.now - now
      noteSkew(world, pop, skew)
      await world.store.saveReceipt({ ...held, at: now, skew, wire: pushed.receipt.wire })
      return null
    }
    case 'unreachable':
      return { refused: false, detail: pushed.detail }
    case 'refused': {
      const { error, detail, held: theirs } = pushed.refusal
      if (error === 'stale-revision' && theirs && isAt(theirs, wanted)) {
        // The same bytes again it would have taken: it holds others under this revision.
        if (kind !== 'certificate') {
          await world.store.wantAnew(wanted, world.now())
          return { refused: false, detail: 'it held another document under this revision' }
        }
        // An earlier answer was lost; a certificate's key is sealed to other bytes with each push.
        await world.store.saveReceipt({ ...held, at: world.now(), skew: null, wire: null })
        return null
      }
      const newest = await world.store.wanted(host, kind)
      if (error === 'stale-revision' && theirs && newest && !isAfter(theirs, newest)) {
        return { refused: false, detail: 'a newer document was wanted meanwhile' }
      }
      // Another control plane, or ours before it was restored, has been here: from now on we are the newer one.
      if (error === 'stale-revision' && theirs) {
        const raised = await world.store.raiseEpoch(theirs.epoch, world.now())
        world.log({ event: 'epoch-raised', level: 'alarm', pop: pop.name, epoch: raised })
        return { refused: false, detail: 'it held a document of a later epoch' }
      }
      world.log({ event: 'push-refused', pop: pop.name, host, kind, error })
      return { refused: REFUSED.includes(error), detail }
    }
  }
}

/** Faults of the document itself; all others are of the moment or the operator's to mend. */
const REFUSED: readonly string[] = ['malformed', 'too-large']

/** A PoP without TLS has nothing to lead anybody to. */
const configFor = ({ tls }: Pop, { tlsSeen, ...config }: Config): Config =>
  tlsSeen && tls !== null ? { ...config, tlsSeen } : config

/** The wanted document as this PoP is given it; null while its certificate key cannot be sealed for it. A certificate without a
 *  key is never pushed as a deletion: it would take HTTPS from whoever is served. */
async function toPush(world: World, pop: Pop, wanted: Wanted): Promise<Push | 'keyless' | null> {
  const { host, epoch, rev, body } = wanted
  const base = { wire: WIRE, host, epoch, rev } as const
  const content: unknown = body === null ? null : JSON.parse(body)
  switch (wanted.kind) {
    case 'tokens':
      return { ...base, kind: 'tokens', document: content === null ? null : tokensDocument.parse(content) }
    case 'config':
      return {
        ...base,
        kind: 'config',
        document:
          content === null
            ? null
            : await signConfig(host, epoch, rev, configFor(pop, config.parse(content)), world.signingKey),
      }
    case 'certificate': {
      if (content === null) return { ...base, kind: 'certificate', document: null }
      if (pop.sealKey === null) return null
      const { certificate, tlsVersions } = wantedCertificate.parse(content)
      const row = await world.store.certificate(certificate)
      if (!row || row.sealedKey === null) return 'keyless'
      const key = world.sealer.open(row.sealedKey, `certificate ${certificate}`)
      const sealedKey = await seal(key, host, pop.sealKey)
      const { serial, chain } = row
      return { ...base, kind: 'certificate', document: { serial, chain, sealedKey, tlsVersions } }
    }
  }
}
