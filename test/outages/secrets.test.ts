// No private key, key authorization or unpause link in the database, the log or an answer, whatever goes wrong.

import { createPrivateKey } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createAutomated, createCaller, createResource, HOST } from '../system/caller.ts'
import { ADDRESSES, startMemorySystem, type Fault, type MemorySystem } from '../system/memory-system.ts'

const MINUTE = 60_000
const LINK = 'https://portal.example/unpause?jwt=eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl'
let folder: string
let system: MemorySystem
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'dump-'))
  system = await startMemorySystem({ databaseFile: join(folder, 'control.db') })
  system.prober.lead(HOST, ADDRESSES)
})
afterEach(async () => {
  await system.close()
  rmSync(folder, { recursive: true })
})

/** The file and its log, as whoever steals them reads them. */
const dump = (): string =>
  readdirSync(folder)
    .map((name) => readFileSync(join(folder, name), 'latin1'))
    .join()

/** Every form in which a key could stand somewhere. */
function formsOf(pem: string): readonly string[] {
  const key = createPrivateKey(pem)
  const { d = '' } = key.export({ format: 'jwk' })
  const raw = Buffer.from(d, 'base64url')
  const [, line = ''] = pem.split('\n')
  return [line, d, raw.toString('base64'), raw.toString('hex'), raw.toString('latin1')]
}

test('a failure at each step leaves none in the database, the log or an answer (SEC-22, SEC-23)', async () => {
  const caller = await createCaller(system.world)
  const site = await createResource(caller, { sslEnabled: true, sslData: await createAutomated(caller) })
  // Each kind of call fails twice on its first two times, once so and once so.
  const counts = new Map<string, number>()
  const faults: readonly Fault[] = ['failed', 'failed-but-happened']
  system.setPlan((port, call) => {
    const count = counts.get(`${port}.${call}`) ?? 0
    counts.set(`${port}.${call}`, count + 1)
    return faults[count] ?? null
  })
  await system.pass(120 * MINUTE, async () => (await system.world.store.load(site))?.state.is === 'active')
  expect(counts.size).toBeGreaterThan(12)
  system.ca.pause(LINK)
  await caller.call('POST', `/cdn/resources/${site}/ssl/le/reissue`, {})
  await system.pass(10 * MINUTE)

  const { world } = system
  const current = (await world.store.load(site))?.current
  const row = await world.store.certificate(current?.certificate ?? '')
  const key = world.sealer.open(row?.sealedKey ?? '', `certificate ${row?.id}`)
  const paths = ['', '/ssl/le/diagnosis', '/ssl/le/timeline', '/ssl/le/rollout']
  const answers = await Promise.all(
    [...paths.map((path) => `/cdn/resources/${site}${path}`), '/cdn/sslData', '/cdn/resources'].map((path) =>
      caller.call('GET', path).then(({ body }) => JSON.stringify(body)),
    ),
  )
  const spoken = JSON.stringify(system.log) + answers.join()
  expect(spoken.length).toBeGreaterThan(5_000)
  for (const form of formsOf(key)) {
    expect(form.length).toBeGreaterThan(20)
    expect(spoken).not.toContain(form)
    expect(dump()).not.toContain(form)
  }
  for (const text of [spoken, dump()]) expect(text).not.toContain('PRIVATE KEY')
  // A key authorization is a token, a dot and the thumbprint (RFC 8555 §8.1).
  expect(spoken).not.toContain(`.${system.ca.thumbprint}`)
  // The link that lifts a pause is the operator's alone (SEC-31).
  expect(spoken).not.toContain('jwt=')
  const operator = await createCaller(world, 'operator', 'operator')
  expect((await operator.call('GET', '/operator/ca')).body.unpause_link).toBe(LINK)
})
