import http from 'node:http'
import { startNodeEdge, type NodeEdge } from '@wellknown/edge/node'
import { generateSigningKey, importSigningKey, type SigningKey } from '@wellknown/wire'
import { expect, test } from 'vitest'
import type { Pop } from '../../store/records.ts'
import { issueChain } from '../ca/practice-chain.ts'
import { edgeContract, popCalled, THUMBPRINT, TOKEN, tokensFor } from './contract.ts'
import { createHttpEdge } from './http.ts'

type Identity = {
  readonly key: SigningKey
  settingsOf(pop: string, adminHost: string): Record<string, string>
}

async function createIdentity(): Promise<Identity> {
  const { privateJwk, publicJwk } = await generateSigningKey()
  const jwks = JSON.stringify({ keys: [publicJwk] })
  return {
    key: await importSigningKey(privateJwk),
    settingsOf: (POP, ADMIN_HOST) => ({ POP, ADMIN_HOST, ADMIN_JWKS: jwks, ACME_THUMBPRINTS: THUMBPRINT }),
  }
}

const ANY = { host: '127.0.0.1', port: 0 }
const startEdge = (settings: Record<string, string>, tls: boolean, admin: Admin = null): Promise<NodeEdge> =>
  startNodeEdge({
    settings,
    http: ANY,
    tls: tls ? ANY : null,
    admin: admin && { ...ANY, ...admin },
    shelfFile: ':memory:',
    sealKeyFile: null,
    allowPrivateOrigins: [],
  })
type Admin = { readonly cert: string; readonly key: string } | null

const popOn = (name: string, { httpPort, tlsPort }: NodeEdge): Pop =>
  popCalled(name, {
    admin: `http://127.0.0.1:${httpPort}`,
    http: [`127.0.0.1:${httpPort}`],
    tls: tlsPort === null ? null : [`127.0.0.1:${tlsPort}`],
  })

function visit({ http: [address = ''] }: Pop, host: string, path: string): Promise<string | null> {
  return new Promise((resolve, reject) => {
    const request = http.get(`http://${address}${path}`, { headers: { host }, agent: false }, (answer) => {
      let text = ''
      answer.setEncoding('utf8').on('data', (chunk: string) => (text += chunk))
      answer.on('end', () => resolve(answer.statusCode === 200 ? text : null))
    })
    request.on('error', reject)
  })
}

edgeContract('PoPs over the network', async () => {
  const { key, settingsOf } = await createIdentity()
  const main = await startEdge(settingsOf('main', '127.0.0.1'), true)
  const plain = await startEdge(settingsOf('plain', '127.0.0.1'), false)
  const gone = await startEdge(settingsOf('away', '127.0.0.1'), true)
  const away = popOn('away', gone)
  await gone.close()
  return {
    edge: createHttpEdge({ key, now: Date.now }),
    pop: popOn('main', main),
    plain: popOn('plain', plain),
    away,
    answer: (pop, host, token) => visit(pop, host, `/.well-known/acme-challenge/${token}`),
    close: async () => void (await Promise.all([main.close(), plain.close()])),
  }
})

test('a PoP that trusts another key refuses, and says so', async () => {
  const [ours, theirs] = [await createIdentity(), await createIdentity()]
  const started = await startEdge(theirs.settingsOf('main', '127.0.0.1'), false)
  const edge = createHttpEdge({ key: ours.key, now: Date.now })
  const pop = popOn('main', started)
  const refusal = { error: 'unknown-key' }
  expect(await edge.push(pop, tokensFor('a.customer.test', 1))).toMatchObject({ is: 'refused', refusal })
  expect(await edge.self(pop)).toMatchObject({ is: 'unreachable', detail: 'status 401: unknown-key' })
  await started.close()
})

test('a clock that is far off is told, and nothing is held', async () => {
  const { key, settingsOf } = await createIdentity()
  const started = await startEdge(settingsOf('main', '127.0.0.1'), false)
  const pop = popOn('main', started)
  const edge = createHttpEdge({ key, now: () => Date.now() - 10 * 60_000 })
  const refusal = { error: 'stale-signature' }
  expect(await edge.push(pop, tokensFor('a.customer.test', 1))).toMatchObject({ is: 'refused', refusal })
  expect(await visit(pop, 'a.customer.test', `/.well-known/acme-challenge/${TOKEN}`)).toBeNull()
  await started.close()
})

test('an admin listener over TLS is trusted by its CA alone', async () => {
  const { key, settingsOf } = await createIdentity()
  const { chain, keyPem, root } = await issueChain(['localhost'])
  const started = await startEdge(settingsOf('main', 'localhost'), false, { cert: chain, key: keyPem })
  const admin = `https://localhost:${started.adminPort}`
  const edge = createHttpEdge({ key, now: Date.now })
  const trusted = popCalled('main', { admin, adminCa: root.toString('pem') })
  expect(await edge.push(trusted, tokensFor('a.customer.test', 1))).toMatchObject({ is: 'held' })
  const other = (await issueChain(['localhost'])).root.toString('pem')
  for (const adminCa of [null, other]) {
    const pop = popCalled('main', { admin, adminCa })
    expect(await edge.push(pop, tokensFor('b.customer.test', 1))).toMatchObject({ is: 'unreachable' })
  }
  await started.close()
})
