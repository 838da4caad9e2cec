import { Resolver } from 'node:dns/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startDns, type DnsServer } from './dns.ts'

let dns: DnsServer
const resolver = new Resolver()

beforeAll(async () => {
  dns = await startDns({
    host: '127.0.0.1',
    port: 0,
    zone: 'customer.example',
    records: { a: ['127.0.0.1', '127.0.0.2'] },
  })
  resolver.setServers([`127.0.0.1:${dns.port}`])
})
afterAll(() => dns.close())

test('every name under the zone leads to both PoPs', async () => {
  expect((await resolver.resolve4('anything.customer.example')).toSorted()).toEqual([
    '127.0.0.1',
    '127.0.0.2',
  ])
})

test('a name without AAAA records says so, not that it does not exist', async () => {
  await expect(resolver.resolve6('www.customer.example')).rejects.toMatchObject({ code: 'ENODATA' })
})

test('a name can be led elsewhere, made to vanish, and led back', async () => {
  dns.set('moved.customer.example', { a: ['127.0.0.9'] })
  expect(await resolver.resolve4('moved.customer.example')).toEqual(['127.0.0.9'])
  dns.set('moved.customer.example', {})
  await expect(resolver.resolve4('moved.customer.example')).rejects.toMatchObject({ code: 'ENOTFOUND' })
  dns.set('moved.customer.example', { servfail: true })
  await expect(resolver.resolve4('moved.customer.example')).rejects.toMatchObject({ code: 'ESERVFAIL' })
  dns.set('moved.customer.example', null)
  expect(await resolver.resolve4('moved.customer.example')).toHaveLength(2)
})

test('an alias is followed inside the zone', async () => {
  dns.set('alias.customer.example', { cname: 'target.customer.example' })
  expect(await resolver.resolveCname('alias.customer.example')).toEqual(['target.customer.example'])
  expect(await resolver.resolve4('alias.customer.example')).toHaveLength(2)
})

test('TXT and CAA records are answered as they were set, whatever their tag', async () => {
  const caa = [
    { flags: 0, tag: 'issue', value: 'ca.example' },
    { flags: 128, tag: 'unheard', value: 'of' },
  ]
  dns.set('records.customer.example', { txt: ['one', 'two'], caa })
  expect(await resolver.resolveTxt('records.customer.example')).toEqual([['one'], ['two']])
  expect(await resolver.resolveCaa('records.customer.example')).toMatchObject([
    { critical: 0, issue: 'ca.example' },
    { critical: 128, unheard: 'of' },
  ])
})

test('what is delegated is asked where it lies, also behind an alias; where nobody answers, it fails', async () => {
  const authority = await startDns({
    host: '127.0.0.1',
    port: 0,
    zone: 'acme.cdn.example',
    records: { txt: ['delegated'] },
  })
  authority.set('_acme-challenge.www.customer.example', { txt: ['cut'] })
  const parent = await startDns({
    host: '127.0.0.1',
    port: 0,
    zone: 'customer.example',
    records: {},
    authorities: { 'ns1.cdn.example': `127.0.0.1:${authority.port}` },
  })
  parent.set('acme.cdn.example', { ns: ['ns1.cdn.example'] })
  parent.set('_acme-challenge.www.customer.example', { ns: ['ns1.cdn.example'] })
  parent.set('alias.customer.example', { cname: 'label.acme.cdn.example' })
  const asked = new Resolver()
  asked.setServers([`127.0.0.1:${parent.port}`])
  expect(await asked.resolveTxt('_acme-challenge.www.customer.example')).toEqual([['cut']])
  expect(await asked.resolveTxt('alias.customer.example')).toEqual([['delegated']])
  expect(await asked.resolveCname('alias.customer.example')).toEqual(['label.acme.cdn.example'])
  await authority.close()
  await expect(asked.resolveTxt('alias.customer.example')).rejects.toMatchObject({ code: 'ESERVFAIL' })
  await parent.close()
})
