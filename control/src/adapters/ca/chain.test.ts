import { beforeAll, describe, expect, test } from 'vitest'
import { inspectChain } from './chain.ts'
import { issueChain, NOT_AFTER, NOT_BEFORE, type PracticeChain } from './practice-chain.ts'

const NAMES = ['www.customer.test', 'customer.test']
let ours: PracticeChain
let foreign: PracticeChain
let leaf: string
let root: string

beforeAll(async () => {
  ours = await issueChain(NAMES)
  // Another root under the same name: only its signature tells them apart.
  foreign = await issueChain(['victim.test'])
  leaf = ours.leaf.toString('pem')
  root = ours.root.toString('pem')
})

describe('a chain', () => {
  test('is read: its leaf, and its blocks one by one', () => {
    const inspected = inspectChain(`\r\n${leaf.replaceAll('\n', '\r\n')}\r\n\r\n${root}`)
    expect(inspected).toMatchObject({
      ok: true,
      leaf: {
        serial: '4ABC01',
        names: NAMES,
        notBefore: NOT_BEFORE,
        notAfter: NOT_AFTER,
        issuerName: 'CN=Practice root',
        subjectName: 'www.customer.test',
      },
    })
    const blocks = inspected.ok ? inspected.blocks : []
    expect(blocks).toHaveLength(2)
    expect(inspectChain(blocks.join('\n'))).toMatchObject({ ok: true })
  })

  test('without its root is read as well', () => {
    expect(inspectChain(leaf)).toMatchObject({ ok: true, leaf: { names: NAMES } })
  })

  test('tells whether a key is its leaf’s, and takes no nonsense for one', () => {
    const inspected = inspectChain(ours.chain)
    if (!inspected.ok) throw new Error(inspected.reason)
    expect(inspected.leaf.publicKeyMatches(ours.keyPem)).toBe(true)
    expect(inspected.leaf.publicKeyMatches(foreign.keyPem)).toBe(false)
    expect(inspected.leaf.publicKeyMatches('no key')).toBe(false)
    expect(inspected.leaf.publicKeyMatches('')).toBe(false)
  })
})

describe('refused is (ACME-30)', () => {
  const bad: readonly (readonly [string, () => string, string])[] = [
    ['a private key behind it', () => `${ours.chain}${ours.keyPem}`, 'something else'],
    ['a private key in front of it', () => `${ours.keyPem}\n${ours.chain}`, 'something else'],
    ['a private key within it', () => `${leaf}\n${ours.keyPem}\n${root}`, 'something else'],
    ['junk between the blocks', () => `${leaf}\nIssuer: somebody\n${root}`, 'something else'],
    ['junk in front', () => `# leaf\n${ours.chain}`, 'something else'],
    ['junk behind', () => `${ours.chain}and more`, 'something else'],
    ['junk within a block', () => leaf.replace('\n', '\n<script>\n'), 'not base64'],
    ['a block within a block', () => leaf.replace('\n', `\n${ours.keyPem}\n`), 'not base64'],
    ['a block that does not end', () => ours.chain.trim().slice(0, -5), 'something else'],
    ['a block of another kind', () => ours.chain.replaceAll('CERTIFICATE', 'X509 CRL'), 'something else'],
    [
      'a block that holds no certificate',
      () => `${leaf}\n-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----`,
      'cannot be read',
    ],
    ['an empty block', () => '-----BEGIN CERTIFICATE----------END CERTIFICATE-----', 'cannot be read'],
    [
      'a leaf of somebody else’s on our chain',
      () => `${foreign.leaf.toString('pem')}\n${root}`,
      'Certificate 1',
    ],
    ['our leaf on somebody else’s chain', () => `${leaf}\n${foreign.root.toString('pem')}`, 'Certificate 1'],
    ['a chain from its root down', () => `${root}\n${leaf}`, 'Certificate 1'],
    [
      'a second leaf in the middle',
      () => `${leaf}\n${foreign.leaf.toString('pem')}\n${root}`,
      'Certificate 1',
    ],
    ['a break further up', () => `${ours.chain}${foreign.root.toString('pem')}`, 'Certificate 2'],
    ['a chain without end', () => `${leaf}\n${root.repeat(10)}`, 'more than 10'],
    ['a chain of any size', () => `${leaf}\n${' '.repeat(100_001)}`, 'longer than'],
    ['nothing', () => ' \n', 'empty'],
  ]
  test.each(bad)('%s', (_, chain, reason) => {
    expect(inspectChain(chain())).toEqual({ ok: false, reason: expect.stringContaining(reason) })
  })

  test('an issuer whose key is of another kind than the signature', async () => {
    const other = await issueChain(['customer.test'], { rootKey: 'RSA' })
    expect(inspectChain(other.chain)).toMatchObject({ ok: true })
    expect(inspectChain(`${leaf}\n${other.root.toString('pem')}`)).toMatchObject({ ok: false })
  })
})

test('names are told apart however they are written: none hides in another', async () => {
  const { chain } = await issueChain(['a.customer.test, DNS:victim.test', 'B.Customer.Test'])
  const inspected = inspectChain(chain)
  if (!inspected.ok) throw new Error(inspected.reason)
  expect(inspected.leaf.names).toHaveLength(2)
  expect(inspected.leaf.names).not.toContain('victim.test')
  expect(inspected.leaf.names[1]).toBe('b.customer.test')
})
