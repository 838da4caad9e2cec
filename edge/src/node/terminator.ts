// TLS with SNI: each name its own certificate, and no certificate for a name means no handshake. However many names are
// known, only so many are in memory: those asked for last, opened from the shelf when they are.

import { createPrivateKey, X509Certificate } from 'node:crypto'
import { createSecureContext, type SecureContext } from 'node:tls'
import { hostOf } from '@wellknown/hostname/host'
import { certificateDocument } from '@wellknown/wire'
import { unseal } from '@wellknown/wire/seal'
import type { Shelf } from '../shelf/port.ts'
import type { Terminator } from '../world.ts'
import { findChainFault } from './chain.ts'
import type { SealKey } from './seal-key.ts'

/** Some tens of kilobytes each. */
const MOST_CONTEXTS = 2000

/** What is served for one name. */
export type Serving = {
  readonly context: SecureContext
  /** The TLS versions the host allows. */
  readonly versions: readonly string[]
  /** Does the certificate speak for `host` as well? */
  covers(host: string): boolean
}

export type NodeTerminator = Terminator & {
  /** What is served for this name now, or null. Rejects when the shelf fails. */
  serving(servername: string): Promise<Serving | null>
}

/** `most` names are kept in memory. */
export function createTerminator(
  shelf: Pick<Shelf, 'held'>,
  sealKey: SealKey,
  most = MOST_CONTEXTS,
): NodeTerminator {
  // Insertion order is age. What is kept goes by the digest of the push that brought it, so a swap is seen at once.
  const kept = new Map<string, { readonly sha256: string; readonly serving: Promise<Serving> }>()

  async function open(host: string, text: string): Promise<Serving> {
    const { chain, sealedKey, tlsVersions } = certificateDocument.parse(JSON.parse(text))
    const key = await unseal(sealedKey, host, sealKey.privateKey)
    const context = createSecureContext({ key, cert: chain, minVersion: 'TLSv1.2' })
    // Read only where somebody asks for a second name over one connection.
    let leaf: X509Certificate | null = null
    return {
      context,
      versions: tlsVersions,
      covers(other) {
        leaf ??= new X509Certificate(chain)
        return leaf.checkHost(other) !== undefined
      },
    }
  }

  return {
    sealKey: sealKey.publicJwk,
    async inspect(host, { chain, sealedKey }) {
      let key
      try {
        key = createPrivateKey(await unseal(sealedKey, host, sealKey.privateKey))
      } catch {
        return 'The key is not sealed to this edge and host.'
      }
      return findChainFault(host, chain, key)
    },
    canServe: async (host) => (await serving(host).catch(() => null)) !== null,
    serving,
  }

  async function serving(servername: string): Promise<Serving | null> {
    const host = hostOf(servername)
    if (host === null) return null
    const held = await shelf.held(host, 'certificate')
    const before = kept.get(host)
    kept.delete(host)
    if (!held || held.document === null) return null
    const { sha256, document } = held
    const now = before?.sha256 === sha256 ? before : { sha256, serving: open(host, document) }
    kept.set(host, now)
    const oldest = kept.size > most ? kept.keys().next().value : undefined
    if (oldest !== undefined) kept.delete(oldest)
    return now.serving
  }
}
