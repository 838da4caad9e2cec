import { createPublicKey } from 'node:crypto'
import acme from 'acme-client'
import { expect, test } from 'vitest'
import { createAccounts } from './accounts.ts'
import { finalize } from './certificate-routes.ts'
import { createCertificates } from './certificates.ts'
import { createFaultPlan } from './fault-plan.ts'
import { createIssuer } from './issuer.ts'
import { readJwk } from './jws.ts'
import { createOrders } from './orders.ts'
import { createPauses } from './pauses.ts'
import { createRateLimiter } from './rate-limits.ts'
import { createRoot } from './root.ts'
import type { World } from './world.ts'

const NAME = 'www.customer.example'

/** A world without a network, and a ready order in it. */
async function createReady(change: (world: World) => Partial<World> = () => ({})) {
  const tasks: (() => Promise<void>)[] = []
  const whole: World = {
    base: 'https://ca.example',
    accounts: createAccounts([]),
    orders: createOrders({ now: Date.now, reuseAuthorizations: false }),
    certificates: createCertificates([]),
    issuer: await createIssuer({ root: await createRoot(Date.now()), lifetimeSeconds: 3600, now: Date.now }),
    judge: () => Promise.resolve(null),
    judgeCaa: () => Promise.resolve(null),
    limiter: createRateLimiter({}, { now: Date.now, helpUrl: () => '' }),
    pauses: createPauses(() => ''),
    faults: createFaultPlan(),
    settings: {
      profiles: {},
      externalAccounts: null,
      caaIdentities: [],
      retryAfterSeconds: 1,
      finalizeDelayMs: 0,
    },
    now: Date.now,
    log: () => {},
    wait: () => Promise.resolve(),
    later: (work) => void tasks.push(work),
  }
  const world = { ...whole, ...change(whole) }
  const key = createPublicKey((await acme.crypto.createPrivateEcdsaKey()).toString())
  const account = world.accounts.open(readJwk(key.export({ format: 'jwk' })))
  const order = world.orders.place(account.thumbprint, [NAME])
  const authorization = world.orders.authorization(order.authorizations[0] ?? '')
  if (!authorization) throw new Error('There is no authorization.')
  world.orders.beginValidation(authorization, 'http-01')
  world.orders.endValidation(authorization.id, null)
  const [, csr] = await acme.crypto.createCsr({ altNames: [NAME] })
  const request = { account, id: order.id, payload: { csr: acme.crypto.getPemBodyAsB64u(csr) } }
  /** What would be done after the answer has left. */
  const work = () => Promise.all(tasks.map((task) => task()))
  return {
    world,
    request,
    work,
    statusOf: () => world.orders.statusOf(world.orders.order(order.id) ?? order),
  }
}

test('two requests whose signatures are checked at the same time issue one certificate', async () => {
  const { world, request, work, statusOf } = await createReady()
  const both = await Promise.allSettled([finalize(world, request), finalize(world, request)])
  expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
  await work()
  expect(statusOf()).toBe('valid')
  expect(world.certificates.all()).toHaveLength(1)
})

test('an order whose issuing breaks is invalid, and says no more than that', async () => {
  const { world, request, work, statusOf } = await createReady(({ issuer }) => ({
    issuer: { ...issuer, issue: () => Promise.reject(new Error('a secret of the house')) },
  }))
  await finalize(world, request)
  expect(statusOf()).toBe('processing')
  await expect(work()).rejects.toThrow('a secret of the house')
  expect(statusOf()).toBe('invalid')
  expect(world.orders.problemOf(world.orders.order(request.id) ?? fail())).toMatchObject({
    type: 'serverInternal',
    detail: 'Error finalizing order',
  })
})

const fail = (): never => {
  throw new Error('There is no order.')
}
