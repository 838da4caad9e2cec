import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { hostOf, isUnder, parseHostname, registeredDomain } from './index.ts'

const codeOf = (input: string) => {
  const parsed = parseHostname(input)
  return parsed.ok ? 'ok' : parsed.code
}
const nameOf = (input: string) => {
  const parsed = parseHostname(input)
  return parsed.ok ? parsed.name : null
}

describe('a customer’s name', () => {
  test.each([
    ['*.example.com', 'wildcard'],
    ['', 'empty'],
    ['http://www.example.com', 'url'],
    ['www.example.com/path', 'url'],
    ['www.example.com:8080', 'url'],
    ['127.0.0.1', 'ip'],
    ['0x7f.1', 'ip'],
    ['2130706433', 'ip'],
    ['[::1]', 'ip'],
    ['localhost', 'single-label'],
    ['a_b.example.com', 'underscore'],
    ['-a.example.com', 'label'],
    ['a..example.com', 'label'],
    [`${'a'.repeat(64)}.example.com`, 'label'],
    [`${'a.'.repeat(120)}example.com`, 'too-many-labels'],
    ['co.uk', 'public-suffix'],
    ['com', 'single-label'],
    ['xn--a.example.com', 'idn'],
  ])('%s is refused as %s', (input, code) => expect(codeOf(input)).toBe(code))

  test.each([
    ['WWW.Example.COM.', 'www.example.com'],
    ['bücher.example', 'xn--bcher-kva.example'],
    ['xn--bcher-kva.example', 'xn--bcher-kva.example'],
    ['a.github.io', 'a.github.io'],
  ])('%s is %s', (input, name) => expect(nameOf(input)).toBe(name))

  test('is the same after a second reading, and the edge’s key for it is the same', () => {
    fc.assert(
      fc.property(fc.domain(), (domain) => {
        const name = nameOf(domain)
        fc.pre(name !== null)
        expect(nameOf(name ?? '')).toBe(name)
        expect(hostOf(`${name?.toUpperCase()}.:8080`)).toBe(name)
      }),
      { numRuns: 300 },
    )
  })
})

test('a Host in mixed case, with a port or a trailing dot, is one key', () => {
  for (const host of ['WWW.customer.example', 'www.customer.example:80', 'www.customer.example.']) {
    expect(hostOf(host)).toBe('www.customer.example')
  }
  expect(hostOf('a/b')).toBeNull()
})

test('a zone holds itself and what is below, not what merely ends alike', () => {
  expect(isUnder('a.cdn.example', 'cdn.example')).toBe(true)
  expect(isUnder('acdn.example', 'cdn.example')).toBe(false)
})

test('the registered domain follows the public suffix list', () => {
  const name = hostOf('www.shop.example.co.uk')
  expect(name && registeredDomain(name)).toBe('example.co.uk')
})
