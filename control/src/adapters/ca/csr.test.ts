import 'reflect-metadata'
import { createPublicKey } from 'node:crypto'
import * as x509 from '@peculiar/x509'
import { expect, test } from 'vitest'
import { createAccountKey } from './account.ts'
import { createCertificateKey, createCsr } from './csr.ts'

const publicDer = (pem: string): string =>
  createPublicKey(pem).export({ type: 'spki', format: 'der' }).toString('hex')

test('a signing request holds exactly the names, signed by the key it is for (ACME-24)', async () => {
  const long = `${'a'.repeat(60)}.${'b'.repeat(60)}.customer.test`
  const names = ['www.customer.test', 'customer.test', 'xn--bcher-kva.customer.test', long]
  const key = await createCertificateKey('ecdsa')
  const csr = new x509.Pkcs10CertificateRequest(Buffer.from(await createCsr(names, key)))
  const alternatives = csr.extensions.find((each) => each instanceof x509.SubjectAlternativeNameExtension)
  expect(alternatives?.names.toJSON()).toEqual(names.map((value) => ({ type: 'dns', value })))
  expect(csr.subject).toBe('')
  expect(Buffer.from(csr.publicKey.rawData).toString('hex')).toBe(publicDer(key))
  expect(await csr.verify()).toBe(true)
})

test('an RSA key has 2048 bits, and its request is signed by it', async () => {
  const key = await createCertificateKey('rsa')
  expect(createPublicKey(key).asymmetricKeyType).toBe('rsa')
  expect(createPublicKey(key).asymmetricKeyDetails?.modulusLength).toBe(2048)
  const csr = new x509.Pkcs10CertificateRequest(Buffer.from(await createCsr(['customer.test'], key)))
  expect(Buffer.from(csr.publicKey.rawData).toString('hex')).toBe(publicDer(key))
  expect(csr.signatureAlgorithm).toMatchObject({ name: 'RSASSA-PKCS1-v1_5', hash: { name: 'SHA-256' } })
  expect(await csr.verify()).toBe(true)
})

test('it asks for no must-staple, no client authentication and no e-mail', async () => {
  const csr = new x509.Pkcs10CertificateRequest(
    Buffer.from(await createCsr(['customer.test'], await createCertificateKey('ecdsa'))),
  )
  expect(csr.extensions.map(({ type }) => type).sort()).toEqual(['2.5.29.15', '2.5.29.17'])
})

test('a certificate’s key is a fresh P-256 key, never the account’s (RFC 8555 §11.1)', async () => {
  const keys = [
    await createAccountKey(),
    await createCertificateKey('ecdsa'),
    await createCertificateKey('ecdsa'),
  ]
  expect(new Set(keys.map(publicDer)).size).toBe(3)
  for (const key of keys) {
    expect(key).toMatch(/^-----BEGIN PRIVATE KEY-----/)
    expect(createPublicKey(key).asymmetricKeyDetails?.namedCurve).toBe('prime256v1')
  }
})
