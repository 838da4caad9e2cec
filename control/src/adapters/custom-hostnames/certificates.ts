// For the tests: certificates as a CA would give them, with their keys.

import 'reflect-metadata'
import { webcrypto } from 'node:crypto'
import * as x509 from '@peculiar/x509'
import type { HostCertificate } from './port.ts'

const EC = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const
const DAY = 24 * 60 * 60_000

/** One for `names`, under a root of its own. */
export async function makeCertificate(names: readonly string[], serial: string): Promise<HostCertificate> {
  const now = Date.now()
  const [top, own] = await Promise.all(
    [1, 2].map(() => webcrypto.subtle.generateKey(EC, true, ['sign', 'verify'])),
  )
  if (!top || !own) throw new Error('no keys')
  const valid = { notBefore: new Date(now - DAY), notAfter: new Date(now + DAY) }
  const root = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber: '01',
    name: 'CN=Root',
    keys: top,
    extensions: [new x509.BasicConstraintsExtension(true)],
    ...valid,
  })
  const leaf = await x509.X509CertificateGenerator.create({
    serialNumber: serial,
    subject: '',
    issuer: root.subject,
    signingKey: top.privateKey,
    publicKey: own.publicKey,
    extensions: [
      new x509.SubjectAlternativeNameExtension(names.map((value) => ({ type: 'dns' as const, value }))),
    ],
    ...valid,
  })
  const der = await webcrypto.subtle.exportKey('pkcs8', own.privateKey)
  const key = x509.PemConverter.encode(der, 'PRIVATE KEY')
  return { chain: `${leaf.toString('pem')}\n${root.toString('pem')}\n`, key }
}
