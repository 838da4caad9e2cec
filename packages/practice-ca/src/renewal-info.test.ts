import { createPrivateKey, X509Certificate } from 'node:crypto'
import acme from 'acme-client'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { certificateIdOf, serialIn } from './certificate-id.ts'
import { ask, connect, issue, plan, startRig, validate, ZONE, type RawAnswer, type Rig } from './rig.ts'
import { post, problemIn, urlOf } from './signer.ts'

const DAY_MS = 86_400_000
let rig: Rig
let ahead = 0
let count = 0
const freshName = () => `ari-${++count}.${ZONE}`
const now = () => Date.now() + ahead

beforeAll(async () => {
  rig = await startRig({ perspectives: 0, now, manage: { host: '127.0.0.1', port: 0 } })
})
afterEach(async () => {
  ahead = 0
  await plan(rig.ca, [])
})
afterAll(() => rig.close())

const idOf = (chain: string) => certificateIdOf(chain) ?? ''
const look = (id: string, ca = rig.ca) => ask(ca, 'GET', urlOf(ca, `/renewal-info/${id}`))
const windowOf = ({ body }: RawAnswer) => {
  const { suggestedWindow } = JSON.parse(body) as { suggestedWindow: { start: string; end: string } }
  return [Date.parse(suggestedWindow.start), Date.parse(suggestedWindow.end)] as const
}
const order = (names: readonly string[], more: object, client = rig.client, key = rig.accountKey) =>
  post(
    rig.ca,
    '/new-order',
    createPrivateKey(key.toString()),
    { identifiers: names.map((value) => ({ type: 'dns', value })), ...more },
    { kid: client.getAccountUrl() },
  )

test('the id of a certificate is its issuer’s key and its serial, as RFC 9773 writes them', async () => {
  const chain = await issue(rig, [freshName()])
  const [issuer = '', serial = ''] = idOf(chain).split('.')
  const { serialNumber } = new X509Certificate(chain)
  expect(Buffer.from(serial, 'base64url').toString('hex').toUpperCase()).toBe(serialNumber)
  expect(Buffer.from(issuer, 'base64url')).toHaveLength(20)
  // The RFC's own example; its zero in front is DER's.
  expect(serialIn('aYhba4dGQEHhs3uEe6CuLN4ByNQ.AIdlQyE')).toBe('0087654321')
})

test('the window lies around two thirds of the life, and the answer says when to ask again', async () => {
  const chain = await issue(rig, [freshName()])
  const answer = await look(idOf(chain))
  expect([answer.status, answer.headers['retry-after']]).toEqual([200, '21600'])
  const [start, end] = windowOf(answer)
  const from = new X509Certificate(chain).validFromDate.getTime()
  expect(Math.abs((start + end) / 2 - from - 60 * DAY_MS)).toBeLessThan(2_000)
  expect(Math.abs(end - start - 1.8 * DAY_MS)).toBeLessThan(2_000)
})

test('a short life is renewed at its half', async () => {
  const short = await startRig({ perspectives: 0, lifetimeSeconds: 160 * 3600 })
  const chain = await issue(short, [freshName()])
  const [start, end] = windowOf(await look(idOf(chain), short.ca))
  const from = new X509Certificate(chain).validFromDate.getTime()
  expect(Math.abs((start + end) / 2 - from - 80 * 3_600_000)).toBeLessThan(2_000)
  await short.close()
})

test('what is revoked should have been renewed already', async () => {
  const chain = await issue(rig, [freshName()])
  await rig.client.revokeCertificate(chain)
  const [start, end] = windowOf(await look(idOf(chain)))
  expect(start).toBeLessThan(end)
  expect(end).toBeLessThan(Date.now())
})

test('an unknown certificate has no window, whatever is right of its id', async () => {
  const id = idOf(await issue(rig, [freshName()]))
  const [issuer = '', serial = ''] = id.split('.')
  const bad = [`${issuer}.AAAA`, `AAAA.${serial}`, serial, '.', '..']
  for (const each of bad) expect((await look(each)).status, each).toBe(404)
})

test('a plan scripts the window, the time to ask again, the reason, or nonsense', async () => {
  const name = freshName()
  const id = idOf(await issue(rig, [name]))
  const match = { resource: 'renewalInfo', name }
  const explanationURL = 'https://ca.example/incident'
  await plan(rig.ca, [
    { match, times: 1, fault: { window: { startsIn: -7200, endsIn: -3600, explanationURL }, retryAfter: 1 } },
    { match, times: 1, fault: { window: { startsIn: 600, endsIn: 300 } } },
  ])
  const past = await look(id)
  const [start, end] = windowOf(past)
  expect(Math.abs(Date.now() - start - 7_200_000)).toBeLessThan(5_000)
  expect(end - start).toBe(3_600_000)
  expect(past.headers['retry-after']).toBe('1')
  expect(JSON.parse(past.body)).toMatchObject({ explanationURL })
  const [from, to] = windowOf(await look(id))
  expect(to).toBeLessThan(from)
  await plan(rig.ca, [
    { match, times: 1, fault: { status: 404, type: 'malformed', detail: 'Not here' } },
    { match, times: 1, fault: { status: 200, contentType: 'application/json', body: '{"suggested' } },
  ])
  expect((await look(id)).status).toBe(404)
  expect((await look(id)).body).toBe('{"suggested')
  expect((await look(id)).status).toBe(200)
})

test('an order says what it replaces, is found again, and bars every other until it fails', async () => {
  const [name, more] = [freshName(), freshName()]
  const replaces = idOf(await issue(rig, [name]))
  const first = await order([name], { replaces })
  expect([first.status, JSON.parse(first.body)]).toEqual([201, expect.objectContaining({ replaces })])
  expect((await order([name], { replaces })).headers.location).toBe(first.headers.location)
  const second = await order([name, more], { replaces })
  expect([second.status, problemIn(second)]).toEqual([409, 'alreadyReplaced'])

  // Without `replaces` it is an order like any other.
  expect((await order([name, more], {})).status).toBe(201)
  const [authorization] = (JSON.parse(first.body) as { authorizations: string[] }).authorizations
  const path = new URL(authorization ?? '').pathname
  const key = createPrivateKey(rig.accountKey.toString())
  await post(rig.ca, path, key, { status: 'deactivated' }, { kid: rig.client.getAccountUrl() })
  expect((await order([name, more], { replaces })).status).toBe(201)
})

test('a certificate that was replaced is replaced for good, also after a restart of the CA', async () => {
  const name = freshName()
  const replaces = idOf(await issue(rig, [name]))
  await issue(rig, [name], { replaces })
  expect(problemIn(await order([name], { replaces }))).toBe('alreadyReplaced')
  expect(rig.ca.issued().find(({ replaced }) => replaced)?.names).toEqual([name])
  const again = await startRig({ root: rig.ca.root, accounts: rig.ca.accounts(), issued: rig.ca.issued() })
  // Its address is another now, so the account's URL is too.
  const client = connect(again.ca, rig.accountKey)
  await client.createAccount({ onlyReturnExisting: true })
  await expect(validate({ client, site: again.site }, [name], { replaces })).rejects.toThrow(
    'already has a replacement order',
  )
  await again.close()
})

test('strangers’, unknown and unrelated certificates are not replaced', async () => {
  const name = freshName()
  const replaces = idOf(await issue(rig, [name]))
  expect(problemIn(await order([freshName()], { replaces }))).toBe('malformed')
  expect((await order([name], { replaces: 'AAAA.AAAA' })).status).toBe(404)
  const key = await acme.crypto.createPrivateEcdsaKey()
  const stranger = connect(rig.ca, key)
  await stranger.createAccount({ termsOfServiceAgreed: true })
  expect(problemIn(await order([name], { replaces }, stranger, key))).toBe('unauthorized')
})
