// The control plane is killed in the middle of an attempt, as hard as can be; the next one goes on with the same order.

import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import type { PracticeCaOptions } from '@wellknown/practice-ca'
import { createSite, enableHttps, until } from '../system/customer.ts'
import { startPractice, type Practice } from '../system/practice.ts'
import type { System } from '../system/system.ts'

const MAIN = join(import.meta.dirname, '..', '..', 'control', 'src', 'main.ts')
const HOST = 'www.customer.example'
const ending: (() => unknown)[] = []
afterEach(async () => {
  for (const end of ending.splice(0).toReversed()) await end()
})

/** A system on which a control plane in another process works. */
async function practise(options: Pick<PracticeCaOptions, 'log'>): Promise<Practice> {
  const practice = await startPractice({ ...options, work: false })
  ending.push(() => practice.close())
  return practice
}

/** A control plane in a process of its own, once it listens. */
async function spawnControl({ environment }: System): Promise<ChildProcess> {
  const child = spawn(process.execPath, [MAIN], { env: { ...process.env, ...environment } })
  ending.push(() => child.kill('SIGKILL'))
  const listening = Promise.withResolvers<void>()
  child.stdout.on('data', (chunk: Buffer) => chunk.includes('"listening"') && listening.resolve())
  child.once('exit', () => listening.reject(new Error('The control plane ended before it listened.')))
  await listening.promise
  return child
}

// Each is a moment of the attempt as the CA sees it.
test.each(['judged', 'issued'])(
  'killed when the CA says "%s": one order, one certificate',
  async (moment) => {
    const heard = Promise.withResolvers<void>()
    const orders = new Set<unknown>()
    const { ca, system } = await practise({
      log: (line) => {
        if (line.event === moment) heard.resolve()
        if (line.event === 'issued') orders.add(line['order'])
      },
    })
    const { world } = system

    const first = await spawnControl(system)
    const site = await createSite(system, HOST)
    await enableHttps(world, site)
    await heard.promise
    first.kill('SIGKILL')
    await once(first, 'exit')
    const attempt = (await world.store.openAttempts(site)).find(({ run }) => run !== 'probe')
    expect((await world.store.load(site))?.state.is).toBe('issuing')

    await spawnControl(system)
    const { current } = await until(world, site, ({ state }) => state.is === 'active', 60_000)
    expect(current?.certificate, 'the attempt that was under way').toBe(attempt?.id)
    expect(ca.issued().map(({ serial }) => serial)).toEqual([current?.serial])
    expect([...orders]).toHaveLength(1)
  },
  90_000,
)

test('whoever reads the log may go away: the control plane works on', async () => {
  const { system } = await practise({})
  const control = await spawnControl(system)
  control.stdout?.destroy()
  const site = await createSite(system, HOST)
  await enableHttps(system.world, site)
  await until(system.world, site, ({ state }) => state.is === 'active', 60_000)
}, 90_000)
