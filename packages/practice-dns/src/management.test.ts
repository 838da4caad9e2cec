import { Resolver } from 'node:dns/promises'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startDns, type DnsServer } from './dns.ts'
import type { Records } from './records.ts'

const NAME = 'www.customer.example'
let dns: DnsServer
const heard: (readonly [name: string, records: Records | null])[] = []
const resolver = new Resolver()

async function ask(method: string, path: string, body?: unknown) {
  const answer = await fetch(`${dns.manageUrl ?? ''}${path}`, {
    method,
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  })
  const text = await answer.text()
  return { status: answer.status, json: text === '' ? null : (JSON.parse(text) as unknown) }
}
const put = (records: unknown, name = NAME) => ask('PUT', `/names/${name}`, records)

beforeAll(async () => {
  dns = await startDns({
    host: '127.0.0.1',
    port: 0,
    zone: 'customer.example',
    records: { a: ['127.0.0.1'] },
    manage: { host: '127.0.0.1', port: 0 },
    heard: (name, records) => heard.push([name, records]),
  })
  resolver.setServers([`127.0.0.1:${dns.port}`])
})
afterAll(() => dns.close())

test('a name is set, read, and taken back, and whoever listens hears of it', async () => {
  const records = { a: ['127.0.0.9'], txt: ['one'] }
  expect(await put(records, 'WWW.customer.example.')).toEqual({ status: 200, json: records })
  expect(await resolver.resolve4(NAME)).toEqual(['127.0.0.9'])
  expect((await ask('GET', `/names/${NAME}`)).json).toEqual(records)
  expect((await ask('GET', '/names')).json).toEqual({ [NAME]: records })
  expect((await ask('DELETE', `/names/${NAME}`)).status).toBe(204)
  expect(await resolver.resolve4(NAME)).toEqual(['127.0.0.1'])
  expect((await ask('GET', `/names/${NAME}`)).json).toEqual({ a: ['127.0.0.1'] })
  expect(heard).toEqual([
    [NAME, records],
    [NAME, null],
  ])
})

test('all names go back at once', async () => {
  await put({ nxdomain: true })
  await put({ servfail: true }, `_acme-challenge.${NAME}`)
  expect((await ask('DELETE', '/names')).status).toBe(204)
  expect((await ask('GET', '/names')).json).toEqual({})
  expect(await resolver.resolve4(NAME)).toEqual(['127.0.0.1'])
})

test.each<readonly [what: string, records: unknown, code: string]>([
  ['does not exist', { nxdomain: true }, 'ENOTFOUND'],
  ['fails', { servfail: true }, 'ESERVFAIL'],
  ['is broken in DNSSEC', { dnssecBogus: 'signature expired' }, 'ESERVFAIL'],
  ['has no address', { a: [] }, 'ENODATA'],
])('a name that %s', async (_, records, code) => {
  expect((await put(records)).status).toBe(200)
  await expect(resolver.resolve4(NAME)).rejects.toMatchObject({ code })
})

test.each<readonly [what: string, records: unknown, where: string]>([
  ['no JSON', '{', 'not JSON'],
  ['a list', [], 'expected object'],
  ['nothing', {}, 'needs one of'],
  ['a member that is none', { mx: [] }, '"mx"'],
  ['what is no IPv4 address', { a: ['127.0.0.1', '::1'] }, 'a[1]'],
  ['what is no IPv6 address', { aaaa: ['127.0.0.1'] }, 'aaaa[0]'],
  ['a target that is no name', { cname: 'a..b' }, 'cname'],
  ['an alias with company', { cname: 'a.example', a: ['127.0.0.1'] }, 'cname'],
  ['a fault with company', { servfail: true, txt: ['x'] }, 'servfail'],
  ['a CAA record without its value', { caa: [{ tag: 'issue' }] }, 'caa[0].value'],
  ['a CAA flag beyond a byte', { caa: [{ flags: 256, tag: 'issue', value: ';' }] }, 'caa[0].flags'],
])('%s is refused with the place, and the name stays as it was', async (_, records, where) => {
  await put({ a: ['127.0.0.9'] })
  const { status, json } = await put(records)
  expect([status, (json as { error: string }).error]).toEqual([400, expect.stringContaining(where)])
  expect((await ask('GET', `/names/${NAME}`)).json).toEqual({ a: ['127.0.0.9'] })
})

test('other paths, names and methods are refused', async () => {
  const answers = [
    await ask('GET', '/'),
    await ask('GET', '/names/a%20b'),
    await ask('GET', '/names/elsewhere.example'),
    await ask('POST', `/names/${NAME}`, {}),
    await ask('PUT', '/names', {}),
  ]
  expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 405, 405])
})

test('every example of the manual is taken, and there is one for each member', async () => {
  const manual = readFileSync(join(import.meta.dirname, '../README.md'), 'utf8')
  const examples = [...manual.matchAll(/^```json\n(?<json>[^]*?)^```$/gm)].map(
    (each) => each.groups?.['json'] ?? '',
  )
  for (const example of examples) expect((await put(example)).status, example).toBe(200)
  const shown = examples.flatMap((example) => Object.keys(JSON.parse(example) as object))
  expect(new Set(shown)).toEqual(
    new Set(['a', 'aaaa', 'cname', 'txt', 'caa', 'ns', 'nxdomain', 'servfail', 'dnssecBogus']),
  )
})
