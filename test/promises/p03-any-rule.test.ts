// P3: HTTP-01 succeeds whatever rules the customer has on our edge, on both edges, while every rule goes on doing its work.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { createCaller, type Caller } from '../system/caller.ts'
import { until } from '../system/customer.ts'
import { startPractice, type Practice } from '../system/practice.ts'
import { NODE_ADDRESS, WORKER_ADDRESS } from '../system/system.ts'
import { visit, visitSecurely } from '../system/visit.ts'

type Given = {
  readonly rules?: readonly { readonly rule: string; readonly ruleType?: 0 | 1; readonly options: object }[]
  readonly options?: object
  /** What a visitor gets for `/` before there is a certificate, and for it and an unknown token afterwards, at the Node edge
   *  and at the worker. */
  readonly before: number
  readonly after: readonly [node: number, worker: number]
  readonly unknown: readonly [node: number, worker: number]
}

const answer = (code: number, body = 'a rule of the customer') => ({
  force_return: { enabled: true, code, body },
})
const NOBODY = { enabled: true, policy_type: 'deny', excepted_values: ['192.0.2.0/24'] }
const TO_HTTPS = { redirect_http_to_https: { enabled: true, value: true } }
/** The product page's own example of what breaks issuance elsewhere. */
const NON_STATIC = '((?!(jpeg|gif|png|pdf|jpg|css|js|woff|woff2|ttf)).)*$'
/** 22 characters at least make a token; this one was given to nobody. */
const UNKNOWN = '/.well-known/acme-challenge/no-token-of-anybody-at-all'

const BLOCKED = { before: 403, after: [403, 403], unknown: [403, 403] } as const
/** The worker here terminates no TLS: it has no HTTPS to lead anybody to. */
const LED = { options: TO_HTTPS, before: 200, after: [301, 200], unknown: [301, 200] } as const

const CASES: Readonly<Record<string, Given>> = {
  'a block of everything': { rules: [{ rule: '/*', options: answer(403) }], ...BLOCKED },
  'a block of all that is not static': {
    rules: [{ rule: NON_STATIC, ruleType: 1, options: answer(403) }],
    ...BLOCKED,
  },
  'a block of the challenge folder': {
    rules: [{ rule: '/.well-known/acme-challenge/*', options: answer(410) }],
    before: 200,
    after: [200, 200],
    unknown: [410, 410],
  },
  'a redirect of everything': {
    rules: [{ rule: '/*', options: answer(302, 'https://else.example/') }],
    before: 302,
    after: [302, 302],
    unknown: [302, 302],
  },
  'a redirect to HTTPS, which waits for the certificate': LED,
  'lists that keep everybody out, by address and by what asks': {
    options: { ip_address_acl: NOBODY, user_agent_acl: { ...NOBODY, excepted_values: ['~^Nobody'] } },
    ...BLOCKED,
  },
  'methods, a rewrite and headers that spare nothing': {
    options: {
      allowedHttpMethods: { enabled: true, value: ['POST'] },
      rewrite: { enabled: true, body: '/(.*) /elsewhere/$1', flag: 'last' },
      static_response_headers: {
        enabled: true,
        value: [{ name: 'Content-Type', value: ['text/html'], always: true }],
      },
      response_headers_hiding_policy: { enabled: true, mode: 'hide', excepted: [] },
      block_unknown_challenges: { enabled: true, value: true },
    },
    before: 405,
    after: [405, 405],
    unknown: [405, 405],
  },
  'a block on the whole resource': { options: answer(403), ...BLOCKED },
}

let practice: Practice
let caller: Caller
const looks: Readonly<Record<string, unknown>>[] = []

beforeAll(async () => {
  practice = await startPractice({
    log: (line) => void (line['event'] === 'validated' && looks.push(line)),
  })
  caller = await createCaller(practice.system.world)
})
afterAll(() => practice?.close())

async function post(path: string, body: object): Promise<number> {
  const made = await caller.call('POST', path, body)
  if (made.status !== 201) throw new Error(`${path} answered ${made.status}: ${JSON.stringify(made.body)}`)
  return made.body.id as number
}

/** Makes the site as a customer would, and waits until both edges have it. */
async function createSite(cname: string, { rules = [], options = {} }: Given): Promise<number> {
  const sources = [{ source: practice.system.originAt, backup: false, enabled: true }]
  const originGroup = await post('/cdn/origin_groups', { name: cname, sources })
  const resource = await post('/cdn/resources', { cname, originGroup, options })
  for (const rule of rules) await post(`/cdn/resources/${resource}/rules`, { name: 'a rule', ...rule })
  return resource
}

/** Waits until the edges answer a path so, in the order Node, worker. */
async function edgesAnswer(host: string, path: string, wanted: readonly number[]): Promise<void> {
  const late = Date.now() + 60_000
  for (;;) {
    const ask = async (address: string) => (await visit(address, practice.system.httpPort, host, path)).status
    const seen = await Promise.all([NODE_ADDRESS, WORKER_ADDRESS].map(ask))
    if (seen.join() === wanted.join()) return
    if (Date.now() > late) throw new Error(`${host}${path} is answered ${seen.join()}, not ${wanted.join()}`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

test.concurrent.each(Object.keys(CASES).map((what, index) => [what, index] as const))(
  'the CA gets its answer at the first hop, past %s',
  async (what, index) => {
    const given = CASES[what]
    if (!given) throw new Error(what)
    const host = `rules-${index}.customer.example`
    const { system, ca, dns } = practice
    // The CA asks the first address: now this edge, now that.
    const order = index % 2 === 0 ? [NODE_ADDRESS, WORKER_ADDRESS] : [WORKER_ADDRESS, NODE_ADDRESS]
    dns.set(host, { a: order })
    const resource = await createSite(host, given)
    await edgesAnswer(host, '/', [given.before, given.before])
    const object = await post('/cdn/sslData', { name: host, automated: true })
    const asked = await caller.call('PATCH', `/cdn/resources/${resource}`, {
      sslEnabled: true,
      sslData: object,
    })
    expect(asked.status).toBe(200)
    const { current } = await until(system.world, resource, ({ state }) => state.is === 'active')
    expect((await visitSecurely(NODE_ADDRESS, system.tlsPort, host, ca.rootPem)).serial).toBe(current?.serial)

    // The primary and five remotes, none of them refused, none led on.
    const told = looks.filter(({ name }) => name === host)
    expect(told.map(({ ok, address }) => [ok, address])).toEqual(
      Array.from({ length: 6 }, () => [true, order[0]]),
    )
    // And every protection stands: for a token that is none, the rule is asked as for any path.
    await edgesAnswer(host, '/', given.after)
    await edgesAnswer(host, UNKNOWN, given.unknown)
  },
)

test('a certificate that is renewed under a redirect to HTTPS is validated over HTTP as before', async () => {
  const { system } = practice
  const host = 'renewed.customer.example'
  const resource = await createSite(host, LED)
  const object = await post('/cdn/sslData', { name: host, automated: true })
  await caller.call('PATCH', `/cdn/resources/${resource}`, { sslEnabled: true, sslData: object })
  const first = await until(system.world, resource, ({ state }) => state.is === 'active')
  await edgesAnswer(host, '/', LED.after)
  expect((await caller.call('POST', `/cdn/sslData/${object}/renew`)).status).toBe(201)
  const second = await until(
    system.world,
    resource,
    ({ state, current }) => state.is === 'active' && current?.serial !== first.current?.serial,
  )
  expect(second.https).toBe(true)
})
