import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { findUnopened, resealKeys } from './reseal.ts'
import { openStore } from './store/open.ts'
import type { Store } from './store/port.ts'
import type { Attempt, Certificate } from './store/records.ts'
import { createSealer, type Sealer } from './store/sealer.ts'
import { PLAIN } from './work/attempt/wish.ts'

const newKey = (): string => randomBytes(32).toString('base64')
const [OLD, NEW] = [newKey(), newKey()]
const [under, both, alone] = [createSealer(OLD), createSealer(NEW, [OLD]), createSealer(NEW)]
/** More than are read at once. */
const COUNT = 503
const idOf = (index: number): string => `c-${index.toString().padStart(5, '0')}`

let folder: string
let store: Store
/** Another process with the same file. */
let beside: Store

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'reseal-'))
  store = openStore(join(folder, 'db'))
  beside = openStore(join(folder, 'db'))
})
afterEach(async () => {
  await store.close()
  await beside.close()
  rmSync(folder, { recursive: true })
})

const certificate = (id: string, sealer: Sealer): Certificate => ({
  id,
  resource: 1,
  kind: 'managed',
  chain: '',
  sealedKey: sealer.seal(`key of ${id}`, `certificate ${id}`),
  serial: '01',
  names: [],
  notBefore: 0,
  notAfter: 1,
  issuerName: '',
  subjectName: '',
  directory: null,
  account: null,
  retires: null,
})
const attempt = (id: string, sealer: Sealer): Attempt => ({
  id,
  resource: 1,
  run: 'run',
  names: [],
  wish: PLAIN,
  step: 'order',
  method: 'http-01',
  orderUrl: null,
  finalizeUrl: null,
  certificateUrl: null,
  sealedKey: sealer.seal(`key of ${id}`, `attempt ${id}`),
  challenges: [],
  started: 0,
  ended: null,
})
const opened = async (sealer: Sealer, id: string): Promise<string> =>
  sealer.open((await store.certificate(id))?.sealedKey ?? '', `certificate ${id}`)

/** Without a file: so many writes to one would take seconds. */
async function fillMemory(): Promise<void> {
  await store.close()
  store = openStore(':memory:')
  for (let index = 0; index < COUNT; index++) await store.saveCertificate(certificate(idOf(index), under))
}

test('after re-sealing every key opens without the old master key, those of open attempts included', async () => {
  await fillMemory()
  await store.saveAttempt(attempt('a', under))
  expect(await resealKeys(store, both)).toBe(COUNT + 1)
  expect(await opened(alone, idOf(0))).toBe(`key of ${idOf(0)}`)
  expect(await opened(alone, idOf(COUNT - 1))).toBe(`key of ${idOf(COUNT - 1)}`)
  expect(alone.open((await store.attempt('a'))?.sealedKey ?? '', 'attempt a')).toBe('key of a')
  expect(await findUnopened(store, alone)).toEqual([])
  await expect(findUnopened(store, under)).rejects.toThrow('opens none')
})

test('cut short it goes on where it stood, and doing it twice changes nothing', async () => {
  await fillMemory()
  let left = 101
  const dying: Store = {
    ...store,
    async replaceSealedKey(...given) {
      if (left-- === 0) throw new Error('the process died here')
      return store.replaceSealedKey(...given)
    },
  }
  await expect(resealKeys(dying, both)).rejects.toThrow('died')
  // Either half opens for a control plane that knows both.
  expect(await findUnopened(store, both)).toEqual([])
  expect(await resealKeys(store, both)).toBe(COUNT - 101)
  expect(await resealKeys(store, both)).toBe(0)
})

test('a control plane that saves beside it neither brings an old sealing back nor a destroyed key', async () => {
  await store.saveCertificate(certificate('kept', under))
  await store.saveCertificate(certificate('gone', under))
  await store.saveAttempt(attempt('a', under))
  const [kept, gone] = [await beside.certificate('kept'), await beside.certificate('gone')]
  const open = await beside.attempt('a')
  if (!kept || !gone || !open) throw new Error('They were not saved.')
  const racing: Store = {
    ...store,
    async replaceSealedKey(kind, id, from, to) {
      if (id === 'gone') await beside.saveCertificate({ ...gone, sealedKey: null, retires: 1 })
      return store.replaceSealedKey(kind, id, from, to)
    },
  }
  expect(await resealKeys(racing, both)).toBe(2)
  await beside.saveCertificate({ ...kept, retires: 5 })
  await beside.saveAttempt({ ...open, step: 'present' })
  await beside.saveCertificate(certificate('new', both))
  expect(await store.certificate('kept')).toMatchObject({ retires: 5 })
  expect(await store.attempt('a')).toMatchObject({ step: 'present' })
  expect((await store.certificate('gone'))?.sealedKey).toBeNull()
  expect(await findUnopened(store, alone)).toEqual([])
})

test('a key that neither master key opens is named and not quoted, and holds up no other', async () => {
  const foreign = certificate('a-foreign', createSealer(newKey()))
  await store.saveCertificate(foreign)
  await store.saveCertificate({ ...certificate('b-moved', under), sealedKey: foreign.sealedKey })
  await store.saveCertificate(certificate('c-good', under))
  const failing = resealKeys(store, both)
  await expect(failing).rejects.toThrow(
    '1 keys sealed anew, but 2 open with no master key: certificate a-foreign, certificate b-moved.',
  )
  const { message } = await failing.then(
    () => new Error(''),
    (error: Error) => error,
  )
  for (const part of foreign.sealedKey?.split('.').slice(1) ?? []) expect(message).not.toContain(part)
  expect(await opened(alone, 'c-good')).toBe('key of c-good')
  expect((await store.certificate('a-foreign'))?.sealedKey).toBe(foreign.sealedKey)
  expect(await findUnopened(store, alone)).toEqual(['certificate a-foreign', 'certificate b-moved'])
})

test('a database without keys starts under any master key', async () => {
  expect(await findUnopened(store, alone)).toEqual([])
})
