import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createSecrets, readSecrets } from './secrets.ts'
import { createSealer } from './store/sealer.ts'

let folder: string
let files: { signingKeyFile: string; masterKeyFile: string; accountKeyFile: string }

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'secrets-'))
  files = {
    signingKeyFile: join(folder, 'keys', 'signing.jwk'),
    masterKeyFile: join(folder, 'keys', 'master'),
    accountKeyFile: join(folder, 'keys', 'account.pem'),
  }
})
afterEach(() => rmSync(folder, { recursive: true }))

const modeOf = (path: string): number => statSync(path).mode & 0o777

test('keys are made where nobody else may read them', async () => {
  expect(await createSecrets(files)).toEqual(Object.values(files))
  expect(Object.values(files).map(modeOf)).toEqual([0o600, 0o600, 0o600])
  expect(modeOf(join(folder, 'keys'))).toBe(0o700)
})

test('keys that are made can be read, and are good for what they are for', async () => {
  await createSecrets(files)
  const {
    signingKey,
    adminJwks,
    masterKeys: [masterKey],
    accountKey,
  } = await readSecrets(files)
  const sealer = createSealer(masterKey)
  expect(sealer.open(sealer.seal('x', 'test'), 'test')).toBe('x')
  expect(adminJwks.keys).toEqual([{ kty: 'OKP', crv: 'Ed25519', x: expect.stringMatching(/^[\w-]{43}$/) }])
  expect(signingKey.keyid).toMatch(/^[\w-]{43}$/)
  expect(accountKey).toMatch(/^-----BEGIN PRIVATE KEY-----/)
})

test('no key is ever made over another, not even over one that is no good', async () => {
  await createSecrets(files)
  rmSync(files.masterKeyFile)
  writeFileSync(files.accountKeyFile, '')
  const signing = readFileSync(files.signingKeyFile, 'utf8')
  expect(await createSecrets(files)).toEqual([files.masterKeyFile])
  expect(readFileSync(files.signingKeyFile, 'utf8')).toBe(signing)
  expect(readFileSync(files.accountKeyFile, 'utf8')).toBe('')
  expect(await createSecrets(files)).toEqual([])
})

test('of two that make keys at once one is refused, and the keys of the other stay whole', async () => {
  const outcomes = await Promise.allSettled([createSecrets(files), createSecrets(files)])
  expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  const {
    masterKeys: [masterKey],
    accountKey,
  } = await readSecrets(files)
  expect([createSealer(masterKey).seal('x', 'test'), accountKey]).toEqual([
    expect.any(String),
    expect.stringContaining('PRIVATE KEY'),
  ])
})

test('a file that is missing is named, with what to do', async () => {
  await createSecrets(files)
  for (const file of Object.values(files)) {
    const content = readFileSync(file)
    rmSync(file)
    await expect(readSecrets(files)).rejects.toThrow(file)
    await expect(readSecrets(files)).rejects.toThrow('npm run init')
    writeFileSync(file, content)
  }
})

test.each([
  ['broken off', (jwk: string) => jwk.slice(0, -10)],
  ['without its private half', (jwk: string) => jwk.replace('"d"', '"D"')],
  ['with a private half that is none', (jwk: string) => jwk.replace('"d":"', '"d":"AA')],
])('a signing key that is %s is named, and no part of it is quoted', async (_, spoil) => {
  await createSecrets(files)
  const jwk = readFileSync(files.signingKeyFile, 'utf8').trim()
  const secret = /"d":"([\w-]+)"/.exec(jwk)?.[1] ?? ''
  writeFileSync(files.signingKeyFile, spoil(jwk))
  const error: unknown = await readSecrets(files).catch((reason: unknown) => reason)
  const said = error instanceof Error ? `${error.message}${error.stack}${String(error.cause)}` : ''
  expect(said).toContain(files.signingKeyFile)
  expect(secret).toHaveLength(43)
  for (let at = 0; at + 6 <= secret.length; at += 6) expect(said).not.toContain(secret.slice(at, at + 6))
})
