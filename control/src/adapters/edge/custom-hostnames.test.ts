import { beforeAll, beforeEach, expect, test } from 'vitest'
import { WIRE } from '@wellknown/wire'
import { seal } from '@wellknown/wire/seal'
import { makeCertificate } from '../custom-hostnames/certificates.ts'
import { createMemoryCustomHostnames, type MemoryCustomHostnames } from '../custom-hostnames/memory.ts'
import type { HostCertificate } from '../custom-hostnames/port.ts'
import { popCalled } from './contract.ts'
import { createEdgeWithCustomHostnames } from './custom-hostnames.ts'
import { createMemoryEdge, type MemoryEdge } from './memory.ts'
import type { Edge, Pushed } from './port.ts'

const HOST = 'www.customer.example'
const NOW = 1_800_000_000_000
const CLOUD = popCalled('cloud', { tls: ['198.51.100.1:443'] })

let certificate: HostCertificate
let inner: MemoryEdge
let hostnames: MemoryCustomHostnames
let edge: Edge
beforeAll(async () => {
  certificate = await makeCertificate([HOST], '4A01')
})
beforeEach(async () => {
  inner = createMemoryEdge({ thumbprint: 'a'.repeat(43), terminates: ['near'], now: () => NOW })
  hostnames = createMemoryCustomHostnames()
  edge = await createEdgeWithCustomHostnames(inner, { pop: 'cloud', hostnames, now: () => NOW })
})

/** Pushed as the work does: the key sealed to what the PoP tells of itself. */
async function push(given: Partial<HostCertificate> | null, by = edge): Promise<Pushed> {
  const told = await edge.self(CLOUD)
  if ('is' in told || told.sealKey === null) throw new Error('no key to seal to')
  const { chain, key } = { ...certificate, ...given }
  const sealedKey = await seal(key, HOST, told.sealKey)
  const document = given && { serial: '4A01', chain, sealedKey, tlsVersions: ['TLSv1.2', 'TLSv1.3'] as const }
  const base = { wire: WIRE, kind: 'certificate', host: HOST, epoch: 1, rev: 1 } as const
  return by.push(CLOUD, {
    ...base,
    document: document && { ...document, tlsVersions: [...document.tlsVersions] },
  })
}

test('the PoP’s certificates go to custom hostnames, with a receipt; an empty document takes the name away', async () => {
  expect(await push({})).toMatchObject({ is: 'held', receipt: { pop: 'cloud', host: HOST, rev: 1 } })
  expect(await hostnames.show(HOST)).toEqual({ is: 'served', serial: '4A01' })
  expect(await push(null)).toMatchObject({ is: 'held' })
  expect(await hostnames.show(HOST)).toMatchObject({ is: 'none' })
})

test('a certificate that cannot serve is refused as any edge refuses it, and what serves goes on', async () => {
  await push({})
  const other = await makeCertificate(['other.example'], '4A02')
  expect(await push(other)).toMatchObject({ is: 'refused', refusal: { error: 'malformed' } })
  expect(await push({ key: other.key })).toMatchObject({ is: 'refused' })
  expect(await hostnames.show(HOST)).toEqual({ is: 'served', serial: '4A01' })
})

test('an outage is no refusal: it may have happened, and is pushed again', async () => {
  hostnames.down(true)
  expect(await push({})).toMatchObject({ is: 'unreachable' })
  expect(await edge.observe(CLOUD, '198.51.100.1:443', HOST)).toMatchObject({ is: 'unreachable' })
  hostnames.down(false)
  expect(await push({})).toMatchObject({ is: 'held' })
})

test('a key that was sealed for another process is asked for again, not refused', async () => {
  const next = await createEdgeWithCustomHostnames(inner, { pop: 'cloud', hostnames, now: () => NOW })
  expect(await push({}, next)).toMatchObject({ is: 'unreachable' })
})

test('it is seen serving only where Cloudflare’s word and a visitor’s eyes agree', async () => {
  expect(await edge.observe(CLOUD, '198.51.100.1:443', HOST)).toMatchObject({ is: 'none' })
  await push({})
  // Deployed, says the API; the fresh TLS session that is opened then is what counts.
  expect(await edge.observe(CLOUD, '198.51.100.1:443', HOST)).toEqual(
    await inner.observe(CLOUD, '198.51.100.1:443', HOST),
  )
})
