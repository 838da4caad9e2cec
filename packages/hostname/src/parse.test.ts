import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { covers, findSlip, hostOf, isUnder, parseHostname, registeredDomain } from './index.ts'

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
    ['xn--.example.com', 'idn'],
    ['xn--\u00fc.example.com', 'idn'],
    ['0300.0250.01', 'ip'],
    ['１２７.0.0.1', 'ip'],
    ['::1', 'ip'],
    ['2001:db8::1', 'ip'],
    ['example.com..', 'label'],
    ['.example.com', 'label'],
    ['example。', 'single-label'],
    ['a＿b.example.com', 'underscore'],
    ['＊.example.com', 'wildcard'],
    ['www．example．com／path', 'url'],
    ['a\0.example.com', 'label'],
    ['\ud800.example.com', 'idn'],
    ['\u200d.example.com', 'idn'],
    ['xn--55qx5d.cn', 'public-suffix'],
    ['公司.cn', 'public-suffix'],
  ])('%s is refused as %s (PRE-25)', (input, code) => expect(codeOf(input)).toBe(code))

  test.each([
    ['WWW.Example.COM.', 'www.example.com'],
    ['bücher.example', 'xn--bcher-kva.example'],
    ['xn--bcher-kva.example', 'xn--bcher-kva.example'],
    // A private suffix is its owner's name like any other; the CA takes it.
    ['github.io', 'github.io'],
    ['a.github.io', 'a.github.io'],
    ['www。example．com', 'www.example.com'],
    ['Straße.example', 'xn--strae-oqa.example'],
    ['XN--BCHER-KVA.example', 'xn--bcher-kva.example'],
    ['a1.b2.c3.d4.e5.f6.g7.h8.example.com', 'a1.b2.c3.d4.e5.f6.g7.h8.example.com'],
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

  test('whatever is typed is judged, without a throw, and what passes is a name that any edge knows', () => {
    const part = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 20 }),
      fc.constantFrom(
        'xn--',
        'XN--a',
        '。',
        '．',
        '.',
        '*',
        '_',
        'ß',
        '\u200d',
        '\ud83d',
        '1',
        '0x7f',
        '-',
        'ﬀ',
        'İ',
      ),
      fc.domain(),
    )
    fc.assert(
      fc.property(fc.array(part, { maxLength: 8 }), (parts) => {
        const parsed = parseHostname(parts.join(''))
        if (!parsed.ok) {
          expect(parsed.reason).toMatch(/\.$/)
          return
        }
        expect(hostOf(parsed.name)).toBe(parsed.name)
        expect(nameOf(parsed.name)).toBe(parsed.name)
        // What a browser makes of it is the same name.
        expect(new URL(`http://${parsed.name}`).hostname).toBe(parsed.name)
      }),
      { numRuns: 2000 },
    )
  })

  test('a name of a megabyte is refused as fast as any', () => {
    const started = performance.now()
    for (const unit of ['a', 'a.', 'ü', 'xn--', '。', '\u0300', '-']) {
      expect(codeOf(unit.repeat(1_000_000 / unit.length))).toBe('too-long')
    }
    expect(performance.now() - started).toBeLessThan(500)
  })
})

test('a name that looks like a slip is told of: its label twice in a row', () => {
  const slipOf = (input: string) => {
    const name = hostOf(input)
    return name && findSlip(name)
  }
  expect(slipOf('www.www.example.com')).toContain('www.www')
  expect(slipOf('shop.www.www.www.example.com')).toContain('www.www')
  for (const name of ['www.example.com', 'www.shop.www.example.com', 'example.example', 'a.co.co']) {
    expect(slipOf(name)).toBeNull()
  }
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

test('a wildcard of a certificate covers one label, the leftmost', () => {
  expect(covers('*.customer.example', 'www.customer.example')).toBe(true)
  for (const host of ['customer.example', 'a.b.customer.example', 'www.other.example']) {
    expect(covers('*.customer.example', host)).toBe(false)
  }
})
