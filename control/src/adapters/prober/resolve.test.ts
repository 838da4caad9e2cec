import { createSocket } from 'node:dgram'
import { startDns, type DnsServer } from '@wellknown/practice-dns'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createNodeProber } from './node.ts'
import type { Prober } from './port.ts'

const HOST = 'www.customer.test'

describe('a name', () => {
  let dns: DnsServer
  let prober: Prober
  beforeAll(async () => {
    dns = await startDns({
      host: '127.0.0.1',
      port: 0,
      zone: 'customer.test',
      records: { a: ['192.0.2.1', '192.0.2.2'], aaaa: ['2001:db8::1'] },
    })
    prober = createNodeProber({ resolvers: [`127.0.0.1:${dns.port}`], port: 80, allowLoopback: false })
  })
  afterAll(() => dns.close())

  test('is resolved to all its addresses, of both families', async () => {
    const found = await prober.resolve(HOST)
    expect(found).toMatchObject({ is: 'found', cnames: [], aaaa: ['2001:db8::1'] })
    expect(found.is === 'found' && [...found.a].sort()).toEqual(['192.0.2.1', '192.0.2.2'])
  })

  test('gives its TXT records whole, none where there is none, and tells servers that fail', async () => {
    dns.set('texts.customer.test', { txt: ['client-7', 'x'.repeat(300)] })
    expect(await prober.texts('texts.customer.test')).toEqual({
      is: 'found',
      values: ['client-7', 'x'.repeat(300)],
    })
    expect(await prober.texts(HOST)).toEqual({ is: 'found', values: [] })
    dns.set('gone.customer.test', {})
    expect(await prober.texts('gone.customer.test')).toEqual({ is: 'found', values: [] })
    dns.set('broken.customer.test', { servfail: true })
    expect(await prober.texts('broken.customer.test')).toMatchObject({ is: 'failure' })
  })

  test('that is an alias comes with its chain, in order and in lower case (PRE-2)', async () => {
    dns.set('alias.customer.test', { cname: 'Mid.customer.test' })
    dns.set('Mid.customer.test', { cname: 'cl-1.cdn.test' })
    dns.set('mid.customer.test', { cname: 'cl-1.cdn.test' })
    dns.set('cl-1.cdn.test', { a: ['192.0.2.9'] })
    expect(await prober.resolve('alias.customer.test')).toEqual({
      is: 'found',
      cnames: ['mid.customer.test', 'cl-1.cdn.test'],
      a: ['192.0.2.9'],
      aaaa: [],
    })
  })

  test('of only one family is found without the other', async () => {
    dns.set('six.customer.test', { aaaa: ['2001:db8::6'] })
    expect(await prober.resolve('six.customer.test')).toMatchObject({ a: [], aaaa: ['2001:db8::6'] })
  })

  test('that does not exist is told from one without addresses (PRE-1)', async () => {
    dns.set('gone.customer.test', {})
    dns.set('mail.customer.test', { a: [] })
    expect(await prober.resolve('gone.customer.test')).toEqual({ is: 'nxdomain' })
    expect(await prober.resolve('mail.customer.test')).toEqual({ is: 'found', cnames: [], a: [], aaaa: [] })
  })

  test('whose servers fail is neither', async () => {
    dns.set('broken.customer.test', { servfail: true })
    expect(await prober.resolve('broken.customer.test')).toMatchObject({
      is: 'failure',
      detail: expect.stringContaining('ESERVFAIL'),
    })
    expect(await prober.resolve('refused.elsewhere.test')).toMatchObject({ is: 'failure' })
  })

  test('whose aliases go on and on is followed for ten of them', async () => {
    const hops = Array.from({ length: 30 }, (_, index) => `hop-${index}.customer.test`)
    hops.forEach((hop, index) => dns.set(hop, { cname: hops[index + 1] ?? HOST }))
    const found = await prober.resolve('hop-0.customer.test')
    expect(found.is === 'found' && found.cnames.length).toBe(10)
  })

  test('whose server is silent is a failure, in time', async () => {
    const silent = createSocket('udp4')
    await new Promise<void>((resolve) => silent.bind(0, '127.0.0.1', resolve))
    const resolvers = [`127.0.0.1:${silent.address().port}`]
    const impatient = createNodeProber({ resolvers, port: 80, allowLoopback: false, resolveTimeoutMs: 50 })
    expect(await impatient.resolve(HOST)).toEqual({
      is: 'failure',
      detail: 'The DNS lookup failed: ETIMEOUT.',
    })
    await new Promise<void>((resolve) => silent.close(resolve))
  })
})
