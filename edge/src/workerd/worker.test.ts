// Inside workerd: what an isolate keeps between requests.

import { env } from 'cloudflare:workers'
import { expect, test, vi } from 'vitest'
import { documentPath, signConfig, signRequest, utf8, WIRE, type Config } from '@wellknown/wire'
import { ADMIN_HOST, createIdentity, OPEN } from '../black-box/driver.ts'
import worker, { type HostShelf } from '../worker.ts'

const HOST = 'www.customer.example'
const BLOCK = { force_return: { enabled: true, code: 418, body: 'kept' } }

test('a start that failed is tried again, and a request that fails takes from nobody what the edge has in memory', async () => {
  const { settings, key } = await createIdentity('isolate')
  const { SHELF } = env as { SHELF: DurableObjectNamespace<HostShelf> }
  const document = await signConfig(HOST, 1, 1, { ...OPEN, options: BLOCK }, key)
  const push = { wire: WIRE, kind: 'config', host: HOST, epoch: 1, rev: 1, document } as const
  await SHELF.getByName(HOST).put(push, 'digest', { value: 'n', expires: 1 }, Date.now())
  let fails = false
  let reads = 0
  const getByName = (name: string): DurableObjectStub<HostShelf> => {
    if (fails) throw new Error('the shelf is not available')
    return SHELF.getByName(name)
  }
  const get = async (): Promise<string> => {
    reads++
    return JSON.stringify(document)
  }
  // The cast: of the bindings the worker uses this much.
  const given = { ...settings, SHELF: { getByName }, CONFIG: { get } } as never
  const ask = async (url: string, headers: Record<string, string> = {}, to = given): Promise<number> =>
    (await worker.fetch(new Request(url, { headers }), to)).status

  expect(await ask(`http://${HOST}/`, {}, {} as never), 'no settings').toBe(503)
  expect(await ask(`http://${HOST}/`)).toBe(418)
  const url = `http://${ADMIN_HOST}${documentPath(HOST, 'config')}`
  const signed = await signRequest({ method: 'GET', url, body: utf8('') }, key, Date.now())
  fails = true
  expect(await ask(url, signed)).toBe(503)
  expect(await ask(`http://${HOST}/`)).toBe(418)
  expect(reads).toBe(1)
})

/** A worker of its own, without a KV namespace, and a way to put configurations on its shelf. */
async function startWorker(host: string) {
  vi.resetModules()
  const { default: fresh } = await import('../worker.ts')
  const { settings, key } = await createIdentity('bare')
  const { SHELF } = env as { SHELF: DurableObjectNamespace<HostShelf> }
  let rev = 0
  return {
    async configure(config: Partial<Config>): Promise<void> {
      rev++
      const document = await signConfig(host, 1, rev, { ...OPEN, ...config }, key)
      const push = { wire: WIRE, kind: 'config', host, epoch: 1, rev, document } as const
      await SHELF.getByName(host).put(push, `digest ${rev}`, { value: `n${rev}`, expires: 1 }, Date.now())
    },
    get: async (scheme: 'http' | 'https') =>
      fresh.fetch(new Request(`${scheme}://${host}/a?b`), { ...settings, SHELF }),
  }
}

test('a worker does without a KV namespace: what its shelf holds is used at once', async () => {
  const { configure, get } = await startWorker('bare.customer.example')
  for (const code of [418, 451]) {
    await configure({ options: { force_return: { ...BLOCK.force_return, code } } })
    expect((await get('http')).status).toBe(code)
  }
})

test('what came over TLS that Cloudflare terminated is not redirected to it again (P24)', async () => {
  const { configure, get } = await startWorker('secure.customer.example')
  const redirect_http_to_https = { enabled: true, value: true }
  await configure({ tlsSeen: true, options: { ...BLOCK, redirect_http_to_https } })
  const { status, headers } = await get('http')
  expect([status, headers.get('location')]).toEqual([301, 'https://secure.customer.example/a?b'])
  expect((await get('https')).status).toBe(418)
})

test('where KV and Durable Objects hang, a site that nothing is known of is a 503 that nobody stores, and soon', async () => {
  vi.resetModules()
  const { default: fresh } = await import('../worker.ts')
  const { settings } = await createIdentity('hanging')
  const hang = (): Promise<never> => new Promise(() => undefined)
  for (const stores of [{ CONFIG: { get: hang } }, {}]) {
    // The cast: of the bindings the worker uses this much.
    const given = { ...settings, SHELF: { getByName: () => ({ held: hang }) }, ...stores } as never
    const { status, headers } = await fresh.fetch(new Request('http://hanging.customer.example/'), given)
    expect([status, headers.get('cache-control')]).toEqual([503, 'no-store'])
  }
})
