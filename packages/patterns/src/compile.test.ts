import { describe, expect, test } from 'vitest'
import { compilePattern, loadTable, matches, MalformedTable, type RuleType } from './index.ts'

const PRODUCT_PAGE = '((?!(jpeg|gif|png|pdf|jpg|css|js|woff|woff2|ttf)).)*$'

function matcher(rule: string, ruleType: RuleType = 0): (path: string) => boolean {
  const compiled = compilePattern(rule, ruleType)
  if (!compiled.ok) throw new Error(`${rule}: ${compiled.reason}`)
  // Through JSON, as documents travel.
  const table = loadTable(JSON.parse(JSON.stringify(compiled.table)))
  return (path) => matches(table, path)
}

describe('a pattern catches what the expression says', () => {
  test('/* catches every path, as the product page says', () => {
    expect(['/', '/a', '/.well-known/acme-challenge/x'].every(matcher('/*'))).toBe(true)
  })
  test('the product page’s pattern catches what holds no static ending after some slash', () => {
    const caught = matcher(PRODUCT_PAGE, 1)
    expect(caught('/index.html')).toBe(true)
    expect(caught('/a.css')).toBe(false)
    expect(caught('/.well-known/acme-challenge/abc')).toBe(true)
  })
  test('a doubly nested repetition is answered in linear time', () => {
    const caught = matcher('^/(a+)+$')
    expect(caught(`/${'a'.repeat(8000)}`)).toBe(true)
    expect(caught(`/${'a'.repeat(8000)}!`)).toBe(false)
  })
})

const refusalOf = (rule: string, ruleType: RuleType = 0) => {
  const compiled = compilePattern(rule, ruleType)
  return compiled.ok ? 'not refused' : { at: compiled.at, reason: compiled.reason }
}

describe('what cannot be run is refused with the reason and its place', () => {
  test.each([
    ['no slash in front', 'no-slash', 0, 'begin with ^/ or /'],
    ['a back-reference', String.raw`^/(.)\1`, 5, 'Back-references'],
    ['a named one', String.raw`^/(?<a>.)\k<a>`, 9, 'Back-references'],
    ['one of PCRE’s', String.raw`^/(.)\g1`, 5, 'Back-references'],
    ['one that would be an octal number', String.raw`^/a\1`, 3, 'Back-references'],
    ['one in a class', String.raw`^/[\1]`, 3, 'Back-references'],
    [String.raw`\A`, String.raw`^/\Aa`, 2, 'Write ^'],
    [String.raw`\z`, String.raw`^/a\z`, 3, 'Write $'],
    [String.raw`\Z`, String.raw`^/a\Z`, 3, 'Write $'],
    [String.raw`\h`, String.raw`^/\h+`, 2, 'no white space'],
    [String.raw`\h in a class`, String.raw`^/[a\h]`, 4, 'no white space'],
    [String.raw`\K`, String.raw`^/a\Kb`, 3, 'lookbehind'],
    [String.raw`\R`, String.raw`^/a\R`, 3, 'line breaks'],
    [String.raw`\Q…\E`, String.raw`^/\Qa.b\E`, 2, 'special character'],
    [String.raw`\p`, String.raw`^/\p{L}+`, 2, 'plain ASCII'],
    [String.raw`\x{41}`, String.raw`^/\x{41}`, 2, 'character itself'],
    ['a letter that needs no escape', String.raw`^/\y`, 2, 'leave out the backslash'],
    ['an escaped backslash before it changes nothing', String.raw`^/\\\y`, 4, 'leave out the backslash'],
    [String.raw`\c without a letter`, String.raw`^/\c1`, 2, 'leave out the backslash'],
    ['a backslash at the end', '^/a\\', 3, 'backslash'],
    ['a possessive quantifier', '^/a++', 4, 'Possessive'],
    ['a counted one', '^/a{2,3}+', 8, 'Possessive'],
    ['an atomic group', '^/(?>a)', 2, 'Atomic'],
    ['inline flags', '^/(?i)a', 2, 'case-sensitive'],
    ['inline flags for a group', '^/(?i:a)', 2, 'case-sensitive'],
    ['inline flags switched off', '^/(?-i)a', 2, 'case-sensitive'],
    ['recursion', '^/(?R)', 2, 'Recursion'],
    ['recursion into a group', '^/(a)(?1)', 5, 'Recursion'],
    ['recursion by name', '^/(?<a>b)(?&a)', 9, 'Recursion'],
    ['a condition', '^/(a)?(?(1)b|c)', 6, 'Conditional'],
    ['a group named as Python does', '^/(?P<a>b)', 2, 'named group'],
    ['a branch reset', '^/(?|a|b)', 2, 'Branch resets'],
    ['a comment', '^/a(?#b)', 3, 'Comments'],
    ['a verb', '/(*UTF8)a', 1, 'Verbs'],
    ['a POSIX class', '^/[[:alpha:]]+', 3, 'POSIX'],
    ['a POSIX class that is denied', '^/[^[:alpha:]]+', 4, 'POSIX'],
    ['a POSIX class in no class', '^/[:alpha:]+', 2, 'POSIX'],
    ['a collating element', '^/[a[.b.]]', 4, 'POSIX'],
    ['] first in a class, as PCRE allows', '^/[]a]', 2, 'may not be empty'],
    ['] first in a class that is denied', '^/[^]a]', 2, 'may not be empty'],
    ['a count without its least', '^/a{,3}', 3, 'least number'],
    ['a lookahead in a lookbehind', '^/a(?<=(?=b)a)', 7, 'inside a lookbehind'],
    ['a group that does not end', '^/(a', 4, 'Unterminated group'],
    ['a quantifier of nothing', '^/(*)', 2, 'Verbs'],
    ['a count that ends before it begins', '^/a{3,2}', 8, 'out of order'],
    ['a count without end', '^/a{999999999}', 2, 'counts too far'],
    ['counts of counts', '^/((a{1000}){1000}){1000}', null, 'repeats too much'],
    ['what would go too deep', String.raw`/(?:\b){3900}a`, null, 'repeats too much'],
    ['empty counts of counts', '^/(?:(?:(?:){4000}){4000}){4000}', null, 'too long to compile'],
    ['more than 2,000 states', '/.*a.{12}$', null, 'more than 2000 states'],
    ['a long chain', '^/a{2500}', null, 'more than 2000 states'],
    ['formulas without end', `/${'(?:(?!.*a)|.?)'.repeat(20)}$`, null, 'too long to compile'],
    ['nothing', '', null, 'needs a pattern'],
    ['more than 300 characters', `/${'a'.repeat(300)}`, 300, 'at most 300 characters; this one has 301'],
  ])('%s: %s', (_, rule, at, reason) => {
    expect(refusalOf(rule)).toEqual({ at, reason: expect.stringContaining(reason) })
  })

  test('a place in an older rule is counted in what was typed', () => {
    expect(refusalOf(String.raw`a\z`, 1)).toMatchObject({ at: 1 })
    expect(refusalOf('(a', 1)).toMatchObject({ at: 2 })
    expect(refusalOf('++', 1)).toMatchObject({ at: 1 })
  })

  test.each([
    String.raw`^/a\.b\/c\-d\_\$\^\{\}\(\)\[\]\|\*\+\?\\`,
    String.raw`^/[\].[^-]+[\b\d-z]`,
    '^/[.a][=b]',
    String.raw`^/\x41\u0041\cA\0\t\s\S\d\D\w\W\b\B`,
    String.raw`^/a\++b`,
    '^/a*?b+?c??d{2}?e{2,}?f{1,2}?',
    '^/a{b}c{',
    '^/(?<name>a)(?:b)(?=c)(?!d)(?<=e)(?<!f)',
    '^/(?=a)*(?!b)?',
    `^/${'('.repeat(140)}a${')'.repeat(140)}`,
    '^/(a?){100}$',
    '^/((a?){100}b)*$',
    // Demands that pile up in a loop are told to be one.
    '^/(?:(?=.*xyz)[ab]|b)*c',
    '/(?:(?=.*(?=(?:..)*x)z)[ab]|(?!.{3}y)b)*c$',
  ])('what both dialects read alike is taken: %s', (rule) => {
    expect(refusalOf(rule)).toBe('not refused')
  })
})

test('a hostile table is refused before it runs', () => {
  const good = compilePattern('/a', 0)
  if (!good.ok) throw new Error('does not compile')
  for (const change of [{ start: 999 }, { next: [] }, { width: 0 }, { final: [2] }, { columns: 'x' }]) {
    expect(() => loadTable({ ...good.table, ...change })).toThrow(MalformedTable)
  }
  expect(() => loadTable(null)).toThrow(MalformedTable)
})
