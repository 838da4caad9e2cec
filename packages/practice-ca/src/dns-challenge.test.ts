import type acme from 'acme-client'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { failureOf, plan, startRig, ZONE, type Failure, type Rig } from './rig.ts'

let rig: Rig
let count = 0
const freshName = () => `dns-${++count}.${ZONE}`
const validated = () => rig.log.filter(({ event }) => event === 'validated')

beforeAll(async () => {
  rig = await startRig({ manage: { host: '127.0.0.1', port: 0 } })
})
afterEach(async () => {
  rig.log.length = 0
  await plan(rig.ca, [])
})
afterAll(() => rig.close())

/** Orders `name` and gives its DNS-01 challenge with the value that its TXT record must have. */
async function order(name: string) {
  const { client } = rig
  const placed = await client.createOrder({ identifiers: [{ type: 'dns', value: name }] })
  const [authorization] = await client.getAuthorizations(placed)
  const challenge = authorization?.challenges.find(({ type }) => type === 'dns-01')
  if (!authorization || !challenge) throw new Error('There is no DNS-01 challenge.')
  return { placed, authorization, challenge, value: await client.getChallengeKeyAuthorization(challenge) }
}

async function answer({ placed, challenge }: Awaited<ReturnType<typeof order>>): Promise<acme.Order> {
  await rig.client.completeChallenge(challenge)
  await rig.client.waitForValidStatus(challenge).catch(() => null)
  return rig.client.getOrder(placed)
}

/** What comes of a name whose record is as `records` say. */
async function failure(records: (value: string) => object): Promise<Failure> {
  const name = freshName()
  const asked = await order(name)
  rig.dns.set(`_acme-challenge.${name}`, records(asked.value))
  return failureOf(await answer(asked))
}

test('both challenges are offered with one token; the other is gone once one is judged', async () => {
  const name = freshName()
  const asked = await order(name)
  const { challenges } = asked.authorization
  expect(challenges.map(({ type }) => type)).toEqual(['http-01', 'dns-01'])
  expect(new Set(challenges.map(({ token }) => token)).size).toBe(1)
  rig.dns.set(`_acme-challenge.${name}`, { txt: [asked.value] })
  expect((await answer(asked)).status).toBe('ready')
  const [judged] = await rig.client.getAuthorizations(asked.placed)
  expect(judged?.challenges.map(({ type, status }) => [type, status])).toEqual([['dns-01', 'valid']])
  expect(rig.site.asked).toEqual([])
  expect(validated()).toHaveLength(6)
})

test('one right value among others is enough, also behind an alias', async () => {
  const name = freshName()
  const asked = await order(name)
  const target = `_challenges.${ZONE}`
  rig.dns.set(`_acme-challenge.${name}`, { cname: target })
  rig.dns.set(target, { txt: ['something else', asked.value, 'more'] })
  expect((await answer(asked)).status).toBe('ready')
})

test('a name without the record, or with a wrong one, is unauthorized', async () => {
  expect(await failure(() => ({ a: ['127.0.0.1'] }))).toMatchObject({
    type: 'unauthorized',
    detail: expect.stringMatching(/^No TXT record found at _acme-challenge\.dns-\d+\.customer\.example$/),
  })
  expect(await failure((value) => ({ txt: [`${value} `, 'b'] }))).toMatchObject({
    type: 'unauthorized',
    detail: expect.stringMatching(/^Incorrect TXT record ".+ " \(and 1 more\) found at _acme-challenge\./),
  })
})

test('a lookup that fails is a DNS problem', async () => {
  expect(await failure(() => ({ nxdomain: true }))).toMatchObject({
    type: 'dns',
    detail: expect.stringMatching(/^DNS problem: NXDOMAIN looking up TXT for .+ - check that a DNS record/),
  })
  expect(await failure(() => ({ servfail: true }))).toMatchObject({
    type: 'dns',
    detail: expect.stringMatching(/^DNS problem: SERVFAIL looking up TXT for _acme-challenge\./),
  })
})

test('two remote perspectives that are cut off fail it', async () => {
  const fault = { blind: true }
  await plan(rig.ca, [
    { match: { perspective: 'remote 1' }, fault },
    { match: { perspective: 'remote 4' }, fault },
  ])
  expect(await failure((value) => ({ txt: [value] }))).toMatchObject({
    type: 'dns',
    detail: expect.stringMatching(/^During secondary validation: DNS problem: query timed out/),
  })
})

test('CAA may allow it by method', async () => {
  const asked = async (methods: string) => {
    const name = freshName()
    const wished = await order(name)
    const value = `practice-ca.example; validationmethods=${methods}`
    rig.dns.set(name, { caa: [{ flags: 0, tag: 'issue', value }] })
    rig.dns.set(`_acme-challenge.${name}`, { txt: [wished.value] })
    return answer(wished)
  }
  expect((await asked('dns-01')).status).toBe('ready')
  expect(failureOf(await asked('http-01')).type).toBe('caa')
})
