// P24: visitors are never worse off by the feature, on real edges with a real origin.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { createAutomated, createCaller, type Caller } from '../system/caller.ts'
import { until } from '../system/customer.ts'
import { startPractice, type Practice } from '../system/practice.ts'
import { NODE_ADDRESS, WORKER_ADDRESS } from '../system/system.ts'
import { visit, visitSecurely } from '../system/visit.ts'

/** The origin sends Strict-Transport-Security for it. */
const HOST = 'hsts.customer.example'
const ON = { enabled: true, value: true }

let practice: Practice
let caller: Caller
let id: number
let ssl: number
beforeAll(async () => {
  practice = await startPractice()
  caller = await createCaller(practice.system.world)
  const made = await caller.call('POST', '/cdn/resources', {
    cname: HOST,
    origin: practice.system.originAt,
    options: { redirect_http_to_https: ON },
  })
  id = made.body.id
  ssl = await createAutomated(caller)
})
afterAll(() => practice?.close())

const patch = (body: object) => caller.call('PATCH', `/cdn/resources/${id}`, body)
const plainly = async (address: string): Promise<number> =>
  (await visit(address, practice.system.httpPort, HOST)).status
const securely = () => visitSecurely(NODE_ADDRESS, practice.system.tlsPort, HOST, practice.ca.rootPem)

/** Waits until both edges have heard of what was asked last. */
async function answers(address: string, status: number): Promise<void> {
  await expect.poll(() => plainly(address), { timeout: 30_000, interval: 50 }).toBe(status)
}

test('until its edge serves a certificate a site is not redirected to HTTPS, and no other’s certificate is shown', async () => {
  await answers(NODE_ADDRESS, 200)
  await answers(WORKER_ADDRESS, 200)
  await expect(securely()).rejects.toThrow(/alert|unrecognized/i)
})

test('once it does, the edge that serves it redirects; one that terminates no TLS goes on serving', async () => {
  await patch({ sslEnabled: true, sslData: ssl })
  await until(practice.system.world, id, ({ state }) => state.is === 'active')
  await answers(NODE_ADDRESS, 301)
  expect((await securely()).status).toBe(200)
  expect(await plainly(WORKER_ADDRESS)).toBe(200)
})

test('the origin’s HSTS is seen through the edge: HTTPS goes off with the customer’s confirmation only', async () => {
  const refused = await patch({ sslEnabled: false })
  expect(refused.status).toBe(400)
  const [, date] = /locked out until (\S+) if/.exec(refused.body.errors.sslEnabled[0]) ?? []
  const days = (Date.parse(date ?? '') - Date.now()) / 86_400_000
  expect(Math.round(days)).toBe(365)
  expect((await securely()).status).toBe(200)
})

test('with HTTPS off the redirect is suspended, and the handshake is refused again', async () => {
  expect((await patch({ sslEnabled: false, confirm_hsts: true })).body.sslEnabled).toBe(false)
  await answers(NODE_ADDRESS, 200)
  await expect.poll(() => securely().catch(() => null), { timeout: 30_000, interval: 50 }).toBeNull()
})
