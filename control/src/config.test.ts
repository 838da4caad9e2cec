import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readConfig } from './config.ts'
import type { Environment } from './settings-reader.ts'

const NEEDED: Environment = {
  ACME_DIRECTORY_URL: 'https://ca.example/directory',
  CNAME_TARGET: 'cl-{client}.cdn.example',
}
let folder: string

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'config-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

let files = 0
function write(content: string): string {
  const file = join(folder, `file-${files++}`)
  writeFileSync(file, content)
  return file
}
/** What is said to be wrong, a line for each fault. */
function faultsOf(env: Environment): readonly string[] {
  try {
    readConfig({ ...NEEDED, ...env })
  } catch (error) {
    return error instanceof Error ? error.message.split('\n').slice(1) : []
  }
  return []
}

test('the two settings that must be, are enough; the rest has the defaults of the docs', () => {
  expect(readConfig(NEEDED)).toMatchObject({
    databaseFile: './data/wellknown.db',
    apiListen: { host: '127.0.0.1', port: 8080 },
    acme: { caPem: null, termsAgreed: null, contact: null, eab: null },
    edges: [],
    resolvers: [],
    probePort: 80,
    probeAllowLoopback: false,
    policy: { retryAfter: 900_000, popBound: 900_000, allowPrivateOrigins: [] },
    bootstrapToken: null,
  })
})

test('a rehearsal never goes to the directory in use', () => {
  const same = NEEDED['ACME_DIRECTORY_URL']
  expect(faultsOf({ REHEARSAL_DIRECTORY_URL: same })[0]).toContain('must be another directory')
  expect(faultsOf({ REHEARSAL_DIRECTORY_URL: 'http://ca.example' })[0]).toContain('https')
})

test('every setting at fault is named at once', () => {
  const faults = faultsOf({
    ACME_DIRECTORY_URL: 'http://ca.example/directory',
    CNAME_TARGET: ' ',
    DATABASE_URL: 'postgres://localhost/x',
    ACME_EAB_KID: 'alone',
    ACME_CA_FILE: join(folder, 'missing'),
    ACME_CONTACT: 'tls@cdn.example)\u00a0(other',
    ACME_LIMITS: 'orders=many',
    API_RATE: 'often',
    HSTS_CONFIRM: 'perhaps',
    DNS_RESOLVERS: '127.0.0.1,dns.example',
    ALLOW_PRIVATE_ORIGINS: 'everything',
    API_LISTEN: 'here',
    PROBE_PORT: '0',
    PROBE_ALLOW_LOOPBACK: 'yes',
    BOOTSTRAP_TOKEN: 'short',
    RETRY_AFTER: 'soon',
    POP_BOUND: '-5m',
    EDGES_FILE: join(folder, 'missing'),
  })
  expect(faults.map((line) => /^- ([A-Z_]+) /.exec(line)?.[1] ?? '').sort()).toEqual([
    'ACME_CA_FILE',
    'ACME_CONTACT',
    'ACME_DIRECTORY_URL',
    'ACME_EAB_KID',
    'ACME_LIMITS',
    'ALLOW_PRIVATE_ORIGINS',
    'API_LISTEN',
    'API_RATE',
    'BOOTSTRAP_TOKEN',
    'CNAME_TARGET',
    'DATABASE_URL',
    'DNS_RESOLVERS',
    'EDGES_FILE',
    'HSTS_CONFIRM',
    'POP_BOUND',
    'PROBE_ALLOW_LOOPBACK',
    'PROBE_PORT',
    'RETRY_AFTER',
  ])
})

test('nothing said of a fault quotes a secret', () => {
  const said = faultsOf({ BOOTSTRAP_TOKEN: 's3cret', ACME_EAB_HMAC_KEY: 'bWFjLWtleQ' }).join('\n')
  expect(said).toContain('BOOTSTRAP_TOKEN')
  expect(said).toContain('ACME_EAB_KID')
  expect(said).not.toMatch(/s3cret|bWFjLWtleQ/)
})

test.each([
  ['30s', 30_000],
  ['15m', 900_000],
  ['1h', 3_600_000],
  [' 2m ', 120_000],
  ['', 900_000],
])('a time of %j is %i milliseconds', (value, milliseconds) => {
  expect(readConfig({ ...NEEDED, RETRY_AFTER: value }).policy.retryAfter).toBe(milliseconds)
})

test.each(['0s', '15', 'm', '1.5h', '-1m', '15 m', '1d', '9999999h', '1h30m'])('%j is no time', (value) => {
  expect(faultsOf({ RETRY_AFTER: value })).toEqual([expect.stringContaining('RETRY_AFTER must be a time')])
})

describe('a listener', () => {
  test.each([
    ['0.0.0.0:80', { host: '0.0.0.0', port: 80 }],
    ['[::1]:8080', { host: '::1', port: 8080 }],
    ['localhost:0', { host: 'localhost', port: 0 }],
  ])('%s is read', (value, listen) => {
    expect(readConfig({ ...NEEDED, API_LISTEN: value }).apiListen).toEqual(listen)
  })
  test.each(['8080', ':8080', '127.0.0.1', '127.0.0.1:65536', '::1:8080', 'http://localhost:80'])(
    '%s is none',
    (value) => {
      expect(faultsOf({ API_LISTEN: value })).toHaveLength(1)
    },
  )
})

test('a database without a path is none: SQLite would forget it', () => {
  expect(faultsOf({ DATABASE_URL: 'file:' })).toHaveLength(1)
  expect(readConfig({ ...NEEDED, DATABASE_URL: 'file:/srv/w.db' }).databaseFile).toBe('/srv/w.db')
})

test('resolvers are addresses with or without a port', () => {
  const good = '127.0.0.1, 127.0.0.1:53,::1,[::1]:5353'
  expect(readConfig({ ...NEEDED, DNS_RESOLVERS: good }).resolvers).toHaveLength(4)
  expect(faultsOf({ DNS_RESOLVERS: 'localhost:53,127.0.0.1:0,1.2.3.4:x' })).toHaveLength(3)
})

test('an account binding is its two parts together', () => {
  const eab = { kid: 'customer-17', hmacKey: 'bWFj' }
  const env = { ACME_EAB_KID: 'customer-17', ACME_EAB_HMAC_KEY: 'bWFj' }
  expect(readConfig({ ...NEEDED, ...env }).acme.eab).toEqual(eab)
  expect(faultsOf({ ACME_EAB_KID: 'customer-17' })).toHaveLength(1)
})

describe('EDGES_FILE', () => {
  const edge = (change: object = {}) => ({
    name: 'fra-1',
    admin: 'https://fra-1.admin.cdn.example',
    http: ['192.0.2.1:80', '[2001:db8::1]:80'],
    tls: ['192.0.2.1:443'],
    ...change,
  })
  const faultsIn = (content: unknown): readonly string[] =>
    faultsOf({ EDGES_FILE: write(typeof content === 'string' ? content : JSON.stringify(content)) })

  test('is a list of edges, a CA of their own read with them', () => {
    const adminCaFile = write('PEM')
    const plain = edge({ name: 'ams-1', tls: null })
    const env = { EDGES_FILE: write(JSON.stringify([edge({ adminCaFile }), plain])) }
    expect(readConfig({ ...NEEDED, ...env }).edges).toEqual([
      { ...edge(), adminCa: 'PEM' },
      { ...plain, adminCa: null },
    ])
  })

  test.each([
    ['that is no JSON', '{', 'not JSON'],
    ['that is no list', edge(), 'not a list'],
    ['with a name that is none', [edge({ name: 'FRA 1' })], '0.name'],
    ['with an admin URL of another scheme', [edge(), edge({ name: 'b', admin: 'ftp://x' })], '1.admin'],
    ['without an address', [edge({ http: [] })], '0.http'],
    ['with an address that is a name', [edge({ http: ['fra-1.cdn.example:80'] })], '0.http.0'],
    ['with an address without a port', [edge({ tls: ['192.0.2.1'] })], '0.tls.0'],
    ['with port 0', [edge({ tls: ['192.0.2.1:0'] })], '0.tls.0'],
    ['with a word nobody knows', [edge({ htps: [] })], 'htps'],
    ['with two of one name', [edge(), edge()], 'fra-1 twice'],
    ['with a CA that is not there', [edge({ adminCaFile: '/nowhere/ca.pem' })], '/nowhere/ca.pem'],
  ])('%s is a fault that says where', (_, content, where) => {
    expect(faultsIn(content)).toEqual([expect.stringContaining(where)])
  })

  test('with several faults tells them all', () => {
    expect(faultsIn([edge({ name: 'A' }), edge({ http: [], tls: ['x'] })])).toHaveLength(3)
  })
})

describe('DNS-01', () => {
  const embedded = { DNS_PROVIDER: 'embedded', DNS_NAMESERVERS: 'NS1.cdn.example., ns2.cdn.example' }

  test('is not offered by itself; with our own DNS, the defaults of the docs hold', () => {
    expect(readConfig(NEEDED).dns).toBeNull()
    expect(readConfig({ ...NEEDED, ...embedded }).dns).toEqual({
      provider: 'embedded',
      listen: [{ host: '0.0.0.0', port: 53 }],
      nameservers: ['ns1.cdn.example', 'ns2.cdn.example'],
      aliasZone: null,
      port: 53,
    })
  })

  test('through Gcore needs a token and nothing else', () => {
    expect(readConfig({ ...NEEDED, DNS_PROVIDER: 'gcore', GCORE_API_TOKEN: '7$token' }).dns).toMatchObject({
      apiUrl: 'https://api.gcore.com/dns',
      nameservers: ['ns1.gcorelabs.net', 'ns2.gcdn.services'],
    })
    expect(faultsOf({ DNS_PROVIDER: 'gcore' })).toEqual([expect.stringContaining('GCORE_API_TOKEN')])
  })

  test.each<readonly [what: string, env: Environment, setting: string]>([
    ['an unknown provider', { DNS_PROVIDER: 'route53' }, 'DNS_PROVIDER'],
    ['no nameservers', { DNS_PROVIDER: 'embedded' }, 'DNS_NAMESERVERS'],
    ['a nameserver that is no name', { ...embedded, DNS_NAMESERVERS: '192.0.2.1' }, 'DNS_NAMESERVERS'],
    ['a nameserver inside our zone', { ...embedded, DNS_ZONE: 'cdn.example' }, 'DNS_NAMESERVERS'],
    ['a zone that is no name', { ...embedded, DNS_ZONE: 'a b' }, 'DNS_ZONE'],
    ['a listener by name', { ...embedded, DNS_LISTEN: 'localhost:53' }, 'DNS_LISTEN'],
    ['a port that is none', { ...embedded, DNS_PROBE_PORT: '0' }, 'DNS_PROBE_PORT'],
    [
      'an API in the clear',
      { DNS_PROVIDER: 'gcore', GCORE_API_TOKEN: 'x', GCORE_API_URL: 'http://x' },
      'GCORE_API_URL',
    ],
  ])('%s is named', (_, env, setting) => {
    expect(faultsOf(env)).toEqual([expect.stringContaining(setting)])
  })
})

describe('Cloudflare for a worker’s certificates', () => {
  const cloud = { CLOUDFLARE_POP: 'cloud', CLOUDFLARE_ZONE_ID: 'a'.repeat(32), CLOUDFLARE_API_TOKEN: 'x' }

  test('is left out by default, and needs a zone and a token', () => {
    expect(readConfig(NEEDED).customHostnames).toBeNull()
    expect(readConfig({ ...NEEDED, ...cloud }).customHostnames).toEqual({
      pop: 'cloud',
      apiUrl: 'https://api.cloudflare.com/client/v4',
      zone: 'a'.repeat(32),
      token: 'x',
    })
    expect(faultsOf({ CLOUDFLARE_POP: 'cloud' })).toHaveLength(2)
  })

  test.each<readonly [what: string, env: Environment, setting: string]>([
    ['an API in the clear', { ...cloud, CLOUDFLARE_API_URL: 'http://x' }, 'CLOUDFLARE_API_URL'],
    ['a zone by its name', { ...cloud, CLOUDFLARE_ZONE_ID: 'cdn.example' }, 'CLOUDFLARE_ZONE_ID'],
    ['a token of two words', { ...cloud, CLOUDFLARE_API_TOKEN: 'a b' }, 'CLOUDFLARE_API_TOKEN'],
  ])('%s is named', (_, env, setting) => {
    expect(faultsOf(env)).toEqual([expect.stringContaining(setting)])
  })
})

test('a CNAME and an origin are demanded on the operator’s word only', () => {
  expect(readConfig(NEEDED).policy.look).toEqual({
    requireCname: false,
    requireOrigin: false,
    offersDns01: false,
  })
  const demanding = { ...NEEDED, REQUIRE_CNAME: 'true', REQUIRE_ORIGIN: 'true' }
  expect(readConfig(demanding).policy.look).toMatchObject({ requireCname: true, requireOrigin: true })
  expect(faultsOf({ REQUIRE_CNAME: 'yes', REQUIRE_ORIGIN: '1' })).toHaveLength(2)
})
