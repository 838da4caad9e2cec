// Inside workerd: what an isolate keeps between requests.

import { env } from 'cloudflare:workers'
import { expect, test, vi } from 'vitest'
import { documentPath, signConfig, signRequest, utf8, WIRE } from '@wellknown/wire'
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

test('a worker does without a KV namespace: what its shelf holds is used at once', async () => {
  vi.resetModules()
  const { default: bare } = await import('../worker.ts')
  const { settings, key } = await createIdentity('bare')
  const { SHELF } = env as { SHELF: DurableObjectNamespace<HostShelf> }
  const host = 'bare.customer.example'
  for (const [at, code] of [418, 451].entries()) {
    const rev = at + 1
    const options = { force_return: { ...BLOCK.force_return, code } }
    const document = await signConfig(host, 1, rev, { ...OPEN, options }, key)
    const push = { wire: WIRE, kind: 'config', host, epoch: 1, rev, document } as const
    await SHELF.getByName(host).put(push, `digest ${rev}`, { value: `n${rev}`, expires: 1 }, Date.now())
    const answer = await bare.fetch(new Request(`http://${host}/`), { ...settings, SHELF })
    expect(answer.status).toBe(code)
  }
})
