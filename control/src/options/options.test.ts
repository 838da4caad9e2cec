// What the options of the CDN API may hold, and where a fault of one lies.

import { describe, expect, test } from 'vitest'
import { compileOptions, findFaults } from './options.ts'

const on = { enabled: true }
const acl = (...excepted_values: unknown[]) => ({ ...on, policy_type: 'deny', excepted_values })
const many = (count: number): string[] => Array.from({ length: count }, (_, n) => `10.0.${n >> 8}.${n % 256}`)

describe('an option as its description shows it', () => {
  test.each([
    ['allowedHttpMethods', { ...on, value: ['GET', 'POST'] }, { methods: ['GET', 'POST'] }],
    ['browser_cache_settings', { ...on, value: '3600s' }, { seconds: 3600 }],
    ['browser_cache_settings', { ...on, value: '4d' }, { seconds: 345_600 }],
    ['browser_cache_settings', { ...on, value: '0s' }, { seconds: 0 }],
    ['browser_cache_settings', { ...on, value: '1y' }, { seconds: 31_536_000 }],
    ['browser_cache_settings', { ...on, value: '1500ms' }, { seconds: 1 }],
    ['country_acl', acl('GB', 'de'), { policy: 'deny', countries: ['GB', 'DE'] }],
    [
      'ip_address_acl',
      acl('192.168.3.2/32', '2a03:d000:2980:7::8/128', '192.0.2.1'),
      { policy: 'deny', ranges: ['192.168.3.2/32', '2a03:d000:2980:7::8/128', '192.0.2.1'] },
    ],
    [
      'referrer_acl',
      acl('Example.com', '*.example.net', 'bücher.example'),
      { policy: 'deny', domains: ['example.com', 'xn--bcher-kva.example'], parents: ['example.net'] },
    ],
    ['hostHeader', { ...on, value: 'host.com' }, { host: 'host.com' }],
    [
      'user_agent_acl',
      acl('UserAgent Value', '', '~*.*bot.*'),
      { policy: 'deny', texts: ['UserAgent Value', ''], tables: [expect.anything()] },
    ],
    [
      'rewrite',
      { ...on, body: '/(.*) /additional_path/$1', flag: 'break' },
      {
        table: expect.anything(),
        replacement: [{ text: '/additional_path/' }, { group: 1 }],
        absolute: false,
        flag: 'break',
      },
    ],
    [
      'rewrite',
      { ...on, body: '^/a $scheme://$host/b?x=1' },
      {
        table: expect.anything(),
        replacement: [{ variable: 'scheme' }, { text: '://' }, { variable: 'host' }, { text: '/b?x=1' }],
        absolute: true,
        flag: 'break',
      },
    ],
    [
      'staticRequestHeaders',
      { ...on, value: { 'Header-One': 'Value 1', 'Header-Two': 'Value 2' } },
      {
        headers: [
          { name: 'Header-One', value: 'Value 1' },
          { name: 'Header-Two', value: 'Value 2' },
        ],
      },
    ],
    [
      'static_response_headers',
      { ...on, value: [{ name: 'X-Example', value: ['Value_1', 'Value_2'] }] },
      { headers: [{ name: 'X-Example', values: ['Value_1', 'Value_2'], always: false }] },
    ],
    [
      'staticHeaders',
      { ...on, value: { 'X-Example': 'Value_1', 'X-Example-Multiple': ['Value_2', 'Value_3'] } },
      {
        headers: [
          { name: 'X-Example', values: ['Value_1'], always: false },
          { name: 'X-Example-Multiple', values: ['Value_2', 'Value_3'], always: false },
        ],
      },
    ],
    [
      'response_headers_hiding_policy',
      { ...on, mode: 'hide', excepted: ['My-Header'] },
      { mode: 'hide', excepted: ['my-header'] },
    ],
  ])('%s is taken, and compiled to what an edge runs', (name, option, compiled) => {
    expect(findFaults({ [name]: option })).toEqual([])
    expect(compileOptions({ [name]: option })).toEqual({ [name]: { ...on, ...compiled } })
    expect(compileOptions({ [name]: { ...option, enabled: false } })).toEqual({ [name]: { enabled: false } })
    expect(compileOptions({ [name]: null })).toEqual({})
  })

  test.each([
    [
      'force_return',
      {
        ...on,
        code: 301,
        body: 'http://example.com/redirect_address',
        time_interval: { start_time: '09:00', end_time: '20:00', time_zone: 'CET' },
      },
    ],
    ['force_return', { ...on, code: 403, body: '', time_interval: null }],
    ['redirect_https_to_http', { enabled: false, value: true }],
    ['forward_host_header', { ...on, value: true }],
    ['block_unknown_challenges', { ...on, value: true }],
  ])('%s is taken, and given on as it is', (name, option) => {
    expect(findFaults({ [name]: option })).toEqual([])
    expect(compileOptions({ [name]: option })).toEqual({ [name]: option })
  })
})

describe('a fault is named with its place', () => {
  test.each([
    ['allowedHttpMethods', { ...on, value: ['GET', 'TRACE'] }, '.value[1]', 'GET, HEAD'],
    ['allowedHttpMethods', { value: ['GET'] }, '.enabled', 'required'],
    ['browser_cache_settings', { ...on, value: '1h30m' }, '.value', 'nginx'],
    ['browser_cache_settings', { ...on, value: '13M' }, '.value', 'a year'],
    ['country_acl', acl('GB', 'UK'), '.excepted_values[1]', 'ISO 3166-1'],
    ['country_acl', { ...acl('GB'), policy_type: 'block' }, '.policy_type', 'allow or deny'],
    ['ip_address_acl', acl('10.0.0.1', '::1', '10.0.0.0/33'), '.excepted_values[2]', '192.0.2.0/24'],
    ['ip_address_acl', acl('10.0.0.1', '::1', '10.0.0.1/32'), '.excepted_values[2]', 'twice'],
    ['ip_address_acl', acl('10.0.0.1', 7), '.excepted_values[1]', 'string'],
    ['ip_address_acl', acl(...many(601)), '.excepted_values', 'at most 600'],
    ['ip_address_acl', acl('1'.repeat(256)), '.excepted_values[0]', 'at most 255'],
    ['referrer_acl', acl('example.com', 'https://example.com'), '.excepted_values[1]', 'without a scheme'],
    ['referrer_acl', acl('example.com:8080'), '.excepted_values[0]', 'domain'],
    ['referrer_acl', acl('*.*.example.com'), '.excepted_values[0]', 'domain'],
    ['referrer_acl', acl('example.com', 'EXAMPLE.com'), '.excepted_values[1]', 'twice'],
    ['user_agent_acl', acl('good', '~a++'), '.excepted_values[1]', 'at character 4'],
    ['user_agent_acl', acl('~*(.)\\1'), '.excepted_values[0]', 'Back-references'],
    ['user_agent_acl', acl('bäd'), '.excepted_values[0]', 'ASCII'],
    ['user_agent_acl', acl(), '.excepted_values', 'at least one'],
    ['rewrite', { ...on, body: '/(.*)' }, '.body', 'with a space between'],
    ['rewrite', { ...on, body: '/(.*) /x y' }, '.body', 'with a space between'],
    ['rewrite', { ...on, body: '/(a*)* /x' }, '.body', 'cannot be repeated here.*at character 2'],
    ['rewrite', { ...on, body: '/(?<=a)b /x' }, '.body', 'Lookbehinds.*at character 2'],
    ['rewrite', { ...on, body: '/(.*) /$2' }, '.body', 'no group 2.*at character 8'],
    ['rewrite', { ...on, body: '/(.*) /$args' }, '.body', 'After .*at character 8'],
    ['rewrite', { ...on, body: '/(.*) media/$1' }, '.body', 'begins with'],
    ['rewrite', { ...on, body: '/(.*) /ü' }, '.body', 'percent-encoded'],
    ['rewrite', { ...on, body: `/(.*) /${'x'.repeat(250)}` }, '.body', 'at most 255'],
    ['rewrite', { ...on, body: '/(.*) /x', flag: 'stop' }, '.flag', 'break, last'],
    ['hostHeader', { ...on, value: 'Host.com' }, '.value', 'lower case'],
    ['hostHeader', { ...on, value: 'a\r\nx: y' }, '.value', 'host'],
    ['staticRequestHeaders', { ...on, value: { 'X-A': 'a\r\nX-B: b' } }, '.value.X-A', 'visible ASCII'],
    ['staticRequestHeaders', { ...on, value: { Host: 'evil.test' } }, '.value.Host', 'cannot be set'],
    [
      'staticRequestHeaders',
      { ...on, value: { 'X-Forwarded-For': '1.1.1.1' } },
      '.value.X-Forwarded-For',
      'cannot be set',
    ],
    [
      'staticRequestHeaders',
      { ...on, value: { 'transfer-encoding': 'chunked' } },
      '.value.transfer-encoding',
      'cannot be set',
    ],
    ['staticRequestHeaders', { ...on, value: { 'X-A': 'a', 'x-a': 'b' } }, '.value.x-a', 'twice'],
    ['staticRequestHeaders', { ...on, value: { 'X A': 'a' } }, '.value.X A', 'letters, digits'],
    [
      'static_response_headers',
      { ...on, value: [{ name: 'Content-Length', value: ['1'] }] },
      '.value[0].name',
      'cannot be set',
    ],
    [
      'static_response_headers',
      { ...on, value: [{ name: 'X-A', value: ['a', ' b'] }] },
      '.value[0].value[1]',
      'visible ASCII',
    ],
    ['static_response_headers', { ...on, value: [{ name: 'X-A', value: [] }] }, '.value[0].value', 'a value'],
    [
      'static_response_headers',
      { ...on, value: [{ name: 'X-A', value: ['x'.repeat(513)] }] },
      '.value[0].value[0]',
      'at most 512',
    ],
    [
      'static_response_headers',
      { ...on, value: Array.from({ length: 51 }, (_, n) => ({ name: `X-${n}`, value: ['v'] })) },
      '.value',
      'at most 50',
    ],
    [
      'static_response_headers',
      { ...on, value: Array.from({ length: 20 }, (_, n) => ({ name: `X-${n}`, value: ['v'.repeat(500)] })) },
      '.value',
      '8192',
    ],
    ['staticHeaders', { ...on, value: { 'X-A': ['good', 'bäd'] } }, '.value.X-A[1]', 'visible ASCII'],
    [
      'response_headers_hiding_policy',
      { ...on, mode: 'show', excepted: ['etag', 'Date'] },
      '.excepted[1]',
      'cannot be hidden',
    ],
    [
      'response_headers_hiding_policy',
      { ...on, mode: 'show', excepted: ['content-encoding'] },
      '.excepted[0]',
      'cannot be hidden',
    ],
    [
      'response_headers_hiding_policy',
      { ...on, mode: 'hide', excepted: ['a b'] },
      '.excepted[0]',
      'name of a header',
    ],
    ['force_return', { ...on, code: 444, body: '' }, '.code', 'reserved'],
    ['force_return', { ...on, code: 101, body: '' }, '.code', '200 to 599'],
    ['force_return', { ...on, code: 200, body: 'x'.repeat(256) }, '.body', 'at most 255'],
    ['force_return', { ...on, code: 301, body: 'moved' }, '.body', 'URL or path'],
    ['force_return', { ...on, code: 302, body: 'javascript:alert(1)' }, '.body', 'URL or path'],
    ['force_return', { ...on, code: 302, body: 'https://a.test/\r\nx' }, '.body', 'URL or path'],
    [
      'force_return',
      { ...on, code: 403, body: '', time_interval: { start_time: '24:00', end_time: '6:00' } },
      '.time_interval.start_time',
      'time of day',
    ],
    [
      'force_return',
      { ...on, code: 403, body: '', time_interval: { start_time: '6:00', end_time: '06:00' } },
      '.time_interval.end_time',
      'whole day',
    ],
    [
      'force_return',
      {
        ...on,
        code: 403,
        body: '',
        time_interval: { start_time: '6:00', end_time: '7:00', time_zone: 'Mars/Base' },
      },
      '.time_interval.time_zone',
      'time zone',
    ],
    ['redirect_http_to_https', { ...on, value: 'yes' }, '.value', 'true or false'],
  ])('%s %j', (name, option, place, word) => {
    const faults = findFaults({ [name]: option })
    expect(faults.map(([field]) => field)).toEqual([`options.${name}${place}`])
    expect(faults[0]?.[1]).toMatch(new RegExp(`${word}.*\\.$`))
  })

  test('those that exclude each other are not on together, unless one is a switch set to false', () => {
    const both = {
      redirect_http_to_https: { ...on, value: true },
      redirect_https_to_http: { ...on, value: true },
      hostHeader: { ...on, value: 'host.com' },
      forward_host_header: { ...on, value: true },
    }
    expect(findFaults(both).map(([field]) => field)).toEqual([
      'options.redirect_https_to_http',
      'options.forward_host_header',
    ])
    expect(
      findFaults({
        ...both,
        redirect_https_to_http: { ...on, value: false },
        forward_host_header: { enabled: false, value: true },
      }),
    ).toEqual([])
  })

  test('one that cannot be run does not take the others with it', () => {
    const options = {
      staticRequestHeaders: { ...on, value: { 'X-A': 7 } },
      hostHeader: { ...on, value: 'host.com' },
      cors: { ...on, value: ['*'] },
    }
    expect(Object.keys(compileOptions(options))).toEqual(['hostHeader'])
  })
})
