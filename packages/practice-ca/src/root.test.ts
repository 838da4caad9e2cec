import 'reflect-metadata'
import { X509Certificate, type webcrypto } from 'node:crypto'
import * as x509 from '@peculiar/x509'
import acme from 'acme-client'
import { expect, test } from 'vitest'
import { startRig, validate, ZONE } from './rig.ts'

/** Made by somebody else: another way to count the key's id, and a name of its own. */
async function createForeignRoot(algorithm: webcrypto.EcKeyGenParams | webcrypto.RsaHashedKeyGenParams) {
  const keys = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    name: 'C=LU, O=Somebody Else, CN=Old Root',
    keys,
    signingAlgorithm: { hash: 'SHA-384', ...algorithm },
    extensions: [
      new x509.BasicConstraintsExtension(true, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign, true),
      new x509.SubjectKeyIdentifierExtension('0102030405060708'),
    ],
  })
  const der = await crypto.subtle.exportKey('pkcs8', keys.privateKey)
  return { certificate: certificate.toString('pem'), key: x509.PemConverter.encode(der, 'PRIVATE KEY') }
}

test.each([
  { name: 'ECDSA', namedCurve: 'P-384' },
  {
    name: 'RSASSA-PKCS1-v1_5',
    hash: 'SHA-256',
    modulusLength: 2048,
    publicExponent: new Uint8Array([1, 0, 1]),
  },
])('a root of somebody else’s making, $name, is gone on with', async (algorithm) => {
  const root = await createForeignRoot(algorithm)
  const rig = await startRig({ root })
  expect(rig.ca.rootPem).toBe(root.certificate)
  const name = `www.${ZONE}`
  const [, csr] = await acme.crypto.createCsr({ altNames: [name] })
  // The client trusts this root alone, so that the handshakes with the API have judged it already.
  const order = await rig.client.finalizeOrder(await validate(rig, [name]), csr)
  const chain = acme.crypto.splitPemChain(await rig.client.getCertificate(order))
  const intermediate = new X509Certificate(chain[1] ?? '')
  expect(intermediate.verify(new X509Certificate(root.certificate).publicKey)).toBe(true)
  expect(intermediate.checkIssued(new X509Certificate(root.certificate))).toBe(true)
  await rig.close()
})
