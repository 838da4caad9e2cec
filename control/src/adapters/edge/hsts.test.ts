import https from 'node:https'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { issueChain } from '../ca/practice-chain.ts'
import { lookForHsts, readMaxAge } from './hsts.ts'

const HOST = 'www.customer.test'
const servers: https.Server[] = []
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    server.close()
  }
})

test.each([
  ['max-age=31536000', 31_536_000],
  ['Max-Age="600"; includeSubDomains; preload', 600],
  ['includeSubDomains; max-age=0', 0],
  // An instant must stay an instant.
  ['max-age=99999999999999999999', 3_153_600_000],
  ['max-age=1; max-age=2', null],
  ['max-age=-1', null],
  ['max-age', null],
  ['includeSubDomains', null],
  ['', null],
])('"%s" is remembered for %s seconds, as a browser reads it', (header, seconds) => {
  expect(readMaxAge(header)).toBe(seconds)
})

async function startSite(answer: https.ServerOptions & { readonly hears: (host?: string) => object | null }) {
  const { chain, keyPem } = await issueChain([HOST])
  const server = https.createServer({ key: keyPem, cert: chain }, (request, response) => {
    const headers = answer.hears(request.headers.host)
    if (headers) response.writeHead(200, { ...headers }).end()
  })
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `127.0.0.1:${(server.address() as AddressInfo).port}`
}

test('the header of the very host that was asked for is read', async () => {
  const at = await startSite({
    hears: (host) => (host === HOST ? { 'Strict-Transport-Security': 'max-age=60' } : {}),
  })
  expect(await lookForHsts(at, HOST, 2_000)).toEqual({ is: 'sent', maxAge: 60 })
  expect(await lookForHsts(at, 'other.customer.test', 2_000)).toEqual({ is: 'not-sent' })
})

test('a site that hangs, hangs up or floods us with headers is no answer, in bounded time', async () => {
  const hanging = await startSite({ hears: () => null })
  expect(await lookForHsts(hanging, HOST, 200)).toMatchObject({ is: 'unreachable' })
  const flooding = await startSite({ hears: () => ({ 'x-flood': 'x'.repeat(60_000) }) })
  expect(await lookForHsts(flooding, HOST, 2_000)).toMatchObject({ is: 'unreachable' })
  expect(await lookForHsts('127.0.0.1:9', HOST, 2_000)).toMatchObject({ is: 'unreachable' })
})
