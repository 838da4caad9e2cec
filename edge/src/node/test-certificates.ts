// Certificates for tests, made in place.

import 'reflect-metadata'
import { randomBytes, webcrypto } from 'node:crypto'
import * as x509 from '@peculiar/x509'

export type TestCertificate = { readonly chain: string; readonly key: string; readonly serial: string }

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const
const DAY = 24 * 60 * 60_000

/** A self-signed certificate for these names, with its key as PKCS#8 PEM. */
export async function certificateFor(...names: readonly string[]): Promise<TestCertificate> {
  return issue(names, null)
}

/** The same, issued by an intermediate that stands behind it in the chain. */
export async function chainFor(...names: readonly string[]): Promise<TestCertificate> {
  const keys = await createKeys()
  const issuer = await x509.X509CertificateGenerator.createSelfSigned({
    ...validity(),
    name: 'CN=intermediate',
    keys,
    extensions: [new x509.BasicConstraintsExtension(true, 0, true)],
  })
  const leaf = await issue(names, { subject: issuer.subject, key: keys.privateKey })
  return { ...leaf, chain: `${leaf.chain}\n${issuer.toString('pem')}\n` }
}

const createKeys = () => webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify'])
const validity = () => ({
  serialNumber: randomBytes(15).toString('hex').replace(/^./, '5'),
  notBefore: new Date(Date.now() - DAY),
  notAfter: new Date(Date.now() + DAY),
})

async function issue(
  names: readonly string[],
  issuer: { readonly subject: string; readonly key: webcrypto.CryptoKey } | null,
): Promise<TestCertificate> {
  const keys = await createKeys()
  const certificate = await x509.X509CertificateGenerator.create({
    ...validity(),
    subject: 'CN=test',
    issuer: issuer?.subject ?? 'CN=test',
    publicKey: keys.publicKey,
    signingKey: issuer?.key ?? keys.privateKey,
    signingAlgorithm: ALGORITHM,
    extensions: [new x509.SubjectAlternativeNameExtension(names.map((value) => ({ type: 'dns', value })))],
  })
  const der = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey)).toString('base64')
  const key = `-----BEGIN PRIVATE KEY-----\n${der.replace(/.{64}/g, '$&\n')}\n-----END PRIVATE KEY-----\n`
  return { chain: certificate.toString('pem'), key, serial: certificate.serialNumber.toUpperCase() }
}
