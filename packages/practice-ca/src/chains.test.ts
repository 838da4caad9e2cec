import { createPrivateKey, X509Certificate } from 'node:crypto'
import acme from 'acme-client'
import { expect, test } from 'vitest'
import { createOrders } from './orders.ts'
import { createCsr, issue, startRig, validate, ZONE } from './rig.ts'
import { post } from './signer.ts'

const split = (chain: string) => acme.crypto.splitPemChain(chain).map((pem) => new X509Certificate(pem))

test('a certificate has a chain to each root, each linked from the others', async () => {
  const rig = await startRig({ perspectives: 0, alternateRoots: 2 })
  const name = `chains.${ZONE}`
  const chain = await issue(rig, [name])
  const serial = rig.ca.issued()[0]?.serial ?? ''
  const key = createPrivateKey(rig.accountKey.toString())
  const get = (end: string) =>
    post(rig.ca, `/certificate/${serial}${end}`, key, '', { kid: rig.client.getAccountUrl() })
  const roots = [rig.ca.rootPem, ...rig.ca.alternateRootPems].map((pem) => new X509Certificate(pem))
  expect(roots).toHaveLength(3)
  for (const [index, end] of ['', '.1', '.2'].entries()) {
    const { body, headers } = await get(end)
    const [leaf, intermediate] = split(body)
    expect(leaf?.raw).toEqual(split(chain)[0]?.raw)
    expect(leaf?.verify(intermediate?.publicKey ?? fail())).toBe(true)
    const signers = roots.map(
      (root) => intermediate?.verify(root.publicKey) && intermediate.checkIssued(root),
    )
    expect(signers).toEqual(roots.map((_, each) => each === index))
    expect(String(headers.link).match(/rel="alternate"/g)).toHaveLength(2)
    expect(String(headers.link)).not.toContain(`/certificate/${serial}${end}>`)
  }
  expect((await get('.3')).status).toBe(404)
  expect((await get('.x')).status).toBe(404)

  // acme-client finds one by the name of its root.
  const order = await validate(rig, [`preferred.${ZONE}`])
  const csr = await createCsr([`preferred.${ZONE}`])
  const wanted = /CN=(?<name>.+)/.exec(roots[2]?.subject ?? '')?.groups?.['name'] ?? ''
  const preferred = await rig.client.getCertificate(await rig.client.finalizeOrder(order, csr), wanted)
  expect(split(preferred)[1]?.checkIssued(roots[2] ?? fail())).toBe(true)
  await rig.close()
})

test('what is issued late says for how long to wait, and is issued all the same when the CA closes', async () => {
  const rig = await startRig({ perspectives: 0, finalizeDelayMs: 3_600_000, retryAfterSeconds: 3 })
  const name = `late.${ZONE}`
  const order = await validate(rig, [name])
  const csr = await createCsr([name])
  const key = createPrivateKey(rig.accountKey.toString())
  const send = (url: string, payload: object | string) =>
    post(rig.ca, new URL(url).pathname, key, payload, { kid: rig.client.getAccountUrl() })
  for (const answer of [
    await send(order.finalize, { csr: acme.crypto.getPemBodyAsB64u(csr) }),
    await send(order.url, ''),
  ]) {
    expect(answer.headers['retry-after']).toBe('3')
    expect(JSON.parse(answer.body)).toMatchObject({ status: 'processing' })
  }
  expect(rig.ca.issued()).toEqual([])
  await rig.close()
  expect(rig.ca.issued()).toMatchObject([{ names: [name] }])
})

test.each([false, true])(
  'finished orders beyond the bound are forgotten, open ones kept (reuse: %s)',
  (reuseAuthorizations) => {
    let time = 0
    const orders = createOrders({ now: () => time, reuseAuthorizations, mostOrders: 3 })
    const finish = (name: string) => {
      const order = orders.place('a', [name])
      const authorization = orders.authorization(order.authorizations[0] ?? '') ?? fail()
      orders.beginValidation(authorization, 'http-01')
      orders.endValidation(authorization.id, null)
      orders.setIssuing(order, { serial: name })
      return order
    }
    const open = orders.place('a', ['open.example'])
    const done = Array.from({ length: 6 }, (_, index) => finish(`n${index}.example`))
    expect(orders.order(open.id)).not.toBeNull()
    expect(done.map(({ id }) => orders.order(id) !== null)).toEqual([false, false, false, false, true, true])
    // A validation that may serve further orders outlives its own.
    expect(orders.holds('a', ['n0.example'])).toBe(reuseAuthorizations)
    expect(orders.holds('a', ['n5.example'])).toBe(true)
    time += 8 * 86_400_000
    for (const name of ['x.example', 'y.example', 'z.example']) finish(name)
    expect(orders.order(open.id)).toBeNull()
  },
)

const fail = (): never => {
  throw new Error('There is nothing.')
}
