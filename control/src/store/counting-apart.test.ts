import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { countApart } from './counting-apart.ts'
import { openStore } from './open.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'counting-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

test('what is committed is counted, while the one who asks goes on; asked once more, also what came since', async () => {
  const store = openStore(join(folder, 'wellknown.db'))
  const { id: client } = await store.createClient({ name: 'first', cname: 'cdn.example' }, 1)
  const group = await store.createOriginGroup({
    client,
    name: 'origin',
    useNext: false,
    path: '',
    authType: 'none',
    proxyNextUpstream: [],
    sources: [],
  })
  const create = (cname: string) =>
    store.createResource(
      {
        client,
        cname,
        secondaryHostnames: [],
        originGroup: 'clash' in group ? 0 : group.id,
        originProtocol: 'HTTP',
        name: null,
        description: '',
        active: true,
        sslData: null,
        options: {},
        rest: {},
      },
      1,
    )
  await create('one.example')
  let answered = false
  const first = store.tally().finally(() => (answered = true))
  expect(await store.nextDue()).not.toBeUndefined()
  expect(answered).toBe(false)
  expect(await first).toEqual([{ state: 'off', cause: null, count: 1 }])
  await create('two.example')
  expect(await store.tally()).toEqual([{ state: 'off', cause: null, count: 2 }])
  expect((await store.measure(Date.now())).unpropagated).toBe(2)
  await store.close()
})

test('a database that cannot be read is an error for whoever asks, and for nobody else', async () => {
  const file = join(folder, 'broken.db')
  const counting = countApart(file)
  await expect(counting.tally()).rejects.toThrow('unable to open')
  writeFileSync(file, 'this is no database')
  await expect(counting.measure(0)).rejects.toThrow('not a database')
  await counting.close()
})
