// Another signing key while several PoPs serve: no site is refused in between, and none of the steps can be taken too early.

import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { addGauges } from '@wellknown/control/metrics/gauges.ts'
import { createMeter } from '@wellknown/control/metrics/meter.ts'
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
import { createShell } from '../system/shell.ts'

const POPS = ['a', 'b', 'c']
const SITES = 10
const hosts = Array.from({ length: SITES }, (_, site) => `site${site}.customer.test`)
let fleet: Fleet
let folder: string
let config: { readonly databaseFile: string; readonly signingKeyFile: string }
let control: Control
beforeAll(async () => {
  fleet = await startFleet(POPS, ['b'])
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

/** The PoPs start anew, one after the other, with this ADMIN_JWKS. */
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

/** The command, as an operator types it. `jwks`: what it says ADMIN_JWKS has to be. */
async function rotate(): Promise<{ readonly code: number; readonly text: string; readonly jwks: string }> {
  const shell = createShell({
    DATABASE_URL: `file:${config.databaseFile}`,
    EDGE_SIGNING_KEY_FILE: config.signingKeyFile,
    ACME_DIRECTORY_URL: 'https://ca.test/directory',
    CNAME_TARGET: 'cdn.example',
  })
  const { code, out, told } = await shell.run('keys', 'rotate', 'signing')
  const text = code === 0 ? out : told
  return { code, text, jwks: /^ADMIN_JWKS='(.*)'$/m.exec(text)?.[1] ?? '' }
}
const refusing = (said: RegExp) => ({ code: 1, text: expect.stringMatching(said) })
const stepping = (said: RegExp) => ({ code: 0, text: expect.stringMatching(said) })

/** Visitors who come all the time; `leave` gives what they were answered but what the sites say. One who finds a PoP down gets no
 *  answer. */
function visit(): { leave(): Promise<readonly string[]> } {
  const answered = new Set<string>()
  const stay = { on: true }
  const visitors = hosts.slice(0, 3).map(async (host) => {
    while (stay.on) {
      const seen = await fleet.ask(host).catch(() => [])
      for (const answer of seen) answered.add(answer)
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
  })
  return {
    async leave() {
      stay.on = false
      await Promise.all(visitors)
      expect(answered.delete('served')).toBe(true)
      return [...answered]
    },
  }
}

test('the signing key is changed while three PoPs serve, one of them away for a part of it, and no visitor is refused', async () => {
  const visitors = visit()
  const { jwks: both } = await rotate()
  expect(JSON.parse(both).keys).toHaveLength(2)
  await trust(both, ['a', 'b'])
  // One edge does not know the next key yet: nothing changes, however often it is asked for.
  expect(await rotate()).toMatchObject(
    refusing(/Every edge must accept both keys first[\s\S]*- c accepts \S+$/),
  )
  expect(readFileSync(config.signingKeyFile, 'utf8')).toBe(fleet.privateJwk)
  await trust(both, ['c'])

  // Cut short before the next key took its place, it goes on from there.
  copyFileSync(config.signingKeyFile, `${config.signingKeyFile}.previous`)
  expect(await rotate()).toMatchObject(stepping(/restart the control plane/))
  expect(await rotate()).toMatchObject(refusing(/still signs with the old key/))
  control = await startControl()
  expect(await refused()).toEqual([])
  const all = new RegExp(`${SITES} configurations still wait[\\s\\S]*- b \\(in\\) holds ${SITES}`)
  expect(await rotate()).toMatchObject(refusing(all))

  await fleet.stop('c')
  const resigner = createResigner(control.world)
  // By and by: one, then twice as many, until none is left.
  const turns: number[] = []
  for (let signed = 1; signed > 0; turns.push(signed)) {
    signed = await resigner.turn()
    await work(control)
  }
  expect(turns).toEqual([1, 2, 4, 3, 0])
  const away = new RegExp(`0 configurations still wait[^-]*- c \\(\\S+\\) holds ${SITES}$`)
  expect(await rotate()).toMatchObject(refusing(away))
  await fleet.start('c')
  expect(await refused()).toEqual([])
  await work(control)

  const last = await rotate()
  expect(last).toMatchObject(
    stepping(/^Everything at the edges is signed by the new key\.[\s\S]*- a accepts the old/),
  )
  expect(JSON.parse(last.jwks).keys).toHaveLength(1)
  await trust(last.jwks)
  expect(await refused()).toEqual([])
  expect(existsSync(`${config.signingKeyFile}.previous`)).toBe(true)
  expect(await rotate()).toMatchObject(stepping(/it is destroyed here/))
  expect(existsSync(`${config.signingKeyFile}.previous`)).toBe(false)
  expect(existsSync(`${config.signingKeyFile}.next`)).toBe(false)
  expect(await visitors.leave()).toEqual([])
})

test('an edge that drops a key which still signs what it serves is an alarm that counts the sites, and is given them anew at once', async () => {
  const { jwks: both } = await rotate()
  await trust(both)
  await rotate()
  control = await startControl()
  const keys = JSON.parse(both).keys as readonly unknown[]
  await trust(JSON.stringify({ keys: keys.slice(1) }), ['b'])
  expect(await refused()).toHaveLength(SITES)
  const { keyid } = control.world.signingKey
  expect(await shown('/operator/signing')).toMatchObject({
    signed_otherwise: SITES,
    pops: [{ name: 'a' }, { name: 'b', signed_otherwise: SITES }, {}],
  })
  await tendPops(control.world)
  const alarms = () => control.world.store.alarms()
  expect(await alarms()).toMatchObject([
    { event: 'pop-key-dropped', subject: 'b', detail: { refused: SITES } },
  ])
  expect(await refused()).toEqual([])
  expect(await shown('/operator/signing')).toMatchObject({
    pops: [
      { name: 'a', signed_otherwise: SITES },
      { name: 'b', signed_otherwise: 0, accepts: [keyid], membership: 'in' },
      { name: 'c', signed_otherwise: SITES },
    ],
  })
  await tendPops(control.world)
  expect(await alarms()).toEqual([])
  await trust(both, ['b'])
})

test('how many configurations the old key still signs is counted, edge by edge, until there is none', async () => {
  const { registry } = createMeterOf(control)
  const count = async (): Promise<readonly string[]> =>
    (await registry.metrics())
      .split('\n')
      .filter((line) => line.startsWith('wellknown_configurations_signed_otherwise{'))
  expect(await count()).toContain(`wellknown_configurations_signed_otherwise{pop="a"} ${SITES}`)
  // What the other edge was given anew has a new revision, which these are given in turn: by and by as well.
  const resigner = createResigner(control.world)
  const turns: number[] = []
  for (let brought = 1; brought > 0; turns.push(brought)) {
    brought = await resigner.turn()
    await work(control)
  }
  expect(turns).toEqual([1, 2, 4, 3, 0])
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
