// What an operator's first questions in an incident are answered by: /metrics, while things go wrong and are mended.

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { addGauges } from '@wellknown/control/metrics/gauges.ts'
import { createMeter, type Meter } from '@wellknown/control/metrics/meter.ts'
import { serveMetrics } from '@wellknown/control/metrics/serve.ts'
import { CaError } from '@wellknown/control/adapters/ca/port.ts'
import { watchCa } from '@wellknown/control/metrics/watch.ts'
import { createCaller, HOST } from '../system/caller.ts'
import { ADDRESSES } from '../system/memory-system.ts'
import { DAY, HOUR, MINUTE, startSite, type Site } from '../system/site.ts'

let site: Site
let meter: Meter
beforeEach(async () => {
  meter = createMeter({ own: false })
  site = await startSite({ meter })
  addGauges(site.system.world, meter, 0)
})
afterEach(() => site.system.close())

/** The samples of a metric, by its labels as they are written. */
async function samples(name: string): Promise<Readonly<Record<string, number>>> {
  const lines = (await meter.registry.metrics()).split('\n')
  const mine = lines.filter(
    (line) => line.startsWith(`wellknown_${name}{`) || line.startsWith(`wellknown_${name} `),
  )
  return Object.fromEntries(
    mine.map((line) => {
      const [, labels = '', value] = /^\w+(?:\{(.*)\})? (.*)$/.exec(line) ?? []
      return [labels, Number(value)]
    }),
  )
}
const served = async (le: string): Promise<number | undefined> =>
  (await samples('certificate_life_left_share_bucket'))[`kind="managed",le="${le}"`]

test('resources are counted by state and cause, attempts by result, the CA by call', async () => {
  // Within the half minute in which an order that was spent comes back.
  await site.system.pass(MINUTE, async () => (await site.diagnosis()).state === 'active')
  expect(await samples('certificates')).toEqual({ 'state="active",cause=""': 1 })
  expect(await samples('attempts_total')).toEqual({ 'result="issued",cause=""': 1 })
  expect(await samples('looks_total')).toEqual({ 'result="passed",cause=""': 1 })
  expect((await samples('ca_request_duration_seconds_count'))['call="createOrder"']).toBe(1)
  expect(await samples('ca_budget_left')).toEqual({ '': 299 })
  expect(await samples('resources_unpropagated')).toEqual({ '': 0 })
  expect(await samples('pop_membership')).toMatchObject({
    'pop="near",membership="in"': 1,
    'pop="near",membership="out"': 0,
  })
})

test('requests for tokens are counted by PoP and by what they got, each of them once, also when they come late', async () => {
  await site.pass(5 * MINUTE)
  const first = await samples('challenge_hits_total')
  expect(first['pop="near",result="answered"']).toBeGreaterThan(0)
  expect(first['pop="near",result="unknown"']).toBe(0)
  await site.post(`/cdn/sslData/${site.ssl}/renew`)
  await site.pass(5 * MINUTE)
  const double = Object.entries(first).map(([labels, count]) => [labels, 2 * count])
  expect(await samples('challenge_hits_total')).toEqual(Object.fromEntries(double))
})

test('a PoP that an operator has drained is shown as that, not as one that fails', async () => {
  const operator = await createCaller(site.system.world, 'operator', 'operator')
  await operator.call('POST', '/operator/pops/far/drain')
  expect(await samples('pop_membership')).toMatchObject({
    'pop="far",membership="drained"': 1,
    'pop="far",membership="in"': 0,
    'pop="near",membership="drained"': 0,
  })
})

/** The library keeps them, and its types do not say so. */
const labelsOf = (metric: object): readonly string[] =>
  'labelNames' in metric && Array.isArray(metric.labelNames) ? metric.labelNames : []

test('docs/metrics.md explains every metric with its labels, and no other', async () => {
  const page = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'metrics.md'), 'utf8')
  const told = [...page.matchAll(/^\| `wellknown_(\w+)` \| (.*?) \|/gm)].map(([, name = '', labels = '']) => [
    name,
    [...labels.matchAll(/`(\w+)`/g)].map(([, label]) => label),
  ])
  const there = meter.registry
    .getMetricsAsArray()
    .map((metric) => [
      metric.name.replace('wellknown_', ''),
      labelsOf(metric).filter((label) => label !== 'le'),
    ])
  expect(Object.fromEntries(told)).toEqual(Object.fromEntries(there))
})

test('a life that runs out is seen running out, and a renewal sets it back', async () => {
  await site.pass(MINUTE)
  expect([await served('0.9583'), await served('1'), await served('+Inf')]).toEqual([0, 1, 1])
  const operator = await createCaller(site.system.world, 'operator', 'operator')
  await operator.call('POST', '/operator/hold', { scope: 'all', reason: 'a drill' })
  await site.pass(80 * DAY)
  expect([await served('0.0833'), await served('0.1667')]).toEqual([0, 1])
  expect(await samples('holds')).toEqual({ 'scope="all"': 1 })
  await operator.call('POST', '/operator/resume', { scope: 'all' })
  await site.pass(2 * DAY)
  expect(await samples('holds')).toEqual({})
  expect([await served('0.1667'), await served('1')]).toEqual([0, 1])
})

test('a CA that is out shows as errors by type and as left alone; back, it is open again', async () => {
  site.system.setPlan((port) => (port === 'ca' ? 'failed' : null))
  await site.pass(2 * HOUR)
  expect((await samples('ca_errors_total'))['call="createOrder",type="no-answer"']).toBeGreaterThan(4)
  expect(await samples('ca_open')).toEqual({ '': 0 })
  expect(await samples('certificates')).toEqual({ 'state="waiting",cause="ca-unavailable"': 1 })
  site.system.setPlan(null)
  await site.pass(3 * HOUR)
  expect(await samples('ca_open')).toEqual({ '': 1 })
  expect(await samples('certificates')).toEqual({ 'state="active",cause=""': 1 })
})

test('an edge that falls silent and a name that leads away are seen, and seen to end', async () => {
  site.system.setPlan((port, call) => (port === 'edge' && call === 'self' ? 'failed' : null))
  await site.pass(HOUR)
  expect(await samples('pop_membership')).toMatchObject({
    'pop="far",membership="out"': 1,
    'pop="far",membership="in"': 0,
  })
  expect((await samples('pop_silence_seconds'))['pop="far"']).toBeGreaterThan(15 * 60)
  site.system.setPlan(null)
  site.system.prober.lead(HOST, ['203.0.113.9'])
  await site.post(`/cdn/sslData/${site.ssl}/renew`)
  await site.pass(HOUR)
  expect((await samples('pop_silence_seconds'))['pop="far"']).toBeLessThan(15 * 60)
  expect((await samples('looks_total'))['result="blocked",cause="left"']).toBeGreaterThan(0)
  expect(await samples('certificates')).toEqual({ 'state="blocked",cause="left"': 1 })
  site.system.prober.lead(HOST, ADDRESSES)
  await site.pass(HOUR)
  expect(await samples('certificates')).toEqual({ 'state="active",cause=""': 1 })
})

test('nobody but we choose a label: what a CA calls its errors is "other" unless RFC 8555 has it', async () => {
  const nothing = {
    status: 400,
    retryAt: null,
    subproblems: [],
    location: null,
    secretLink: null,
    detail: '',
  }
  for (const type of ['rateLimited', 'x"}\nevil 1', 'anything'] as const) {
    const refusing = watchCa(
      { ...site.system.world.ca, terms: () => Promise.reject(new CaError({ type, ...nothing })) },
      meter,
    )
    await expect(refusing.terms()).rejects.toThrow(CaError)
  }
  expect(await samples('ca_errors_total')).toEqual({
    'call="terms",type="rateLimited"': 1,
    'call="terms",type="other"': 2,
  })
  expect(await meter.registry.metrics()).not.toContain('evil')
  expect(await meter.registry.metrics()).not.toContain(HOST)
})

test('/readyz says when the work stands still or the store is gone, while /healthz and /metrics go on', async () => {
  let turned = Date.now()
  let answers = (): Promise<unknown> => Promise.resolve(null)
  const server = await serveMetrics(
    meter,
    { answers: () => answers(), turned: () => turned, now: Date.now },
    { host: '127.0.0.1', port: 0 },
  )
  const get = async (path: string) => {
    const answer = await fetch(`http://127.0.0.1:${server.port}${path}`)
    return { status: answer.status, text: await answer.text() }
  }
  expect(await get('/readyz')).toEqual({ status: 200, text: 'ok\n' })
  turned -= HOUR
  expect(await get('/readyz')).toMatchObject({
    status: 503,
    text: expect.stringMatching(/stood still for 36\d\d seconds/),
  })
  answers = () => Promise.reject(new Error('a secret of the store'))
  expect(await get('/readyz')).toEqual({ status: 503, text: 'The store does not answer.\n' })
  expect((await get('/healthz')).status).toBe(200)
  expect((await get('/metrics')).text).toContain('# TYPE wellknown_certificate_life_left_share histogram')
  expect((await get('/')).status).toBe(404)
  await expect(
    serveMetrics(
      meter,
      { answers, turned: () => 0, now: Date.now },
      { host: '127.0.0.1', port: server.port },
    ),
  ).rejects.toThrow(/^METRICS_LISTEN: /)
  await server.close()
})
