// For the tests: real certificates, issued by roots that nobody trusts.

import 'reflect-metadata'
import { webcrypto } from 'node:crypto'
import * as x509 from '@peculiar/x509'

export type PracticeChain = {
  /** PEM, leaf first. */
  readonly chain: string
  readonly leaf: x509.X509Certificate
  readonly root: x509.X509Certificate
  /** The leaf's private key, PKCS#8 PEM. */
  readonly keyPem: string
}

const EC = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const
const RSA = {
  name: 'RSASSA-PKCS1-v1_5',
  hash: 'SHA-256',
  modulusLength: 2048,
  publicExponent: new Uint8Array([1, 0, 1]),
} as const
const DAY = 24 * 60 * 60_000
/** X.509 counts in seconds. */
const TODAY = Math.floor(Date.now() / 1000) * 1000
export const NOT_BEFORE = TODAY - DAY
export const NOT_AFTER = TODAY + 89 * DAY

/** A leaf for `names` and the root that issued it. All roots have one name: only their signatures tell them apart. */
export async function issueChain(
  names: readonly string[],
  { serial = '4abc01', rootKey = 'EC' }: { serial?: string; rootKey?: 'EC' | 'RSA' } = {},
): Promise<PracticeChain> {
  const signing = rootKey === 'EC' ? EC : RSA
  const keys = await webcrypto.subtle.generateKey(signing, true, ['sign', 'verify'])
  const validity = { notBefore: new Date(NOT_BEFORE), notAfter: new Date(NOT_AFTER) }
  const root = await x509.X509CertificateGenerator.createSelfSigned({
    ...validity,
    serialNumber: '01',
    name: 'CN=Practice root',
    keys,
    signingAlgorithm: signing,
    extensions: [new x509.BasicConstraintsExtension(true)],
  })
  const leafKeys = await webcrypto.subtle.generateKey(EC, true, ['sign', 'verify'])
  const leaf = await x509.X509CertificateGenerator.create({
    ...validity,
    serialNumber: serial,
    subject: `CN=${names[0]}`,
    issuer: root.subject,
    signingKey: keys.privateKey,
    signingAlgorithm: signing,
    publicKey: leafKeys.publicKey,
    extensions: [
      new x509.SubjectAlternativeNameExtension(names.map((value) => ({ type: 'dns', value }))),
      await x509.AuthorityKeyIdentifierExtension.create(root.publicKey),
    ],
  })
  const pkcs8 = await webcrypto.subtle.exportKey('pkcs8', leafKeys.privateKey)
  return {
    chain: `${leaf.toString('pem')}\n${root.toString('pem')}\n`,
    leaf,
    root,
    keyPem: x509.PemConverter.encode(pkcs8, 'PRIVATE KEY'),
  }
}
