// What was saved before it was checked as it is now: where it keeps somebody out, nobody gets in by it.

import { matches, loadTable } from '@wellknown/patterns'
import { describe, expect, test } from 'vitest'
import type { Rule } from '../store/records.ts'
import { compileRules } from './compiled-rules.ts'
import { compileOptions } from './options.ts'

const GUARDS = ['allowedHttpMethods', 'country_acl', 'ip_address_acl', 'referrer_acl', 'user_agent_acl']
const NOBODY = {
  allowedHttpMethods: { enabled: true, methods: [] },
  country_acl: { enabled: true, policy: 'deny', countries: [] },
  ip_address_acl: { enabled: true, policy: 'deny', ranges: [] },
  referrer_acl: { enabled: true, policy: 'deny', domains: [], parents: [] },
  user_agent_acl: { enabled: true, policy: 'deny', texts: [], tables: [] },
}

describe('an option that keeps visitors out and cannot be read', () => {
  test.each([
    { enabled: true, policy_type: 'allow', excepted_values: [['nested']], value: ['BREW'] },
    { enabled: true, policy_type: 'perhaps', excepted_values: [], value: 'GET' },
    { enabled: true },
    { enabled: 'yes' },
    { policy_type: 'deny' },
    'deny',
    [],
  ])('keeps everybody out: %j', (unreadable) => {
    const options = Object.fromEntries(GUARDS.map((name) => [name, unreadable]))
    expect(compileOptions(options)).toEqual(NOBODY)
  })

  test('is off where it says so, and not there where it is null', () => {
    const said = { enabled: false, excepted_values: 'nowhere' }
    expect(compileOptions({ ip_address_acl: said, country_acl: null })).toEqual({
      ip_address_acl: { enabled: false },
    })
  })

  test('an answer instead of the origin stays one: with its own code where that refuses, else 403', () => {
    const answer = (code: unknown, enabled = true) =>
      compileOptions({ force_return: { enabled, code, body: 'x'.repeat(300) } })
    expect(answer(503)).toEqual({ force_return: { enabled: true, code: 503, body: '' } })
    expect(answer(301)).toEqual({ force_return: { enabled: true, code: 403, body: '' } })
    expect(answer('?')).toEqual({ force_return: { enabled: true, code: 403, body: '' } })
    expect(answer(503, false)).toEqual({})
  })
})

describe('a rule whose pattern cannot be compiled any more', () => {
  const LOST = '^/(a'
  const list = { enabled: true, policy_type: 'deny', excepted_values: ['192.0.2.0/24'] }
  const open = { enabled: false, policy_type: 'deny', excepted_values: ['192.0.2.0/24'] }
  const gone = { enabled: true, code: 404, body: '' }
  let ids = 0
  const rule = (pattern: string, options: Rule['options'] = {}, more: Partial<Rule> = {}): Rule => ({
    id: ++ids,
    resource: 1,
    name: `rule ${ids}`,
    rule: pattern,
    ruleType: 0,
    weight: ids,
    active: true,
    originGroup: null,
    overrideOriginProtocol: null,
    options,
    ...more,
  })
  /** Which of the paths are let pass to anybody, by the first rule that matches. */
  const seen = (options: Rule['options'], ...rules: readonly Rule[]): readonly string[] => {
    const compiled = compileRules(options, rules, new Map())
    return ['/first', '/other'].map((path) => {
      const found = compiled.find(({ table }) => matches(loadTable(table), path))
      if (!found) return 'resource'
      return found.options.ip_address_acl?.enabled === true &&
        found.options.ip_address_acl.ranges.length === 0
        ? 'refused'
        : `rule ${found.id - (rules[0]?.id ?? 0)}`
    })
  }

  test.each([
    ['a list', { ip_address_acl: list }],
    ['methods', { allowedHttpMethods: { enabled: true, value: ['GET'] } }],
    ['an unreadable list', { country_acl: { enabled: true } }],
    ['a refusal', { force_return: gone }],
  ])('and has %s: what no rule before it matches is refused', (_, options) => {
    expect(seen({}, rule('^/first'), rule(LOST, options), rule('^/'))).toEqual(['rule 0', 'refused'])
  })

  test.each([
    ['keeps nobody out', {}, {}],
    ['sends visitors elsewhere', {}, { force_return: { enabled: true, code: 301, body: '/new' } }],
    ['opens what is closed to others', { ip_address_acl: list }, { ip_address_acl: open }],
    ['inherits what everything inherits', { ip_address_acl: list }, {}],
    ['says what the resource says', { ip_address_acl: list }, { ip_address_acl: list }],
  ])('and %s: it is left out', (_, options, own) => {
    expect(seen(options, rule(LOST, own), rule('^/first'))).toEqual(['rule 1', 'resource'])
  })

  test('and inherits what a later rule opens: that rule does not open it', () => {
    const closed = { ip_address_acl: list }
    expect(seen(closed, rule(LOST), rule('^/first', { ip_address_acl: open }))).toEqual([
      'refused',
      'refused',
    ])
    const off = rule('^/first', { ip_address_acl: open }, { active: false })
    expect(seen(closed, rule(LOST), off)).toEqual(['resource', 'resource'])
    expect(seen({}, rule(LOST, closed, { active: false }))).toEqual(['resource', 'resource'])
  })
})
