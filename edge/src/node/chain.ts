// A certificate is looked at before the one it replaces is touched.

import { X509Certificate, type KeyObject } from 'node:crypto'
import { createSecureContext } from 'node:tls'

const BLOCK = /-----BEGIN CERTIFICATE-----[A-Za-z\d+/=\s]+-----END CERTIFICATE-----/g
/** A leaf, and more links than any CA has. */
const MOST_CERTIFICATES = 10

/** Why `chain` (PEM, leaf first) cannot be served for `host` with `key`; null: it can. */
export function findChainFault(host: string, chain: string, key: KeyObject): string | null {
  const certificates = readChain(chain)
  const leaf = certificates?.[0]
  if (!certificates || !leaf) return 'The chain is not made of PEM certificates.'
  if (!leaf.checkPrivateKey(key)) return 'The key does not belong to the certificate.'
  if (leaf.checkHost(host) === undefined) return 'The certificate does not cover this host.'
  const broken = certificates.findIndex((each, index) => {
    const issuer = certificates[index + 1]
    return issuer !== undefined && !(each.checkIssued(issuer) && each.verify(issuer.publicKey))
  })
  if (broken >= 0) return `Certificate ${broken + 2} of the chain did not issue certificate ${broken + 1}.`
  try {
    createSecureContext({ cert: chain, key: key.export({ type: 'pkcs8', format: 'pem' }) })
    return null
  } catch {
    return 'TLS cannot be spoken with this certificate and key.'
  }
}

function readChain(chain: string): readonly X509Certificate[] | null {
  const blocks = chain.match(BLOCK) ?? []
  if (blocks.length === 0 || blocks.length > MOST_CERTIFICATES || chain.replaceAll(BLOCK, '').trim() !== '')
    return null
  try {
    return blocks.map((block) => new X509Certificate(block))
  } catch {
    return null
  }
}
