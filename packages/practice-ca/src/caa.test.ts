import { createSocket } from 'node:dgram'
import { createServer, type AddressInfo } from 'node:net'
import { decode, encode, streamDecode, streamEncode, type Answer, type Packet } from 'dns-packet'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { checkCaa } from './caa.ts'
import { createCsr, failureOf, startRig, validate, type Rig } from './rig.ts'

const TRUNCATED = 1 << 9
const ACCOUNT = 'https://ca.example/account/1'
const US = 'practice-ca.example'

type Record = readonly [tag: string, value: string, flags?: number]
/** CAA records, an alias, a refusal, or an answer too long for a datagram. */
type Entry =
  | readonly Record[]
  | { readonly alias: string }
  | { readonly rcode: number }
  | { readonly long: readonly Record[] }

const zone = new Map<string, Entry>()
const asked: string[] = []
let port = 0
let ends: (() => void)[] = []

function reply(query: Packet, stream: boolean): Packet {
  const { type, name } = query.questions?.[0] ?? { type: 'A', name: '' }
  const entry = zone.get(name) ?? []
  asked.push(`${type} ${name}`)
  const whole = { type: 'response' as const, id: query.id ?? 0, questions: query.questions ?? [] }
  if (type !== 'CAA') return { ...whole, answers: type === 'A' ? [{ type, name, data: '127.0.0.1' }] : [] }
  if ('rcode' in entry) return { ...whole, flags: entry.rcode }
  if ('long' in entry)
    return stream ? { ...whole, answers: render(name, entry.long) } : { ...whole, flags: TRUNCATED }
  if (!('alias' in entry)) return { ...whole, answers: render(name, entry) }
  const target = zone.get(entry.alias)
  const more = Array.isArray(target) ? render(entry.alias, target as readonly Record[]) : []
  return { ...whole, answers: [{ type: 'CNAME', name, data: entry.alias }, ...more] }
}
const render = (name: string, records: readonly Record[]): Answer[] =>
  records.map(([tag, value, flags = 0]) => ({
    type: 'CAA',
    name,
    // The cast: the published type knows three tags; the wire takes any.
    data: { tag: tag as 'issue', value, flags },
  }))

beforeAll(async () => {
  const tcp = createServer((socket) => {
    socket.on('error', () => {})
    socket.on('data', (bytes) => socket.end(streamEncode(reply(streamDecode(bytes), true))))
  })
  await new Promise<void>((done) => tcp.listen(0, '127.0.0.1', done))
  ;({ port } = tcp.address() as AddressInfo)
  const udp = createSocket('udp4')
  udp.on('message', (bytes, from) => udp.send(encode(reply(decode(bytes), false)), from.port, from.address))
  await new Promise<void>((done) => udp.bind(port, '127.0.0.1', done))
  ends = [() => tcp.close(), () => udp.close()]
})
afterAll(() => {
  for (const end of ends) end()
})

const SERVFAIL = { rcode: 2 }
const NXDOMAIN = { rcode: 3 }
const REFUSED = { rcode: 5 }

/** What is answered for `www.shop.example` with these records; names are relative to `shop.example`. */
async function judge(entries: { readonly [label: string]: Entry }, name = 'www.shop.example') {
  zone.clear()
  for (const [label, entry] of Object.entries(entries)) zone.set(label, entry)
  const problem = await checkCaa(
    name,
    { identities: [US], accountUrl: ACCOUNT, method: 'http-01' },
    { dns: { address: '127.0.0.1', port }, signal: AbortSignal.timeout(10_000) },
  )
  return problem === null ? 'allowed' : problem.type
}
const WWW = 'www.shop.example'
const SHOP = 'shop.example'

test.each<readonly [what: string, verdict: string, entries: { readonly [label: string]: Entry }]>([
  ['no records anywhere', 'allowed', {}],
  ['names that do not exist', 'allowed', { [WWW]: NXDOMAIN, [SHOP]: NXDOMAIN, example: NXDOMAIN }],
  ['our name', 'allowed', { [WWW]: [['issue', US]] }],
  ['nobody', 'caa', { [WWW]: [['issue', ';']] }],
  ['another CA', 'caa', { [WWW]: [['issue', 'other.example']] }],
  [
    'another CA and us',
    'allowed',
    {
      [WWW]: [
        ['issue', 'other.example'],
        ['issue', US],
      ],
    },
  ],
  ['our name in upper case', 'caa', { [WWW]: [['issue', 'Practice-CA.example']] }],
  ['a tag in upper case', 'allowed', { [WWW]: [['ISSUE', US]] }],
  ['another CA at the parent', 'caa', { [SHOP]: [['issue', 'other.example']] }],
  ['another CA at the top', 'caa', { example: [['issue', 'other.example']] }],
  ['us at the name, another at the parent', 'allowed', { [WWW]: [['issue', US]], [SHOP]: [['issue', ';']] }],
  ['another at the name, us at the parent', 'caa', { [WWW]: [['issue', ';']], [SHOP]: [['issue', US]] }],
  ['reports only', 'allowed', { [WWW]: [['iodef', 'mailto:a@b.example']], [SHOP]: [['issue', ';']] }],
  [
    'a wildcard’s rule, for a plain name',
    'allowed',
    {
      [WWW]: [
        ['issuewild', ';'],
        ['issue', US],
      ],
    },
  ],
  [
    'a critical tag unknown to us',
    'caa',
    {
      [WWW]: [
        ['issue', US],
        ['future', 'x', 128],
      ],
    },
  ],
  [
    'a critical tag counted from the other end',
    'caa',
    {
      [WWW]: [
        ['issue', US],
        ['future', 'x', 1],
      ],
    },
  ],
  [
    'an unknown tag that is not critical',
    'allowed',
    {
      [WWW]: [
        ['issue', US],
        ['future', 'x', 2],
      ],
    },
  ],
  ['a critical tag that is known', 'allowed', { [WWW]: [['issue', US, 128]] }],
  ['our account', 'allowed', { [WWW]: [['issue', `${US}; accounturi=${ACCOUNT}`]] }],
  ['another account', 'caa', { [WWW]: [['issue', `${US}; accounturi=${ACCOUNT}2`]] }],
  ['two accounts', 'caa', { [WWW]: [['issue', `${US}; accounturi=${ACCOUNT}; accounturi=${ACCOUNT}`]] }],
  ['our method', 'allowed', { [WWW]: [['issue', `${US}; validationmethods=dns-01,http-01`]] }],
  ['another method', 'caa', { [WWW]: [['issue', `${US}; validationmethods=dns-01`]] }],
  [
    'both, with spaces',
    'allowed',
    { [WWW]: [['issue', ` ${US} ;\taccounturi = ${ACCOUNT} ; validationmethods=http-01`]] },
  ],
  ['a parameter that is not understood', 'allowed', { [WWW]: [['issue', `${US}; policy=ev`]] }],
  ['a parameter without a value', 'caa', { [WWW]: [['issue', `${US}; policy`]] }],
  ['a semicolon and no parameter', 'allowed', { [WWW]: [['issue', `${US};`]] }],
  ['SERVFAIL at the name, us at the parent', 'dns', { [WWW]: SERVFAIL, [SHOP]: [['issue', US]] }],
  ['us at the name, SERVFAIL at the parent', 'allowed', { [WWW]: [['issue', US]], [SHOP]: SERVFAIL }],
  ['SERVFAIL at the parent', 'dns', { [SHOP]: SERVFAIL }],
  ['a server that knows nothing above', 'allowed', { [SHOP]: REFUSED, example: REFUSED }],
  ['a server that does not know the name', 'dns', { [WWW]: REFUSED }],
  [
    'another CA at the alias’s target',
    'caa',
    { [WWW]: { alias: 'cdn.example' }, 'cdn.example': [['issue', ';']] },
  ],
  [
    'us at the alias’s target',
    'allowed',
    { [WWW]: { alias: 'cdn.example' }, 'cdn.example': [['issue', US]], [SHOP]: [['issue', ';']] },
  ],
  ['an alias to nothing said', 'caa', { [WWW]: { alias: 'cdn.example' }, [SHOP]: [['issue', ';']] }],
  ['an answer that needs TCP', 'caa', { [WWW]: { long: [['issue', ';']] } }],
])('CAA with %s: %s', async (_, verdict, entries) => {
  expect(await judge(entries)).toBe(verdict)
})

test('a wildcard goes by its own rule where there is one', async () => {
  const wild = `*.${SHOP}`
  expect(
    await judge(
      {
        [SHOP]: [
          ['issuewild', ';'],
          ['issue', US],
        ],
      },
      wild,
    ),
  ).toBe('caa')
  expect(
    await judge(
      {
        [SHOP]: [
          ['issuewild', US],
          ['issue', ';'],
        ],
      },
      wild,
    ),
  ).toBe('allowed')
  expect(await judge({ [SHOP]: [['issue', ';']] }, wild)).toBe('caa')
})

let rig: Rig | null = null
afterAll(() => rig?.close())

test('a name whose CAA records forbid it fails although its site answers, and is named', async () => {
  zone.clear()
  rig = await startRig({ dns: `127.0.0.1:${port}` })
  zone.set('b.shop.example', [['issue', 'other.example']])
  expect(failureOf(await validate(rig, ['a.shop.example', 'b.shop.example']))).toMatchObject({
    type: 'caa',
    detail: 'While processing CAA for b.shop.example: CAA record for b.shop.example prevents issuance',
  })
  zone.set('b.shop.example', [['issue', `${US}; accounturi=${rig.client.getAccountUrl()}`]])
  expect((await validate(rig, ['b.shop.example'])).status).toBe('ready')
})

test('records that forbid after seven hours keep a proven name from its certificate, before that they do not', async () => {
  let ahead = 0
  const turned = await startRig({ dns: `127.0.0.1:${port}`, now: () => Date.now() + ahead, perspectives: 0 })
  const finalize = async (name: string, hours: number) => {
    zone.clear()
    const order = await validate(turned, [name])
    zone.set(name, [['issue', ';']])
    ahead += hours * 3_600_000
    await turned.client.finalizeOrder(order, await createCsr([name]))
    await expect.poll(async () => (await turned.client.getOrder(order)).status).not.toBe('processing')
    return turned.client.getOrder(order)
  }
  expect((await finalize('d.shop.example', 6.9)).status).toBe('valid')
  expect(failureOf(await finalize('e.shop.example', 7.1))).toMatchObject({ type: 'caa' })
  await turned.close()
})

test('a CA without a name for CAA does not look', async () => {
  zone.clear()
  zone.set('shop.example', [['issue', ';']])
  const blind = await startRig({ dns: `127.0.0.1:${port}`, caaIdentities: [] })
  asked.length = 0
  expect((await validate(blind, ['c.shop.example'])).status).toBe('ready')
  expect(asked.filter((each) => each.startsWith('CAA'))).toEqual([])
  await blind.close()
})
