// What an edge lets in: whole documents of this wire version, within bounds.

import { describe, expect, test } from 'vitest'
import { certificateDocument, configDocument, push, tokensDocument } from './documents.ts'
import { documentPath, parseDocumentPath } from './routes.ts'
import { WIRE } from './version.ts'

const ENTRY = { token: 'a'.repeat(43), thumbprint: 'T'.repeat(43), expires: 1_800_000_000_000 }
const CERTIFICATE = { serial: '01AB', chain: 'PEM', sealedKey: 'AAAA', tlsVersions: ['TLSv1.2', 'TLSv1.3'] }
const CONFIG = { payload: '{}', keyid: 'k', signature: 's' }
const head = { wire: WIRE, host: 'a.test', epoch: 1, rev: 1 }

describe('a push', () => {
  test.each([
    ['tokens', { entries: [ENTRY] }],
    ['config', CONFIG],
    ['certificate', CERTIFICATE],
  ])('of %s is read back as it was, and so is its withdrawal', (kind, document) => {
    expect(push.parse({ ...head, kind, document })).toEqual({ ...head, kind, document })
    expect(push.parse({ ...head, kind, document: null })).toEqual({ ...head, kind, document: null })
  })

  test.each([
    ['of another wire version', { wire: WIRE + 1 }],
    ['of no version', { wire: undefined }],
    ['of an unknown kind', { kind: 'rules' }],
    ['with the document of another kind', { document: CERTIFICATE }],
    ['without a document: a delete is said, never implied', { document: undefined }],
    ['with a revision that is no whole number', { rev: 1.5 }],
    ['with a revision beyond what a number can tell apart', { rev: 2 ** 53 }],
    ['with an epoch that is text', { epoch: '1' }],
    ['without a host', { host: undefined }],
  ])('%s is refused', (_, changed) => {
    const whole = { ...head, kind: 'tokens', document: { entries: [ENTRY] } }
    expect(push.safeParse(whole).success).toBe(true)
    expect(push.safeParse({ ...whole, ...changed }).success).toBe(false)
  })
})

describe('tokens', () => {
  test.each([
    ['a token of the wrong shape', { token: '../../etc/passwd/aaaaaaaaaaaaaaaa' }],
    ['a thumbprint of the wrong shape', { thumbprint: '<script>' }],
    ['an end that is no time', { expires: 0 }],
    ['no end', { expires: undefined }],
  ])('%s is refused', (_, changed) => {
    expect(tokensDocument.safeParse({ entries: [{ ...ENTRY, ...changed }] }).success).toBe(false)
  })

  test('an entry names no body to serve: what it says beyond its three members is dropped', () => {
    const { entries } = tokensDocument.parse({ entries: [{ ...ENTRY, body: 'anything' }] })
    expect(entries).toEqual([ENTRY])
  })

  test('64 of them are the most for a host', () => {
    const many = (count: number) => ({ entries: Array.from({ length: count }, () => ENTRY) })
    expect(tokensDocument.safeParse(many(64)).success).toBe(true)
    expect(tokensDocument.safeParse(many(65)).success).toBe(false)
  })
})

describe('bounds', () => {
  test.each([
    ['a chain of more than 100 kB', { chain: 'x'.repeat(100_001) }],
    ['a sealed key of more than 20 kB', { sealedKey: 'x'.repeat(20_001) }],
    ['no TLS version', { tlsVersions: [] }],
    ['a TLS version that is not safe', { tlsVersions: ['TLSv1.1'] }],
  ])('%s is refused', (_, changed) => {
    expect(certificateDocument.safeParse(CERTIFICATE).success).toBe(true)
    expect(certificateDocument.safeParse({ ...CERTIFICATE, ...changed }).success).toBe(false)
  })

  test('a configuration of more than 1 MB is refused', () => {
    expect(configDocument.safeParse({ ...CONFIG, payload: 'x'.repeat(1_000_000) }).success).toBe(true)
    expect(configDocument.safeParse({ ...CONFIG, payload: 'x'.repeat(1_000_001) }).success).toBe(false)
  })
})

describe('the path of a document', () => {
  test('is read back as host and kind', () => {
    expect(parseDocumentPath(documentPath('www.a.test', 'config'))).toEqual({
      host: 'www.a.test',
      kind: 'config',
    })
  })

  test.each([
    '/__edge/self',
    '/__edge/hosts/a.test',
    '/__edge/hosts/a.test/rules',
    '/__edge/hosts/a.test/tokens/',
    '/__edge/hosts/a.test/tokens/x',
    '/__edge/hosts//tokens',
    '/__edge/hosts/A.test/tokens',
    '/__edge/hosts/a%2etest/tokens',
    '/__edge/hosts/a/b/tokens',
    `/__edge/hosts/${'a'.repeat(254)}/tokens`,
    'x/__edge/hosts/a.test/tokens',
  ])('%s is none', (path) => {
    expect(parseDocumentPath(path)).toBeNull()
  })
})
