import { createPrivateKey } from 'node:crypto'
import { inspectChain } from '../adapters/ca/chain.ts'
import { NameClash, NoSuchResource } from '../store/faults.ts'
import type { Certificate, Saved, SslData } from '../store/records.ts'
import type { World } from '../world.ts'
import { ownCandidate } from './choose-certificate.ts'
import { notFound, refuseField, refuseObject } from './refusal.ts'
import { changedMeanwhile, tellLifecycle } from './tell-lifecycle.ts'

export type SslDataWish = {
  readonly name?: string | undefined
  readonly automated?: boolean | undefined
  /** PEM, leaf first; empty strings count as absent, since a client sends them. */
  readonly sslCertificate?: string | undefined
  readonly sslPrivateKey?: string | undefined
}

const SHORTEST_RSA = 2048

/** Makes a certificate object: a place for a managed one (`automated`), or a customer's own with its key. */
export async function createSslData(
  world: World,
  client: number,
  wish: SslDataWish & { readonly name: string },
): Promise<SslData> {
  const automated = wish.automated === true
  if (automated && wish.sslCertificate) {
    throw refuseField(
      'sslCertificate',
      'A Let\'s Encrypt certificate is issued by us: leave "sslCertificate" out.',
    )
  }
  const own = automated ? null : readCertificate(world, wish)
  const { name } = wish
  const object = { client, name, automated, certificate: own?.id ?? null, created: world.now() }
  const made = await world.store.createSslData(object, own)
  if ('clash' in made) throw nameTaken(name)
  return made
}

/** Renames an object, or gives an own one another certificate, which replaces the old where it is served. One that could not be
 *  served there is refused, and nothing changes. */
export async function changeSslData(
  world: World,
  client: number,
  id: number,
  wish: SslDataWish,
): Promise<SslData> {
  const before = await findSslData(world, client, id)
  const replaced = Boolean(wish.sslCertificate) || Boolean(wish.sslPrivateKey)
  if (before.automated && replaced) {
    throw refuseField('sslCertificate', "The certificate of an automated object is issued by Let's Encrypt.")
  }
  const own = replaced ? readCertificate(world, wish) : null
  const name = wish.name ?? before.name
  const attached = own ? await world.store.resourceOfSslData(id) : null
  if (own && attached) {
    await serveReplacement(world, attached, { id, name, own })
    return findSslData(world, client, id)
  }
  const changed = await world.store.updateSslData(client, id, { name, own }, world.now())
  if (changed === null) throw notFound()
  if (changed === 'in-use') throw changedMeanwhile()
  if ('clash' in changed) throw nameTaken(name)
  return changed
}

export async function deleteSslData(world: World, client: number, id: number): Promise<void> {
  const deleted = await world.store.deleteSslData(client, id, world.now())
  if (deleted === 'in-use') {
    throw refuseObject(
      'The certificate is attached to a CDN resource. Detach it there first ("sslData": null).',
    )
  }
  if (deleted === 'served') {
    throw refuseObject(
      'The certificate is still served on a CDN resource. It can be deleted once another one is served there, or HTTPS is off there.',
    )
  }
  if (!deleted) throw notFound()
}

export async function findSslData(world: World, client: number, id: number): Promise<SslData> {
  const found = await world.store.sslData(client, id)
  if (!found) throw notFound()
  return found
}

/** Whose it is, where it is none of a customer's own. */
type Issued = { readonly resource: number; readonly directory: string; readonly account: string }

/** Checks a certificate that somebody brings and seals its key. Nothing is saved yet. */
export function readCertificate(world: World, wish: SslDataWish, issued: Issued | null = null): Certificate {
  const { sslCertificate: pem = '', sslPrivateKey: key = '' } = wish
  if (pem === '')
    throw refuseField('sslCertificate', 'Give the certificate chain as PEM, or set "automated" to true.')
  if (key === '') throw refuseField('sslPrivateKey', 'Give the private key as PEM.')
  const inspected = inspectChain(pem)
  if (!inspected.ok) throw refuseField('sslCertificate', `Invalid certificate. ${inspected.reason}`)
  const { leaf, blocks } = inspected
  const fault = findKeyFault(key)
  if (fault !== null) throw refuseField('sslPrivateKey', fault)
  if (!leaf.publicKeyMatches(key))
    throw refuseField('sslPrivateKey', 'The key does not belong to the certificate.')
  // RFC 8555 §11.1: who holds this certificate could speak for our account.
  if (leaf.keyThumbprint === world.ca.thumbprint)
    throw refuseField('sslPrivateKey', 'This key is in use elsewhere. Make a fresh one for the certificate.')
  if (leaf.notAfter <= world.now()) throw refuseField('sslCertificate', 'The certificate has expired.')
  if (leaf.names.length === 0) throw refuseField('sslCertificate', 'The certificate names no hostname.')
  const id = world.id()
  const { serial, names, notBefore, notAfter, issuerName, subjectName } = leaf
  return {
    id,
    resource: issued?.resource ?? null,
    kind: issued ? 'managed' : 'own',
    chain: blocks.join('\n'),
    sealedKey: world.sealer.seal(asPkcs8(key), `certificate ${id}`),
    serial,
    names,
    notBefore,
    notAfter,
    issuerName,
    subjectName,
    directory: issued?.directory ?? null,
    account: issued?.account ?? null,
    retires: null,
  }
}

function findKeyFault(pem: string): string | null {
  try {
    const { asymmetricKeyType, asymmetricKeyDetails } = createPrivateKey(pem)
    if (asymmetricKeyType === 'ec') return null
    if (asymmetricKeyType !== 'rsa') return 'Give an RSA or EC key: browsers take no other.'
    const bits = asymmetricKeyDetails?.modulusLength ?? 0
    return bits >= SHORTEST_RSA ? null : `An RSA key has at least ${SHORTEST_RSA} bits; this one has ${bits}.`
  } catch {
    return 'This is no private key as PEM, or it is encrypted.'
  }
}

/** Edges are given PKCS#8, whatever spelling the customer used. */
const asPkcs8 = (pem: string): string =>
  createPrivateKey(pem).export({ type: 'pkcs8', format: 'pem' }).toString()

async function serveReplacement(
  world: World,
  attached: Saved,
  own: { readonly id: number; readonly name: string; readonly own: Certificate },
): Promise<void> {
  const event = { type: 'own', candidate: ownCandidate(world, attached, own.own) } as const
  try {
    await tellLifecycle(world, attached.resource.id, event, { resource: { sslData: own.id }, own })
  } catch (error) {
    if (error instanceof NameClash) throw nameTaken(own.name)
    throw error instanceof NoSuchResource ? changedMeanwhile() : error
  }
}

const nameTaken = (name: string) => refuseField('name', `There is a certificate named ${name} already.`)
