import { expect, test } from 'vitest'
import { challengePath, isThumbprint, isToken, tokenOfPath } from './challenge-path.ts'

const TOKEN = 'evaGxfADs6pSRb2LAv9IZf17Dt3juxGJ-PCt92wr_oA'

test('the path of a token is read back as that token', () => {
  expect(challengePath(TOKEN)).toBe(`/.well-known/acme-challenge/${TOKEN}`)
  expect(tokenOfPath(challengePath(TOKEN))).toBe(TOKEN)
})

test.each([
  ['128 bits, the fewest (RFC 8555 §8.3)', 'a'.repeat(22), true],
  ['one letter fewer', 'a'.repeat(21), false],
  ['the most we take', 'a'.repeat(128), true],
  ['one letter more', 'a'.repeat(129), false],
  ['padding', `${'a'.repeat(42)}=`, false],
  ['base64 that is not base64url', `${'a'.repeat(42)}+`, false],
  ['a line end', `${'a'.repeat(43)}\n`, false],
  ['nothing', '', false],
  ['letters beyond ASCII', 'ä'.repeat(43), false],
])('a token: %s', (_, text, good) => {
  expect(isToken(text)).toBe(good)
  expect(tokenOfPath(challengePath(text))).toBe(good ? text : null)
})

test.each([
  ['43 letters of base64url', 'T'.repeat(43), true],
  ['one fewer', 'T'.repeat(42), false],
  ['one more', 'T'.repeat(44), false],
  ['hexadecimal', 'a'.repeat(64), false],
  ['a dot', `${'T'.repeat(42)}.`, false],
])('a thumbprint: %s', (_, text, good) => {
  expect(isThumbprint(text)).toBe(good)
})

test.each([
  '',
  '/',
  TOKEN,
  '/.well-known/acme-challenge',
  '/.well-known/acme-challenge/',
  `/.well-known/acme-challenge/${TOKEN}/`,
  `/.well-known/acme-challenge/${TOKEN}/x`,
  `/.well-known/acme-challenge//${TOKEN}`,
  `/.well-known/acme-challenge/${TOKEN}%00`,
  `/.well-known/acme-challenge/${TOKEN};x`,
  `/.well-known/acme-challenge/..;/${TOKEN}`,
  `/.well-known/acme-challenge/%2e%2e/${TOKEN}`,
  `/.WELL-KNOWN/acme-challenge/${TOKEN}`,
  `/%2ewell-known/acme-challenge/${TOKEN}`,
  `//.well-known/acme-challenge/${TOKEN}`,
  `/x/.well-known/acme-challenge/${TOKEN}`,
  `/.well-known/acme-challenge/${TOKEN}?x`,
  `/.well-known/acme-challenge\\${TOKEN}`,
])('%s is no challenge', (path) => {
  expect(tokenOfPath(path)).toBeNull()
})
