// A PoP whose word is absurd, or that never takes one document: the operator is told, and no other PoP and no other host is the
// worse for it.

import { createBehindFinder } from '@wellknown/control/work/bring-behind.ts'
import { deliver } from '@wellknown/control/work/push.ts'
import { tendPops } from '@wellknown/control/work/membership.ts'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { alarmsOf, membershipOf, POPS, refusing, saying, settle } from '../system/faulty-pop.ts'
import { startFleet, type Fleet } from '../system/fleet.ts'

let fleet: Fleet
let host: string
let hosts = 0
beforeAll(async () => {
  fleet = await startFleet(POPS, [], ['b'])
})
beforeEach(() => {
  host = `fault${hosts++}.customer.test`
})
afterAll(() => fleet.close())

const everywhere = (text: string): readonly string[] => POPS.map(() => text)

test('an absurd epoch that a PoP names is not followed: it is not counted, an alarm says why, and the others are pushed to as before', async () => {
  let epoch: number | null = null
  const control = await fleet.control(
    undefined,
    saying((told) => (told.shelf && epoch !== null ? { ...told, shelf: { ...told.shelf, epoch } } : told)),
  )
  await settle(control)
  const ours = await control.world.store.newest()
  epoch = Number.MAX_SAFE_INTEGER
  await tendPops(control.world)
  await tendPops(control.world)
  expect((await control.world.store.newest()).epoch).toBe(ours.epoch)
  expect(await membershipOf(control)).toBe('catching-up')
  expect(await alarmsOf(control)).toMatchObject([{ event: 'pop-epoch-absurd', subject: 'b' }])
  await control.say(host, 'pushed')
  expect(await deliver(control.world, [host])).toEqual([])
  expect(await fleet.ask(host)).toMatchObject({ 0: 'pushed', 2: 'pushed' })
  epoch = null
  await settle(control)
  expect(await alarmsOf(control)).toEqual([])
  expect(await fleet.ask(host)).toEqual(everywhere('pushed'))
})

test('the same where it is a refused push that names the epoch', async () => {
  let wild = false
  const control = await fleet.control(
    undefined,
    refusing((push) => {
      if (!wild || push.host !== host) return null
      const held = { epoch: Number.MAX_SAFE_INTEGER, rev: 1 }
      return { is: 'refused', refusal: { error: 'stale-revision', detail: '', held } }
    }),
  )
  await settle(control)
  wild = true
  const ours = await control.world.store.newest()
  await control.say(host, 'pushed')
  expect(await deliver(control.world, [host])).toMatchObject([{ pop: 'b', refused: false }])
  expect(await membershipOf(control)).toBe('catching-up')
  expect(await deliver(control.world, [host])).toEqual([])
  await tendPops(control.world)
  expect(await membershipOf(control)).toBe('catching-up')
  expect((await control.world.store.newest()).epoch).toBe(ours.epoch)
  wild = false
  await settle(control)
  expect(await alarmsOf(control)).toEqual([])
})

test.each(['config', 'tokens'] as const)(
  'a PoP that never takes the %s of one host counts for all others, an alarm names host, kind and reason, and that host alone waits',
  async (kind) => {
    let broken = true
    const control = await fleet.control(
      undefined,
      refusing((push) =>
        broken && push.host === host && push.kind === kind && push.document !== null
          ? { is: 'refused', refusal: { error: 'malformed', detail: 'it has no such option' } }
          : null,
      ),
    )
    const other = `other.${host}`
    await control.say(other, 'other')
    await control.say(host, 'refused')
    const token = {
      token: 't'.repeat(43),
      thumbprint: control.world.ca.thumbprint,
      expires: Date.now() + 60_000,
    }
    const body = JSON.stringify({ entries: [token] })
    for (const each of [host, other])
      await control.world.store.want({ host: each, kind: 'tokens', resource: null, body }, Date.now())
    await settle(control)
    expect(await alarmsOf(control)).toEqual([
      {
        event: 'pop-lacks-document',
        subject: `b ${host} ${kind}`,
        detail: { pop: 'b', host, kind, detail: 'malformed: it has no such option' },
      },
    ])
    // Every gate of that host goes by this.
    expect(await deliver(control.world, [host], [kind])).toMatchObject([
      { pop: 'b', host, kind, refused: true },
    ])
    expect(await deliver(control.world, [other])).toEqual([])
    expect(await fleet.ask(other)).toEqual(everywhere('other'))
    // Its edge is upgraded.
    broken = false
    expect(await createBehindFinder(control.world).turn()).toBe(1)
    expect(await alarmsOf(control)).toEqual([])
    expect(await fleet.ask(host)).toEqual(everywhere('refused'))
    await control.close()
  },
)

test('a PoP that refuses most of what it is given is not counted', async () => {
  const control = await fleet.control(
    undefined,
    refusing((push) =>
      push.kind === 'config' && push.document !== null
        ? { is: 'refused', refusal: { error: 'malformed', detail: 'it reads none' } }
        : null,
    ),
  )
  await control.say(host, 'refused')
  await tendPops(control.world)
  await tendPops(control.world)
  expect(await control.pop('b')).toMatchObject({
    membership: 'catching-up',
    fault: 'it refuses most of its documents',
  })
  expect(await control.pop('a')).toMatchObject({ membership: 'in' })
})

test('a PoP in service that comes to refuse most of what is wanted counts no more: nobody waits for it at every host', async () => {
  let broken = false
  const control = await fleet.control(
    undefined,
    refusing((push) =>
      broken && push.kind === 'config' && push.document !== null
        ? { is: 'refused', refusal: { error: 'malformed', detail: 'it reads none' } }
        : null,
    ),
  )
  const [other, third] = [`other.${host}`, `third.${host}`]
  for (const each of [host, other, third]) await control.say(each, 'before')
  await settle(control)
  const finder = createBehindFinder(control.world)
  broken = true
  await control.say(host, 'after')
  await finder.turn()
  expect(await membershipOf(control), 'one of three').toBe('in')
  await control.say(other, 'after')
  await finder.turn()
  expect(await membershipOf(control), 'two of three').toBe('catching-up')
  await tendPops(control.world)
  expect(await membershipOf(control)).toBe('catching-up')
  expect(await deliver(control.world, [host, other, third])).toEqual([])
  broken = false
  await settle(control)
  expect(await fleet.ask(other)).toEqual(everywhere('after'))
})

test('a stored configuration or key that cannot be read is an alarm for its host; all others are pushed, and PoPs come back', async () => {
  const control = await fleet.control()
  const other = `other.${host}`
  const row = await control.world.store.certificate(`${host} ${await control.certify(host)}`)
  if (!row) throw new Error('The certificate is not kept.')
  const id = `unopened ${host}`
  await control.world.store.saveCertificate({ ...row, id, sealedKey: 'sealed by nobody' })
  const unopened = JSON.stringify({ certificate: id, tlsVersions: ['TLSv1.3'] })
  await control.world.store.want({ host, kind: 'certificate', resource: null, body: unopened }, Date.now())
  await control.say(other, 'other')
  const { keyid } = control.world.signingKey
  await control.world.store.want(
    { host, kind: 'config', resource: null, body: '{"active":1}', keyid },
    Date.now(),
  )
  await settle(control)
  expect(await fleet.ask(other)).toEqual(everywhere('other'))
  await control.say(other, 'later')
  expect(await deliver(control.world, [host, other])).toHaveLength(POPS.length + 1)
  expect(await fleet.ask(other)).toEqual(everywhere('later'))
  expect((await alarmsOf(control)).map(({ subject }) => subject).toSorted()).toEqual([
    `a ${host} config`,
    `b ${host} certificate`,
    `b ${host} config`,
    `c ${host} config`,
  ])
})

test('a PoP that counts and lacks something that nobody brings any more is found, and given it', async () => {
  let lost = false
  const control = await fleet.control(
    undefined,
    refusing((push) => (lost && push.host === host ? { is: 'unreachable', detail: 'reset' } : null)),
  )
  await settle(control)
  lost = true
  await control.say(host, 'brought')
  await deliver(control.world, [host])
  lost = false
  expect(await membershipOf(control)).toBe('in')
  const finder = createBehindFinder(control.world)
  expect(await finder.turn()).toBe(1)
  expect(await fleet.ask(host)).toEqual(everywhere('brought'))
  expect(await finder.turn()).toBe(0)
})
