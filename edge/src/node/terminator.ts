// TLS with SNI: each name its own certificate, and no certificate for a name means no handshake.

import { createPrivateKey, X509Certificate } from 'node:crypto'
import { createSecureContext, type SecureContext } from 'node:tls'
import { hostOf } from '@wellknown/hostname/host'
import { certificateDocument, type CertificateDocument } from '@wellknown/wire'
import { unseal } from '@wellknown/wire/seal'
import type { Shelf } from '../shelf/port.ts'
import type { Terminator } from '../world.ts'
import type { SealKey } from './seal-key.ts'

const MOST_CONTEXTS = 5000

export type NodeTerminator = Terminator & {
  /** For `SNICallback`: the context of this name's newest certificate, or null. */
  contextFor(servername: string): Promise<SecureContext | null>
  /** Does the certificate of `servername` speak for `host` as well? */
  covers(servername: string, host: string): Promise<boolean>
  /** The TLS versions the host allows. */
  versionsFor(servername: string): Promise<readonly string[]>
}

export function createTerminator(shelf: Shelf, sealKey: SealKey): NodeTerminator {
  // Insertion order is age. A context is kept by the digest of the push that brought it, so a swap is seen at once.
  const contexts = new Map<string, { sha256: string; context: SecureContext }>()

  const documentOf = async (
    servername: string,
  ): Promise<{ sha256: string; document: CertificateDocument } | null> => {
    const host = hostOf(servername)
    const held = host === null ? null : await shelf.held(host, 'certificate')
    if (!held || held.document === null) return null
    return { sha256: held.sha256, document: certificateDocument.parse(JSON.parse(held.document)) }
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
      try {
        const leaf = new X509Certificate(chain)
        if (!leaf.checkPrivateKey(key)) return 'The key does not belong to the certificate.'
        if (!leaf.checkHost(host)) return 'The certificate does not cover this host.'
        return null
      } catch {
        return 'The chain is not a PEM certificate.'
      }
    },
    async contextFor(servername) {
      const found = await documentOf(servername)
      const host = hostOf(servername)
      if (!found || !host) return null
      const known = contexts.get(host)
      if (known?.sha256 === found.sha256) return known.context
      const key = await unseal(found.document.sealedKey, host, sealKey.privateKey)
      const context = createSecureContext({ key, cert: found.document.chain, minVersion: 'TLSv1.2' })
      contexts.delete(host)
      contexts.set(host, { sha256: found.sha256, context })
      const oldest = contexts.size > MOST_CONTEXTS ? contexts.keys().next().value : undefined
      if (oldest !== undefined) contexts.delete(oldest)
      return context
    },
    async covers(servername, host) {
      const found = await documentOf(servername)
      return found !== null && new X509Certificate(found.document.chain).checkHost(host) !== undefined
    },
    async versionsFor(servername) {
      return (await documentOf(servername))?.document.tlsVersions ?? []
    },
  }
}
