// Another signing key while several PoPs serve: no site is refused in between, and none of the steps can be taken too early.

import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createHttpEdge } from '@wellknown/control/adapters/edge/http.ts'
import { addGauges } from '@wellknown/control/metrics/gauges.ts'
import { createMeter } from '@wellknown/control/metrics/meter.ts'
import { rotateSigningKey } from '@wellknown/control/rotate-signing-key.ts'
import { isInService } from '@wellknown/control/store/records.ts'
import { SIGNING_KEY } from '@wellknown/control/store/setting-names.ts'
import { DOERS } from '@wellknown/control/work/doers.ts'
import { tendPops } from '@wellknown/control/work/membership.ts'
import { createRunner } from '@wellknown/control/work/runner.ts'
import { createResigner } from '@wellknown/control/work/sign-anew.ts'
import { importSigningKey } from '@wellknown/wire'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createCaller } from '../system/caller.ts'
import { startFleet, type Control, type Fleet } from '../system/fleet.ts'

const POPS = ['a', 'b', 'c']
const SITES = 10
const hosts = Array.from({ length: SITES }, (_, site) => `site${site}.customer.test`)
let fleet: Fleet
let folder: string
let config: { readonly databaseFile: string; readonly signingKeyFile: string }
let control: Control
beforeAll(async () => {
  fleet = await startFleet(POPS)
  folder = mkdtempSync(join(tmpdir(), 'signing-'))
  config = { databaseFile: join(folder, 'control.db'), signingKeyFile: join(folder, 'signing.jwk') }
  writeFileSync(config.signingKeyFile, fleet.privateJwk, { mode: 0o600 })
  control = await startControl()
  await makeSites(control)
  await work(control)
})
afterAll(async () => {
  await fleet.close()
  rmSync(folder, { recursive: true })
})

/** The control plane (again), with the key that lies there now. */
async function startControl(): Promise<Control> {
  const key = await importSigningKey(readFileSync(config.signingKeyFile, 'utf8'))
  const started = await fleet.control(config.databaseFile, undefined, key)
  await started.world.store.saveSetting(SIGNING_KEY, key.keyid)
  await tendPops(started.world)
  await tendPops(started.world)
  expect((await started.world.store.pops()).every(isInService)).toBe(true)
  return started
}

async function makeSites({ world: { store } }: Control): Promise<void> {
  const { id: client } = await store.createClient({ name: 'a', cname: 'cdn.example' }, Date.now())
  const upstream = { useNext: false, path: '', authType: 'none', proxyNextUpstream: [] }
  const group = await store.createOriginGroup({ client, name: 'origin', ...upstream, sources: [] })
  if ('clash' in group) throw new Error('The group is there.')
  for (const cname of hosts) {
    const made = await store.createResource(
      {
        client,
        cname,
        secondaryHostnames: [],
        originGroup: group.id,
        originProtocol: 'HTTP',
        name: null,
        description: '',
        active: true,
        sslData: null,
        options: { force_return: { enabled: true, code: 200, body: 'served' } },
        rest: {},
      },
      Date.now(),
    )
    if ('clash' in made) throw new Error('The site is there.')
  }
}

let ahead = 0
/** Minutes pass: what is due is done, and what could not be done before is tried again. */
async function work({ world }: Control): Promise<void> {
  ahead += 5 * 60_000
  const at = ahead
  const runner = createRunner({ ...world, now: () => Date.now() + at }, DOERS, 'worker')
  while ((await runner.turn()) > 0);
}

/** The PoPs start anew, one after the other, with this ADMIN_JWKS; sites are asked meanwhile. */
async function trust(adminJwks: string, pops = POPS): Promise<void> {
  fleet.trust(adminJwks)
  for (const pop of pops) {
    await fleet.stop(pop)
    await fleet.start(pop)
  }
}

const refused = async (): Promise<readonly string[]> => {
  const answers = await Promise.all(hosts.map((host) => fleet.ask(host)))
  return hosts.flatMap((host, site) =>
    (answers[site] ?? []).flatMap((answer, pop) => (answer === 'served' ? [] : [`${host} at ${POPS[pop]}`])),
  )
}

const rotate = async (): Promise<string> => {
  const step = rotateSigningKey(config, (key) => createHttpEdge({ key, now: Date.now }))
  return (await step).join('\n')
}
const settingIn = (text: string): string => /^ADMIN_JWKS='(.*)'$/m.exec(text)?.[1] ?? ''
const told = async (step: Promise<string>): Promise<string> =>
  step.catch((error: unknown) => (error instanceof Error ? error.message : ''))

test('the signing key is changed while three PoPs serve, one of them away for a part of it, and no site is refused at any step', async () => {
  const first = settingIn(await told(rotate()))
  expect(JSON.parse(first).keys).toHaveLength(2)
  await trust(first, ['a', 'b'])
  // One edge does not know the next key yet: nothing changes, however often it is asked for.
  await expect(rotate()).rejects.toThrow(/Every edge must accept both keys first[\s\S]*- c accepts \S+$/)
  expect(readFileSync(config.signingKeyFile, 'utf8')).toBe(fleet.privateJwk)
  await trust(first, ['c'])
  expect(await refused()).toEqual([])

  expect(await rotate()).toMatch(/restart the control plane/)
  expect(await refused()).toEqual([])
  await expect(rotate()).rejects.toThrow('still signs with the old key')
  control = await startControl()
  expect(await refused()).toEqual([])
  await expect(rotate()).rejects.toThrow(
    new RegExp(`^${SITES} configurations still wait[\\s\\S]*- b \\(in\\) holds ${SITES}`),
  )

  await fleet.stop('c')
  const resigner = createResigner(control.world)
  // By and by: one, then twice as many, until none is left.
  const turns: number[] = []
  for (let signed = 1; signed > 0; turns.push(signed)) {
    signed = await resigner.turn()
    await work(control)
  }
  expect(turns).toEqual([1, 2, 4, 3, 0])
  await expect(rotate()).rejects.toThrow(new RegExp(`^0 configurations[^-]*- c \\(\\S+\\) holds ${SITES}$`))
  await fleet.start('c')
  expect(await refused()).toEqual([])
  await work(control)

  const last = await rotate()
  expect(last).toMatch(/^Everything at the edges is signed by the new key\.[\s\S]*- a accepts the old key/)
  expect(JSON.parse(settingIn(last)).keys).toHaveLength(1)
  await trust(settingIn(last))
  expect(await refused()).toEqual([])
  expect(existsSync(`${config.signingKeyFile}.previous`)).toBe(true)
  expect(await rotate()).toMatch(/it is destroyed here/)
  expect(existsSync(`${config.signingKeyFile}.previous`)).toBe(false)
  expect(existsSync(`${config.signingKeyFile}.next`)).toBe(false)
})

test('an edge that drops a key which still signs what it serves is an alarm that counts the sites; putting the key back ends it', async () => {
  const both = settingIn(await told(rotate()))
  await trust(both)
  await rotate()
  control = await startControl()
  const keys = JSON.parse(both).keys as readonly unknown[]
  await trust(JSON.stringify({ keys: keys.slice(1) }), ['b'])
  expect(await refused()).toHaveLength(SITES)
  await tendPops(control.world)
  const alarms = () => control.world.store.alarms()
  expect(await alarms()).toMatchObject([
    { event: 'pop-key-dropped', subject: 'b', detail: { refused: SITES } },
  ])
  expect(await shown('/operator/signing')).toMatchObject({
    signed_otherwise: SITES,
    pops: [
      { name: 'a' },
      { name: 'b', signed_otherwise: SITES, accepts: [control.world.signingKey.keyid] },
      {},
    ],
  })
  await trust(both, ['b'])
  await tendPops(control.world)
  expect(await alarms()).toEqual([])
  expect(await refused()).toEqual([])
})

test('how many configurations the old key still signs is counted, edge by edge, until there is none', async () => {
  const { registry } = createMeterOf(control)
  const count = async (): Promise<readonly string[]> =>
    (await registry.metrics())
      .split('\n')
      .filter((line) => line.startsWith('wellknown_configurations_signed_otherwise{'))
  expect(await count()).toContain(`wellknown_configurations_signed_otherwise{pop="a"} ${SITES}`)
  const resigner = createResigner(control.world)
  // A PoP that is given everything anew is not held up: what it is pushed is signed by the present key.
  await control.world.store.updatePop('a', { membership: 'catching-up', since: Date.now() })
  await tendPops(control.world)
  expect(await shown('/operator/signing')).toMatchObject({
    signed_otherwise: 0,
    pops: [{ signed_otherwise: 0 }, { signed_otherwise: SITES }, { signed_otherwise: SITES }],
  })
  expect(await resigner.turn()).toBe(0)
  await work(control)
  expect(await count()).toEqual(
    POPS.map((pop) => `wellknown_configurations_signed_otherwise{pop="${pop}"} 0`),
  )
  expect(await refused()).toEqual([])
})

function createMeterOf({ world }: Control) {
  const meter = createMeter({ own: false })
  addGauges(world, meter, 0)
  return meter
}

async function shown(path: string): Promise<unknown> {
  const operator = await createCaller(control.world, 'operator', 'operator')
  return (await operator.call('GET', path)).body
}
