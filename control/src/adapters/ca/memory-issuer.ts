// The keys of the CA in memory: real certificates under a root of its own, and an older root for the alternate chain.

import 'reflect-metadata'
import { randomBytes, webcrypto } from 'node:crypto'
import * as x509 from '@peculiar/x509'

const EC = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const
const DAY = 24 * 60 * 60_000
const SUBJECT_ALTERNATIVE_NAME = '2.5.29.17'

export type MemoryIssuer = (
  csr: Uint8Array,
  /** Milliseconds. */
  lifetime: number,
) => Promise<{ readonly chain: string; readonly alternate: string }>

export async function createMemoryIssuer(now: () => number): Promise<MemoryIssuer> {
  const keys = await webcrypto.subtle.generateKey(EC, true, ['sign', 'verify'])
  const root = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber: '01',
    name: 'CN=Memory root',
    keys,
    notBefore: new Date(now() - DAY),
    notAfter: new Date(now() + 40_000 * DAY),
    extensions: [new x509.BasicConstraintsExtension(true)],
  })
  // The same key under an older root: the alternate chain.
  const olderKeys = await webcrypto.subtle.generateKey(EC, true, ['sign', 'verify'])
  const crossSigned = await x509.X509CertificateGenerator.create({
    serialNumber: '02',
    subject: root.subject,
    issuer: 'CN=Older memory root',
    notBefore: root.notBefore,
    notAfter: root.notAfter,
    signingKey: olderKeys.privateKey,
    publicKey: root.publicKey,
    extensions: [new x509.BasicConstraintsExtension(true)],
  })
  return async (csr, lifetime) => {
    const request = new x509.Pkcs10CertificateRequest(Buffer.from(csr))
    const alternative = request.extensions.find(({ type }) => type === SUBJECT_ALTERNATIVE_NAME)
    const leaf = await x509.X509CertificateGenerator.create({
      serialNumber: randomBytes(16).toString('hex').replace(/^./, '4'),
      subject: '',
      issuer: root.subject,
      notBefore: new Date(now()),
      notAfter: new Date(now() + lifetime),
      signingKey: keys.privateKey,
      publicKey: request.publicKey,
      extensions: alternative ? [alternative] : [],
    })
    const chainTo = (top: x509.X509Certificate) => `${leaf.toString('pem')}\n${top.toString('pem')}\n`
    return { chain: chainTo(root), alternate: chainTo(crossSigned) }
  }
}
