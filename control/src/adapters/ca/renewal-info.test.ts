import 'reflect-metadata'
import { webcrypto } from 'node:crypto'
import * as x509 from '@peculiar/x509'
import { expect, test } from 'vitest'
import { certificateId, readRenewalInfo } from './renewal-info.ts'

const NOW = Date.parse('2026-06-01T00:00:00Z')
const windowOf = (start: string, end: string) => ({ suggestedWindow: { start, end } })

async function leafWith(serialNumber: string, keyId: string | null): Promise<string> {
  const keys = await webcrypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, [
    'sign',
    'verify',
  ])
  const leaf = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber,
    name: 'CN=x',
    keys,
    signingAlgorithm: { name: 'ECDSA', hash: 'SHA-256' },
    extensions: keyId === null ? [] : [new x509.AuthorityKeyIdentifierExtension(keyId)],
  })
  return leaf.toString('pem')
}

test('the certificate id keeps the leading zero of the serial: RFC 9773 §4.1’s example (ACME-34)', async () => {
  const leaf = await leafWith('0087654321', '69885b6b87464041e1b37b847ba0ae2cde01c8d4')
  expect(certificateId(leaf)).toBe('aYhba4dGQEHhs3uEe6CuLN4ByNQ.AIdlQyE')
  expect(certificateId(await leafWith('01', null))).toBeNull()
})

test('a window that ends before it begins, or is none, counts as no advice (SCHED-7)', () => {
  const good = readRenewalInfo(windowOf('2026-07-01T00:00:00Z', '2026-07-02T00:00:00Z'), '3600', NOW)
  expect(good).toEqual({
    start: Date.parse('2026-07-01T00:00:00Z'),
    end: Date.parse('2026-07-02T00:00:00Z'),
    explanationUrl: null,
    retryAt: NOW + 3_600_000,
  })
  expect(readRenewalInfo(windowOf('2026-07-02T00:00:00Z', '2026-07-01T00:00:00Z'), null, NOW)).toBeNull()
  expect(readRenewalInfo({ suggestedWindow: { start: 'soon', end: 'later' } }, null, NOW)).toBeNull()
  expect(readRenewalInfo('<html>', null, NOW)).toBeNull()
})
