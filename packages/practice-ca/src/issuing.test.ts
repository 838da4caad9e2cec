import { createPrivateKey, X509Certificate } from 'node:crypto'
import { connect as connectTls, createServer } from 'node:tls'
import type { AddressInfo } from 'node:net'
import acme from 'acme-client'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startRig, validate, ZONE, type Rig } from './rig.ts'
import { post, problemIn, send, sign, takeNonce } from './signer.ts'

let rig: Rig
beforeAll(async () => {
  rig = await startRig()
})
afterAll(() => rig.close())

const split = (chain: string): X509Certificate[] =>
  acme.crypto.splitPemChain(chain).map((pem) => new X509Certificate(pem))

const createKey = acme.crypto.createPrivateEcdsaKey
const csrFor = (names: readonly string[], key: Buffer) =>
  acme.crypto.createCsr({ altNames: [...names] }, key).then(([, csr]) => csr)

test('names that are proven get a certificate that a browser would take from a trusted root', async () => {
  const names = [`a.${ZONE}`, `b.${ZONE}`]
  const order = await validate(rig, names)
  expect(order.status).toBe('ready')
  const key = await createKey()
  const valid = await rig.client.finalizeOrder(order, await csrFor(names, key))
  const chain = await rig.client.getCertificate(valid)
  const [leaf, intermediate, ...more] = split(chain)
  if (!leaf || !intermediate) throw new Error('The chain is too short.')
  const root = new X509Certificate(rig.ca.rootPem)

  expect(more).toEqual([])
  expect(leaf.subject).toBeFalsy()
  expect(leaf.subjectAltName).toBe(`DNS:a.${ZONE}, DNS:b.${ZONE}`)
  expect(leaf.keyUsage).toEqual(['1.3.6.1.5.5.7.3.1'])
  expect(leaf.ca).toBe(false)
  expect(leaf.serialNumber).toMatch(/^[0-9A-F]{32}$/)
  expect(leaf.verify(intermediate.publicKey) && leaf.checkIssued(intermediate)).toBe(true)
  expect(intermediate.verify(root.publicKey) && intermediate.checkIssued(root) && intermediate.ca).toBe(true)
  expect(leaf.checkPrivateKey(createPrivateKey(key.toString()))).toBe(true)
  expect(leaf.validToDate.getTime() - leaf.validFromDate.getTime()).toBe(90 * 86_400_000 - 1000)
  expect(Math.abs(leaf.validFromDate.getTime() - (Date.now() - 3_600_000))).toBeLessThan(60_000)

  const issued = rig.ca.issued().find(({ serial }) => serial === leaf.serialNumber)
  expect(issued).toMatchObject({ names, order: order.url.split('/').at(-1), revoked: null })
  expect(rig.log).toContainEqual({ event: 'issued', serial: leaf.serialNumber, names, order: issued?.order })

  // A handshake is the judge that counts: the chain, the name and the dates together.
  const server = createServer({ cert: chain, key }, (socket) => socket.end())
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const authorized = await new Promise<boolean>((resolve, reject) => {
    const socket = connectTls(
      { host: '127.0.0.1', port, ca: rig.ca.rootPem, servername: `b.${ZONE}` },
      () => {
        resolve(socket.authorized)
        socket.destroy()
      },
    )
    socket.on('error', reject)
  })
  expect(authorized).toBe(true)
  await new Promise((resolve) => server.close(resolve))
})

test('an RSA key is certified too, and a common name in the CSR counts as one of its names', async () => {
  const name = `rsa.${ZONE}`
  const order = await validate(rig, [name])
  const key = await acme.crypto.createPrivateRsaKey(2048)
  const [, csr] = await acme.crypto.createCsr({ commonName: name }, key)
  const [leaf] = split(await rig.client.getCertificate(await rig.client.finalizeOrder(order, csr)))
  expect(leaf?.subjectAltName).toBe(`DNS:${name}`)
})

test('a CSR for other names than the order’s is refused, and the order can still be finalized', async () => {
  const name = `exact.${ZONE}`
  const order = await validate(rig, [name])
  for (const names of [[name, `more.${ZONE}`], [`other.${ZONE}`]]) {
    await expect(rig.client.finalizeOrder(order, await csrFor(names, await createKey()))).rejects.toThrow(
      'CSR does not specify same identifiers as Order',
    )
  }
  const valid = await rig.client.finalizeOrder(order, await csrFor([name], await createKey()))
  expect(valid.status).toMatch(/^(processing|valid)$/)
})

test('the account’s own key, a weak key and a CSR that was tampered with are refused', async () => {
  const name = `keys.${ZONE}`
  const order = await validate(rig, [name])
  await expect(rig.client.finalizeOrder(order, await csrFor([name], rig.accountKey))).rejects.toThrow(
    'must be different than account key',
  )
  const weak = await acme.crypto.createPrivateRsaKey(1024)
  await expect(rig.client.finalizeOrder(order, await csrFor([name], weak))).rejects.toThrow('2048')
  const good = await csrFor([name], await createKey())
  const der = Buffer.from(acme.crypto.getPemBodyAsB64u(good), 'base64url')
  const last = der.length - 1
  der.writeUInt8(der.readUInt8(last) ^ 1, last)
  const forged = `-----BEGIN CERTIFICATE REQUEST-----\n${der.toString('base64')}\n-----END CERTIFICATE REQUEST-----\n`
  await expect(rig.client.finalizeOrder(order, forged)).rejects.toThrow('signature')
  expect((await rig.client.getOrder(order)).status).toBe('ready')
})

test('an order that is not ready cannot be finalized', async () => {
  const order = await rig.client.createOrder({ identifiers: [{ type: 'dns', value: `early.${ZONE}` }] })
  await expect(
    rig.client.finalizeOrder(order, await csrFor([`early.${ZONE}`], await createKey())),
  ).rejects.toThrow('not acceptable for finalization')
})

test('finalize answers “processing” with a time to come back, and only one of many at once is taken', async () => {
  const name = `twice.${ZONE}`
  const order = await validate(rig, [name])
  const csr = acme.crypto.getPemBodyAsB64u(await csrFor([name], await createKey()))
  const key = createPrivateKey(rig.accountKey.toString())
  // Signed beforehand, so that all are under way before the first is decided.
  const bodies = await Promise.all(
    Array.from({ length: 10 }, async () =>
      sign(
        key,
        { kid: rig.client.getAccountUrl(), url: order.finalize, nonce: await takeNonce(rig.ca) },
        { csr },
      ),
    ),
  )
  const answers = await Promise.all(
    bodies.map((body) => send(rig.ca, new URL(order.finalize).pathname, body)),
  )
  const [taken, ...refused] = answers.toSorted((one, other) => one.status - other.status)
  expect([taken?.status, taken?.headers['retry-after'], taken?.headers.location]).toEqual([
    200,
    '1',
    order.url,
  ])
  expect(JSON.parse(taken?.body ?? '')).toMatchObject({ status: 'processing' })
  expect(refused.map(problemIn)).toEqual(refused.map(() => 'orderNotReady'))
  await rig.client.waitForValidStatus(order)
  expect(rig.ca.issued().filter(({ names }) => names.includes(name))).toHaveLength(1)
})

test('what is no CSR is refused as one', async () => {
  const order = await validate(rig, [`junk.${ZONE}`])
  const key = createPrivateKey(rig.accountKey.toString())
  const path = new URL(order.finalize).pathname
  const [, good] = await acme.crypto.createCsr({ altNames: [`junk.${ZONE}`] })
  const whole = Buffer.from(acme.crypto.getPemBodyAsB64u(good), 'base64url')
  for (const bytes of [
    Buffer.from('junk'),
    whole.subarray(0, -20),
    new X509Certificate(rig.ca.rootPem).raw,
  ]) {
    const csr = bytes.toString('base64url')
    const answer = await post(rig.ca, path, key, { csr }, { kid: rig.client.getAccountUrl() })
    expect(problemIn(answer)).toBe('badCSR')
  }
})

test('a CSR with an address or a mail address among its names is refused', async () => {
  const name = `mixed.${ZONE}`
  const order = await validate(rig, [name])
  for (const altNames of [
    [name, '192.0.2.1'],
    [name, `ops@${ZONE}`],
  ]) {
    const [, csr] = await acme.crypto.createCsr({ altNames })
    await expect(rig.client.finalizeOrder(order, csr)).rejects.toThrow(/CSR/)
  }
})
