import { readFileSync } from 'node:fs'
import { request } from 'node:http'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readFaultPlan } from './fault-schema.ts'
import { ask, issue, manage, plan, startRig, ZONE, type Rig } from './rig.ts'
import { urlOf } from './signer.ts'

let rig: Rig
beforeAll(async () => {
  rig = await startRig({ perspectives: 0, manage: { host: '127.0.0.1', port: 0 } })
})
afterAll(() => rig.close())

test.each<readonly [what: string, body: unknown, where: string]>([
  ['no JSON', '{', 'not JSON'],
  ['no list', {}, 'array'],
  ['an unknown fault', [{ match: {}, fault: { explode: true } }], 'one of these: body, type, drop'],
  ['no fault', [{ match: {}, fault: 'drop' }], '[0].fault'],
  ['a fault that is not as it is written', [{ fault: { drop: 'yes' } }], '[0].fault.drop'],
  ['a member of another fault', [{ fault: { drop: true, delayMs: 5 } }], '"delayMs"'],
  [
    'a time that is none',
    [{ fault: { drop: true } }, { fault: { status: 429, type: 'x', detail: '', retryAfter: -1 } }],
    '[1].fault.retryAfter',
  ],
  ['a problem without its text', [{ fault: { status: 500, type: 'x' } }], '[0].fault.detail'],
  ['a life of nothing', [{ fault: { lifetimeSeconds: 0 } }], '[0].fault.lifetimeSeconds'],
  ['a proof for an order', [{ match: { resource: 'order' }, fault: { valid: true } }], '"authorization"'],
  ['an unknown member', [{ match: {}, fault: { drop: true }, often: 2 }], 'often'],
  ['an unknown resource', [{ match: { resource: 'oracle' }, fault: { drop: true } }], 'match.resource'],
  ['stuck without what', [{ match: {}, fault: { stuck: true } }], '`stuck` and `invalid`'],
  ['a path for a validation', [{ match: { path: '/x' }, fault: { blind: true } }], 'name and perspective'],
  [
    'a perspective for a request',
    [{ match: { perspective: 'remote' }, fault: { drop: true } }],
    'perspective',
  ],
  [
    'a window for an order',
    [{ match: { resource: 'order' }, fault: { window: { startsIn: 0, endsIn: 1 } } }],
    '"renewalInfo"',
  ],
  [
    'a window beyond all dates',
    [{ fault: { window: { startsIn: 0, endsIn: 1e300 } } }],
    '[0].fault.window.endsIn',
  ],
  [
    'a header in a link',
    [{ fault: { status: 403, type: 'x', detail: '', instance: 'https://a.example/\r\nb:c' } }],
    '[0].fault.instance',
  ],
  [
    'a header in a time',
    [{ fault: { status: 429, type: 'x', detail: '', retryAfter: 'a\r\nb: c' } }],
    '[0].fault.retryAfter',
  ],
])('a plan with %s is refused with the place, and the old plan stands', async (_, body, where) => {
  await plan(rig.ca, [{ match: { path: '/nowhere' }, fault: { drop: true } }])
  const { status, json } = await manage(rig.ca, 'PUT', '/faults', body)
  expect([status, (json as { error: string }).error]).toEqual([400, expect.stringContaining(where)])
  expect((await manage(rig.ca, 'GET', '/faults')).json).toHaveLength(1)
})

test('every example of the manual is taken, and there is one for each fault', async () => {
  const manual = readFileSync(join(import.meta.dirname, '../README.md'), 'utf8')
  const examples = [...manual.matchAll(/^```json\n(?<json>[^]*?)^```$/gm)].map(
    (each) => each.groups?.['json'] ?? '',
  )
  const shown = new Set<string>()
  for (const example of examples) {
    expect((await manage(rig.ca, 'PUT', '/faults', example)).status, example).toBe(200)
    for (const { fault } of readFaultPlan(JSON.parse(example)))
      for (const key of Object.keys(fault)) shown.add(key)
  }
  const whole =
    'body,type,drop,dropAfter,delayMs,trickleMs,stall,pause,blind,valid,invalid,stuck,certificate,lifetimeSeconds,window'
  expect(whole.split(',').filter((each) => !shown.has(each))).toEqual([])
})

test('faults can be added to those there are; what is wrong with them leaves these alone', async () => {
  await plan(rig.ca, [{ match: { path: '/one' }, fault: { drop: true } }])
  const more = [{ match: { path: '/two' }, fault: { stall: true } }]
  expect((await manage(rig.ca, 'POST', '/faults', more)).json).toMatchObject([
    { match: { path: '/one' } },
    { match: { path: '/two' } },
  ])
  expect((await manage(rig.ca, 'POST', '/faults', [{ fault: {} }])).status).toBe(400)
  expect((await manage(rig.ca, 'GET', '/faults')).json).toHaveLength(2)
})

test('the plan is deleted, the log read, and other paths and methods are refused', async () => {
  await plan(rig.ca, [{ fault: { drop: true } }])
  expect(await manage(rig.ca, 'DELETE', '/faults')).toEqual({ status: 204, json: null })
  expect((await manage(rig.ca, 'GET', '/faults')).json).toEqual([])
  const name = `logged.${ZONE}`
  await issue(rig, [name])
  expect((await manage(rig.ca, 'GET', '/log')).json).toContainEqual(
    expect.objectContaining({ event: 'issued', names: [name], at: expect.any(String) as string }),
  )
  expect((await manage(rig.ca, 'GET', '/')).status).toBe(404)
  expect((await manage(rig.ca, 'PATCH', '/faults')).status).toBe(405)
  expect((await manage(rig.ca, 'DELETE', '/log')).status).toBe(405)
})

test('the management port is for this machine: no other host, no name that a browser was led by', async () => {
  await expect(startRig({ manage: { host: '0.0.0.0', port: 0 } })).rejects.toThrow('must be on loopback')
  const status = await new Promise((resolve, reject) => {
    const { port } = new URL(rig.ca.manageUrl ?? '')
    request({ port, host: '127.0.0.1', path: '/log', headers: { Host: 'evil.example' } }, (response) => {
      response.resume()
      resolve(response.statusCode)
    })
      .on('error', reject)
      .end()
  })
  expect(status).toBe(403)
  const plain = await startRig()
  expect(plain.ca.manageUrl).toBeNull()
  expect((await ask(plain.ca, 'GET', urlOf(plain.ca, '/faults'))).status).toBe(404)
  await plain.close()
})
