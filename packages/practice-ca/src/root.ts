// The root: made fresh, or gone on with.

import 'reflect-metadata'
import { createPrivateKey, X509Certificate, type KeyObject, type webcrypto } from 'node:crypto'
import * as x509 from '@peculiar/x509'
import { randomSerial } from './serial.ts'

const DAY_MS = 86_400_000
const ROOT_LIFETIME_MS = 20 * 365 * DAY_MS

x509.cryptoProvider.set(globalThis.crypto)

/** How our own keys are made and sign. */
export const EC_P256 = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const

/** PEM certificate and PEM PKCS#8 key. */
export type RootPem = { readonly certificate: string; readonly key: string }

export type Root = {
  readonly certificate: x509.X509Certificate
  readonly signingKey: webcrypto.CryptoKey
  readonly pem: RootPem
}

/** A fresh root, EC P-256, valid for twenty years from a day before `from` (milliseconds). */
export async function createRoot(from: number): Promise<Root> {
  const keys = await crypto.subtle.generateKey(EC_P256, true, ['sign', 'verify'])
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber: randomSerial(),
    // The serial in the name keeps two practice roots in one trust store apart.
    name: [{ O: ['wellknown practice CA'] }, { CN: [`Practice Root ${randomSerial().slice(0, 6)}`] }],
    notBefore: new Date(from - DAY_MS),
    notAfter: new Date(from + ROOT_LIFETIME_MS),
    keys,
    signingAlgorithm: EC_P256,
    extensions: [
      new x509.BasicConstraintsExtension(true, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  })
  const der = await crypto.subtle.exportKey('pkcs8', keys.privateKey)
  const pem = {
    certificate: `${certificate.toString('pem')}\n`,
    key: `${x509.PemConverter.encode(der, 'PRIVATE KEY')}\n`,
  }
  return { certificate, signingKey: keys.privateKey, pem }
}

/** A root that was made before. Throws an Error when the two do not belong together, the certificate is no CA's or has
 *  run out at `at`, or the key is of a kind that we do not sign with. */
export function openRoot(pem: RootPem, at: number): Root {
  const certificate = new X509Certificate(pem.certificate)
  const key = createPrivateKey(pem.key)
  if (!certificate.ca || !certificate.checkPrivateKey(key))
    throw new Error('The root is not a CA with its own key.')
  if (at > certificate.validToDate.getTime())
    throw new Error(`The root has expired on ${certificate.validTo}.`)
  return {
    certificate: new x509.X509Certificate(certificate.raw),
    signingKey: key.toCryptoKey(signingAlgorithm(key), false, ['sign']),
    pem,
  }
}

function signingAlgorithm(key: KeyObject): webcrypto.EcKeyImportParams | webcrypto.RsaHashedImportParams {
  const curve = key.asymmetricKeyDetails?.namedCurve
  if (curve === 'prime256v1') return { name: 'ECDSA', namedCurve: 'P-256' }
  if (curve === 'secp384r1') return { name: 'ECDSA', namedCurve: 'P-384' }
  if (key.asymmetricKeyType === 'rsa') return { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }
  throw new Error('The key of the root must be EC P-256, P-384 or RSA.')
}
