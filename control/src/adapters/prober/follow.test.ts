// Redirects, followed to explain them: as a CA does, and never into the operator's network.

import http from 'node:http'
import https from 'node:https'
import { createServer, type AddressInfo, type Server } from 'node:net'
import { startDns, type DnsServer } from '@wellknown/practice-dns'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { issueChain } from '../ca/practice-chain.ts'
import { createNodeProber, type ProberOptions } from './node.ts'

const HOST = 'www.customer.test'
const TOKEN = 't'.repeat(43)
const BODY = `${TOKEN}.${'p'.repeat(43)}`
const PATH = `/.well-known/acme-challenge/${TOKEN}`
/** An address of the public Internet, which the map leads to a site here. */
const PUBLIC = '9.9.9.9'
const servers: Server[] = []
let dns: DnsServer
beforeAll(async () => {
  dns = await startDns({ host: '127.0.0.1', port: 0, zone: 'customer.test', records: { a: ['127.0.0.1'] } })
})
afterAll(() => dns.close())
afterEach(async () => {
  for (const server of servers.splice(0)) await new Promise((resolve) => server.close(resolve))
})

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  servers.push(server)
  // The cast: a server that listens on TCP has an address of this form.
  return (server.address() as AddressInfo).port
}
const closing =
  (answer: http.RequestListener): http.RequestListener =>
  (request, response) => {
    response.setHeader('connection', 'close')
    answer(request, response)
  }
/** A site that leads on as told by path and host; where it tells nothing it answers with our body. */
async function site(lead: (path: string, host: string) => string | null, status = 301): Promise<number> {
  return listen(
    http.createServer(
      closing(({ url = '', headers }, response) => {
        const location = lead(url, headers.host ?? '')
        if (location === null) response.end(BODY)
        else response.writeHead(status, { location }).end()
      }),
    ),
  )
}
async function look(port: number, options: Partial<ProberOptions> = {}) {
  const resolvers = [`127.0.0.1:${dns.port}`]
  const prober = createNodeProber({ resolvers, port, allowLoopback: true, ...options })
  const answer = await prober.ask(HOST, '127.0.0.1', TOKEN, BODY)
  if (answer.is !== 'other' || !answer.redirect) throw new Error(JSON.stringify(answer))
  return answer.redirect
}

test('a redirect is followed to where it ends, over other names and HTTPS; no certificate is asked for', async () => {
  const { chain, keyPem } = await issueChain(['anything.test'])
  const tlsPort = await listen(
    https.createServer(
      { cert: chain, key: keyPem },
      closing((_, response) => response.end(BODY)),
    ),
  )
  const port = await site((path) => (path === PATH ? '/moved' : `https://shop.customer.test${PATH}`))
  expect(await look(port, { tlsPort })).toEqual({
    urls: [`http://${HOST}/moved`, `https://shop.customer.test${PATH}`],
    end: { is: 'ours' },
  })
})

test('one that ends at another answer, or where nothing is, is told so', async () => {
  const elsewhere = await listen(
    http.createServer(closing((_, response) => response.writeHead(404).end('no'))),
  )
  const port = await site(() => 'https://shop.customer.test/')
  expect((await look(port, { tlsPort: elsewhere })).end).toMatchObject({ is: 'unreachable' })
  const own = await site((path) => (path === PATH ? '/missing' : null))
  expect((await look(own)).end).toEqual({ is: 'ours' })
  dns.set('nowhere.customer.test', { a: [] })
  const lost = await site(() => 'http://nowhere.customer.test/')
  expect((await look(lost)).end).toMatchObject({
    is: 'unreachable',
    detail: expect.stringContaining('nowhere'),
  })
})

test.each([
  ['in a circle', `http://${HOST}${PATH}`, 301, 'loop'],
  ['to another scheme', 'ftp://www.customer.test/', 302, 'scheme'],
  ['to a script', 'javascript:alert(1)', 302, 'scheme'],
  ['to another port', 'http://www.customer.test:8443/', 307, 'port'],
  ['to a bare word', 'http://localhost/', 308, 'host'],
  ['to no URL', 'http://', 301, 'host'],
  ['by 303, which Boulder does not take', 'http://www.customer.test/x', 303, 'status'],
  ['by 300', 'http://www.customer.test/x', 300, 'status'],
])('one that leads %s is not followed there', async (_, location, status, why) => {
  const port = await site(() => location, status)
  expect((await look(port)).end).toEqual({ is: 'forbidden', why })
})

test('one that goes on and on is given up after three hops', async () => {
  let asked = 0
  const port = await site(() => `/hop-${++asked}`)
  expect((await look(port)).end).toEqual({ is: 'given-up' })
  expect(asked).toBe(4)
})

test.each([
  '10.0.0.1',
  '169.254.169.254',
  '[::1]',
  '[fd00::1]',
  '[::ffff:10.0.0.1]',
  '[64:ff9b::a00:1]',
  'private.customer.test',
  'mixed.customer.test',
  'rebound.customer.test',
])('one to %s is refused, and no socket is opened there (PRE-9, SEC-29, SEC-30)', async (host) => {
  let connections = 0
  const trap = await listen(createServer((socket) => void (connections++, socket.destroy())))
  dns.set('private.customer.test', { a: ['10.0.0.1'] })
  dns.set('mixed.customer.test', { a: ['9.9.9.10', '10.0.0.1'] })
  // Public when it was checked by whoever set the redirect, private when it is followed.
  dns.set('rebound.customer.test', { a: ['9.9.9.10'] })
  dns.set('rebound.customer.test', { a: ['192.168.0.1'] })
  const private4 = ['10.0.0.1', '192.168.0.1', '169.254.169.254', '9.9.9.10']
  const private6 = ['::1', 'fd00::1', '::ffff:10.0.0.1', '64:ff9b::a00:1', '::ffff:a00:1']
  // Whatever address might be connected to would lead to the trap, but the site's own.
  const port = await site(() => `http://${host}/`)
  const addressMap = {
    ...Object.fromEntries([...private4, ...private6].map((each) => [each, `127.0.0.1:${trap}`])),
    [PUBLIC]: `127.0.0.1:${port}`,
  }
  const resolvers = [`127.0.0.1:${dns.port}`]
  const prober = createNodeProber({ resolvers, port: 80, allowLoopback: false, addressMap })
  const answer = await prober.ask(HOST, PUBLIC, TOKEN, BODY)
  expect(answer).toMatchObject({ redirect: { end: { is: 'forbidden', why: 'host' } } })
  expect(connections).toBe(0)
})

test('the address that was checked is the one that is asked, whatever the name leads to by then (SEC-30)', async () => {
  let asked = 0
  const port = await site((path) => {
    asked++
    // The name leads into the private network from now on; the redirect stays on the name.
    dns.set(HOST, { a: ['10.0.0.1'] })
    return path === PATH ? `http://${HOST}/again` : null
  })
  const addressMap = { [PUBLIC]: `127.0.0.1:${port}` }
  const resolvers = [`127.0.0.1:${dns.port}`]
  const prober = createNodeProber({ resolvers, port: 80, allowLoopback: false, addressMap })
  const answer = await prober.ask(HOST, PUBLIC, TOKEN, BODY)
  expect(answer).toMatchObject({ redirect: { end: { is: 'ours' } } })
  expect(asked).toBe(2)
})

test('one whose end is silent takes no longer than a look', async () => {
  const silent = await listen(createServer((socket) => void socket.on('error', () => {}).resume()))
  const port = await site(() => 'https://shop.customer.test/')
  expect((await look(port, { tlsPort: silent, askTimeoutMs: 200 })).end).toMatchObject({ is: 'unreachable' })
})

test('an origin is reached by address and port; none of the operator’s network but what is allowed', async () => {
  let connections = 0
  const port = await listen(createServer((socket) => void (connections++, socket.destroy())))
  const options = { resolvers: [], port: 80, allowLoopback: true }
  for (const address of ['127.0.0.1', '10.0.0.1', '169.254.169.254', '::1', '64:ff9b::a00:1']) {
    expect(await createNodeProber(options).reach(address, port), address).toEqual({ is: 'reserved' })
  }
  expect(connections).toBe(0)
  const allowing = createNodeProber({ ...options, allowPrivateOrigins: [`127.0.0.1:${port}`, '127.0.0.1:1'] })
  expect(await allowing.reach('127.0.0.1', port)).toEqual({ is: 'open' })
  expect(await allowing.reach('127.0.0.1', 1)).toMatchObject({
    is: 'unreachable',
    detail: 'the connection was refused',
  })
})
