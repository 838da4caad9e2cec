import { describe, expect, test } from 'vitest'
import {
  compilePattern,
  fractionOf,
  loadTable,
  matches,
  percentOf,
  prove,
  proveLengths,
  type Kind,
  type PatternTable,
  type RuleType,
} from './index.ts'

const CHALLENGES: Kind = {
  prefix: '/.well-known/acme-challenge/',
  alphabet: 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_',
  length: 43,
}
const PRODUCT_PAGE = '((?!(jpeg|gif|png|pdf|jpg|css|js|woff|woff2|ttf)).)*$'
const eitherCase = (pattern: string): string =>
  pattern.replaceAll(/[a-z]/g, (letter) => `[${letter}${letter.toUpperCase()}]`)

function tableOf(rule: string, ruleType: RuleType = 0): PatternTable {
  const compiled = compilePattern(rule, ruleType)
  if (!compiled.ok) throw new Error(`${rule}: ${compiled.reason}`)
  return compiled.table
}

describe('the share of challenge URLs a pattern catches is exact', () => {
  test.each([
    ['/*', 0, 'all', '100.000000', '1/1'],
    ['^/.*', 0, 'all', '100.000000', '1/1'],
    // Anywhere in the path, since it matches nothing at the end of everything.
    [`/*${PRODUCT_PAGE}`, 0, 'all', '100.000000', '1/1'],
    [PRODUCT_PAGE, 1, 'some', '98.886083', null],
    [`^/${PRODUCT_PAGE}`, 0, 'some', '98.886083', null],
    [`^/${eitherCase(PRODUCT_PAGE)}`, 0, 'some', '95.247729', null],
    [String.raw`^/(?!\.well-known/)`, 0, 'never', '0.000000', '0/1'],
    [String.raw`.*\.php$`, 1, 'never', '0.000000', '0/1'],
    ['^/api/', 0, 'never', '0.000000', '0/1'],
    // The dot was forgotten.
    ['^/(?!well-known)', 0, 'all', '100.000000', '1/1'],
    [String.raw`.*\d$`, 1, 'some', '15.625000', '5/32'],
  ] as const)('%s (type %d): %s, %s %%', (rule, ruleType, verdict, percent, fraction) => {
    const table = tableOf(rule, ruleType)
    const proof = prove(table, CHALLENGES)
    expect([proof.verdict, percentOf(proof)]).toEqual([verdict, percent])
    if (fraction !== null) expect(fractionOf(proof)).toBe(fraction)
    expect(proof.paths).toBe(64n ** 43n)
    // Both the table that an edge runs and V8 agree about the examples.
    const oracle = new RegExp(ruleType === 1 ? `/${rule}` : rule)
    for (const [path, caught] of [
      [proof.caughtPath, true],
      [proof.escapingPath, false],
    ] as const) {
      expect(path === null).toBe(verdict === (caught ? 'never' : 'all'))
      if (path === null) continue
      expect(path).toMatch(/^\/\.well-known\/acme-challenge\/[A-Za-z0-9_-]{43}$/)
      expect([matches(loadTable(table), path), oracle.test(path)]).toEqual([caught, caught])
    }
  })

  test('a share of almost nothing and of almost all never reads as none or all', () => {
    const one = prove(tableOf(`^/[^/]+/[^/]+/${'A'.repeat(43)}$`), CHALLENGES)
    expect([one.verdict, one.caught, percentOf(one)]).toEqual(['some', 1n, '0.000001'])
    expect(fractionOf(one)).toBe(`1/${64n ** 43n}`)
    const others = prove(tableOf(`^/(?![^/]+/[^/]+/${'A'.repeat(43)}$)`), CHALLENGES)
    expect([others.verdict, others.paths - others.caught, percentOf(others)]).toEqual([
      'some',
      1n,
      '99.999999',
    ])
  })

  test('the verdict over other lengths is told apart from that over 43 characters', () => {
    const over = (rule: string) => proveLengths(tableOf(rule), { ...CHALLENGES, length: 22 }, 128)
    expect([over('/*'), over('^/a')]).toEqual(['all', 'never'])
    for (const [count, verdict] of [
      ['{44}', 'some'],
      ['{128}', 'some'],
      ['{129}', 'never'],
      ['{22}', 'all'],
      ['{23}', 'some'],
    ]) {
      expect([count, over(`^/[^/]+/[^/]+/.${count}`)]).toEqual([count, verdict])
    }
  })
})
