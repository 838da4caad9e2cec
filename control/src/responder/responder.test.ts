import { createSocket } from 'node:dgram'
import { Resolver } from 'node:dns/promises'
import { connect } from 'node:net'
import {
  decode,
  encode,
  RECURSION_DESIRED,
  streamDecode,
  streamEncode,
  type DecodedPacket,
  type Packet,
  type Question,
} from 'dns-packet'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startResponder, type Responder } from './responder.ts'

const NAME = '_acme-challenge.www.customer.example'
const ZONE = 'acme.cdn.example'
const LABEL = `${'0123456789abcdef'.repeat(2)}.${ZONE}`
const values = new Map<string, readonly string[]>()
let broken = false
let responder: Responder
const log: object[] = []

beforeAll(async () => {
  responder = await startResponder({
    listen: [{ host: '127.0.0.1', port: 0 }],
    nameservers: ['ns1.cdn.example', 'ns2.cdn.example'],
    aliasZone: ZONE,
    values: async (owner) => {
      if (broken) throw new Error('the disk is full')
      return values.get(owner) ?? []
    },
    now: Date.now,
    log: (line) => log.push(line),
  })
})
afterAll(() => responder.close())

const query = (name: string, type: string, more: object = {}): Packet => ({
  type: 'query',
  id: 4711,
  flags: RECURSION_DESIRED,
  questions: [{ name, type } as Question],
  ...more,
})
const edns = (udpPayloadSize: number, ednsVersion = 0) => ({
  additionals: [
    {
      type: 'OPT',
      name: '.',
      udpPayloadSize,
      extendedRcode: 0,
      ednsVersion,
      flags: 0,
      flag_do: false,
      options: [],
    },
  ],
})

type Said = DecodedPacket & { readonly rcode: string }

/** Sends these bytes; null: no answer before that to a query that follows. */
function send(bytes: Buffer): Promise<Buffer | null> {
  const socket = createSocket('udp4')
  return new Promise<Buffer | null>((resolve) => {
    socket.on('message', (answer) => resolve(answer.readUInt16BE(0) === 1 ? null : answer))
    socket.connect(responder.port, '127.0.0.1', () => {
      socket.send(bytes)
      socket.send(encode({ ...query(NAME, 'SOA'), id: 1 }))
    })
  }).finally(() => socket.close())
}
async function ask(name: string, type: string, more: object = {}): Promise<Said> {
  const answer = await send(encode(query(name, type, more)))
  if (!answer) throw new Error('There was no answer.')
  return decode(answer) as Said
}
const textsOf = ({ answers = [] }: Said): readonly string[] =>
  answers.flatMap((each) => (each.type === 'TXT' ? [[each.data].flat().join('')] : []))

test('an ordinary resolver’s client reads all values of a name, beside each other', async () => {
  values.set(NAME, ['one', 'two'])
  const resolver = new Resolver()
  resolver.setServers([`127.0.0.1:${responder.port}`])
  expect(await resolver.resolveTxt(NAME)).toEqual([['one'], ['two']])
  expect(await resolver.resolveNs(NAME)).toEqual(['ns1.cdn.example', 'ns2.cdn.example'])
  expect((await resolver.resolveSoa(NAME)).minttl).toBeLessThanOrEqual(60)
})

test('it speaks with authority, offers no recursion, and keeps the spelling of who asks', async () => {
  values.set(NAME, ['one'])
  const spelled = '_aCmE-cHaLlEnGe.WWW.customer.EXAMPLE'
  const said = await ask(spelled, 'TXT')
  expect(said).toMatchObject({ id: 4711, flag_aa: true, flag_ra: false, flag_rd: true, flag_tc: false })
  expect([said.questions?.[0]?.name, said.answers?.[0]?.name]).toEqual([spelled, spelled])
  expect(textsOf(said)).toEqual(['one'])
})

test('an alias in our zone has values of its own', async () => {
  values.set(LABEL, ['of the alias'])
  expect(textsOf(await ask(LABEL, 'TXT'))).toEqual(['of the alias'])
  expect((await ask(ZONE, 'NS')).answers).toHaveLength(2)
})

test.each([
  ['a name without values', `_acme-challenge.none.customer.example`, 'TXT', 'NOERROR'],
  ['another type', NAME, 'A', 'NOERROR'],
  ['an unused alias', `${'f'.repeat(32)}.${ZONE}`, 'TXT', 'NOERROR'],
  ['a name below a record', `x.${NAME}`, 'TXT', 'NXDOMAIN'],
  ['a name in our zone that is no alias', `www.${ZONE}`, 'TXT', 'NXDOMAIN'],
])('%s has nothing there, which is forgotten soon', async (_, name, type, rcode) => {
  const said = await ask(name, type)
  expect([said.rcode, said.answers?.length, said.flag_aa]).toEqual([rcode, 0, true])
  expect(said.authorities).toMatchObject([{ type: 'SOA', ttl: 5, data: { minimum: 5 } }])
})

test.each([
  ['a name of somebody else', 'www.customer.example', 'TXT'],
  ['our zone’s parent', 'cdn.example', 'NS'],
  ['the root', '.', 'NS'],
  ['a bare label', '_acme-challenge', 'TXT'],
  ['a record of a top-level domain', '_acme-challenge.example', 'TXT'],
  ['a zone transfer', NAME, 'AXFR'],
])('%s is refused, with nothing in it', async (_, name, type) => {
  const said = await ask(name, type)
  expect([said.rcode, said.answers?.length, said.authorities?.length, said.flag_aa]).toEqual([
    'REFUSED',
    0,
    0,
    false,
  ])
})

test('another class is refused, another kind of request is not implemented', async () => {
  const chaos = await ask(NAME, 'TXT', { questions: [{ name: NAME, type: 'TXT', class: 'CH' }] })
  expect(chaos.rcode).toBe('REFUSED')
  expect((await ask(NAME, 'SOA', { flags: 4 << 11 })).rcode).toBe('NOTIMP')
})

test('what does not fit the client’s size is cut short, and given whole over TCP', async () => {
  const many = Array.from({ length: 12 }, (_, index) => String(index).padStart(43, 'v'))
  values.set(NAME, many)
  const plain = await send(encode(query(NAME, 'TXT')))
  expect(plain?.length).toBeLessThanOrEqual(512)
  expect(decode(plain ?? Buffer.alloc(0))).toMatchObject({ flag_tc: true, answers: [] })
  // Nobody's claim of a large size makes us send one.
  const large = await send(encode(query(NAME, 'TXT', edns(65_000))))
  expect(large?.length).toBeLessThanOrEqual(1232)

  const socket = connect(responder.port, '127.0.0.1')
  const whole = await new Promise<Packet | null>((resolve) => {
    let received = Buffer.alloc(0)
    socket.on('data', (chunk) => {
      received = Buffer.concat([received, chunk])
      if (received.length >= 2 && received.length >= 2 + received.readUInt16BE())
        resolve(streamDecode(received))
    })
    const bytes = streamEncode(query(NAME, 'TXT'))
    // In two parts, as TCP may have it.
    socket.write(bytes.subarray(0, 5))
    setImmediate(() => socket.write(bytes.subarray(5)))
  })
  socket.destroy()
  expect(textsOf(whole as Said)).toEqual(many)
})

test('EDNS is answered in kind; of a later version nothing is understood', async () => {
  values.set(NAME, ['one'])
  const said = await ask(NAME, 'TXT', edns(1232))
  expect(said.additionals).toMatchObject([{ type: 'OPT', udpPayloadSize: 1232, extendedRcode: 0 }])
  expect((await ask(NAME, 'TXT')).additionals).toEqual([])
  const later = await ask(NAME, 'TXT', edns(1232, 1))
  expect([later.additionals, later.answers]).toMatchObject([[{ extendedRcode: 1 }], []])
})

const good = encode(query(NAME, 'TXT'))
const patched = (at: number, ...bytes: readonly number[]): Buffer => {
  const copy = Buffer.from(good)
  copy.set(bytes, at)
  return copy
}
test.each([
  ['nothing', Buffer.alloc(0)],
  ['half a header', good.subarray(0, 7)],
  ['half a question', good.subarray(0, 20)],
  ['a response', patched(2, 0x81)],
  ['no question', patched(4, 0, 0)],
  ['more questions than it has', patched(4, 0xff, 0xff)],
  ['answers', patched(6, 0, 9)],
  ['more additionals than anybody needs', patched(10, 0xff, 0xff)],
  ['a name that points at itself', patched(12, 0xc0, 12)],
  ['a label of no kind', patched(12, 0x80)],
  ['a name of control characters', patched(13, 0, 7)],
  ['more than a query can be', Buffer.concat([good, Buffer.alloc(2000)])],
])('%s is owed no answer', async (_, bytes) => {
  expect(await send(bytes)).toBeNull()
})

test('while the values cannot be read it says that it fails, never that there are none', async () => {
  broken = true
  expect((await ask(NAME, 'TXT')).rcode).toBe('SERVFAIL')
  expect((await ask(NAME, 'TXT')).rcode).toBe('SERVFAIL')
  broken = false
  expect(log).toEqual([{ event: 'dns-values-unreadable', level: 'error', error: 'the disk is full' }])
})

test('an address that is taken is named with its setting, and nothing is left listening', async () => {
  const listen = [{ host: '127.0.0.1', port: responder.port }]
  const again = startResponder({
    listen,
    nameservers: ['ns1.cdn.example'],
    aliasZone: null,
    values: async () => [],
    now: Date.now,
    log: () => undefined,
  })
  await expect(again).rejects.toThrow(`127.0.0.1:${responder.port} (EADDRINUSE): see DNS_LISTEN`)
})
