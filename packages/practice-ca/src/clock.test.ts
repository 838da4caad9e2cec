import { X509Certificate } from 'node:crypto'
import { expect, test } from 'vitest'
import { createCsr, startRig, validate, ZONE, type Rig } from './rig.ts'

const DAY_MS = 86_400_000
const identifiers = (name: string) => [{ type: 'dns', value: name }]

/** A CA whose clock is turned by hand. */
async function startTurned(
  options: Parameters<typeof startRig>[0],
  act: (rig: Rig, turn: (ms: number) => void) => Promise<void>,
) {
  let ahead = 0
  const rig = await startRig({ perspectives: 0, now: () => Date.now() + ahead, ...options })
  try {
    await act(rig, (ms) => (ahead += ms))
  } finally {
    await rig.close()
  }
}

test('an order that is not answered within a week is over, and the same names make a new one', () =>
  startTurned({}, async ({ client }, turn) => {
    const name = `slow.${ZONE}`
    const order = await client.createOrder({ identifiers: identifiers(name) })
    const [authorization] = await client.getAuthorizations(order)
    const [challenge] = authorization?.challenges ?? []
    if (!challenge) throw new Error('There is no challenge.')
    turn(7 * DAY_MS - 60_000)
    expect((await client.getOrder(order)).status).toBe('pending')
    turn(60_000)
    expect((await client.getOrder(order)).status).toBe('invalid')
    await expect(client.completeChallenge(challenge)).rejects.toThrow('Expired authorization')
    const next = await client.createOrder({ identifiers: identifiers(name) })
    expect(next.url).not.toBe(order.url)
    expect((await client.getAuthorizations(next))[0]?.status).toBe('pending')
  }))

test('an order that is ready but not finalized within a week is over', () =>
  startTurned({}, async (rig, turn) => {
    const order = await validate(rig, [`ready.${ZONE}`])
    turn(7 * DAY_MS - 60_000)
    expect((await rig.client.getOrder(order)).status).toBe('ready')
    turn(60_000)
    expect((await rig.client.getOrder(order)).status).toBe('invalid')
  }))

async function issue(rig: Rig, name: string): Promise<X509Certificate> {
  const csr = await createCsr([name])
  const order = await rig.client.finalizeOrder(await validate(rig, [name]), csr)
  return new X509Certificate(await rig.client.getCertificate(order))
}

test('every order is validated anew, unless the CA is told to reuse authorizations for their thirty days', async () => {
  const name = `again.${ZONE}`
  await startTurned({}, async (rig) => {
    await issue(rig, name)
    expect((await rig.client.createOrder({ identifiers: identifiers(name) })).status).toBe('pending')
  })
  await startTurned({ reuseAuthorizations: true }, async (rig, turn) => {
    await issue(rig, name)
    turn(29 * DAY_MS)
    const csr = await createCsr([name])
    const order = await rig.client.createOrder({ identifiers: identifiers(name) })
    expect(order.status).toBe('ready')
    const { status } = await rig.client.finalizeOrder(order, csr)
    expect(status).toMatch(/^(processing|valid)$/)
    turn(DAY_MS)
    expect((await rig.client.createOrder({ identifiers: identifiers(name) })).status).toBe('pending')
  })
})

test('certificates are dated by the CA’s clock and live as long as asked, minutes included', () =>
  startTurned({ lifetimeSeconds: 600 }, async (rig, turn) => {
    turn(400 * DAY_MS)
    const leaf = await issue(rig, `short.${ZONE}`)
    const now = Date.now() + 400 * DAY_MS
    expect(leaf.validToDate.getTime() - leaf.validFromDate.getTime()).toBe(599_000)
    expect(leaf.validFromDate.getTime()).toBeLessThan(now)
    expect(leaf.validToDate.getTime()).toBeGreaterThan(now + 500_000)
  }))
