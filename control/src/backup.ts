// A backup is a folder: the database at one moment, the keys that open it, and what they should be, byte for byte.

import { createHash } from 'node:crypto'
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import type { Files } from './settings/files.ts'
import { openStore } from './store/open.ts'

const MANIFEST = 'manifest.json'
const DATABASE = 'wellknown.db'
const PRIVATE = 0o600
const manifest = z.object({ made: z.iso.datetime(), files: z.record(z.string(), z.string()) })

/** Under which name each file lies in the folder. */
const KEYS = [
  ['edge-signing-key.jwk', 'signingKeyFile'],
  ['master-key', 'masterKeyFile'],
  ['acme-account-key.pem', 'accountKeyFile'],
  ['master-key-previous', 'previousMasterKeyFile'],
] as const

/** Backs a control plane up, running or not, into a new folder; gives the lines to be printed. Without keys it is good for
 *  nothing by itself: they must be kept elsewhere. Throws an Error that an operator can act on. */
export async function backUp(
  files: Files,
  folder: string,
  { withKeys, now }: { readonly withKeys: boolean; readonly now: number },
): Promise<readonly string[]> {
  if (!existsSync(files.databaseFile))
    throw new Error(`There is no database at ${files.databaseFile}. Is DATABASE_URL right?`)
  if (existsSync(folder) && readdirSync(folder).length > 0) {
    throw new Error(`${folder} is not empty. Name a new folder: a backup is never written over another.`)
  }
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  // Private before anything is in it.
  writeFileSync(join(folder, DATABASE), '', { mode: PRIVATE })
  const store = openStore(files.databaseFile)
  try {
    await store.backUp(join(folder, DATABASE))
  } finally {
    await store.close()
  }
  for (const [name, setting] of withKeys ? KEYS : []) {
    const file = files[setting]
    if (file === null) continue
    copyFileSync(file, join(folder, name))
    chmodSync(join(folder, name), PRIVATE)
  }
  const held = readdirSync(folder)
  const digests = Object.fromEntries(held.map((name) => [name, digestOf(join(folder, name))]))
  // Last: a folder without it is a backup that was cut short.
  const content = { made: new Date(now).toISOString(), files: digests }
  writeFileSync(join(folder, MANIFEST), `${JSON.stringify(content, null, 2)}\n`, {
    mode: PRIVATE,
    flush: true,
  })
  return [
    `Backed up into ${folder}: ${held.join(', ')}.`,
    withKeys
      ? 'Whoever has this folder has the keys of all certificates: keep it encrypted.'
      : 'The keys are not in it: without them it opens nothing.',
  ]
}

/** Puts a backup where a control plane has nothing, and raises the epoch, so that edges take its word over what they were told
 *  since. Throws an Error that an operator can act on; nothing has been written over then. */
export async function restore(
  files: Files,
  folder: string,
  isRunning: () => Promise<boolean>,
): Promise<readonly string[]> {
  const { made, files: digests } = readManifest(folder)
  if (await isRunning())
    throw new Error('A control plane is running. Stop it first: it would write into what is restored.')
  const targets = Object.keys(digests).map((name) => ({ name, file: targetOf(files, name) }))
  for (const { name, file } of targets) {
    if (digestOf(join(folder, name)) !== digests[name]) {
      throw new Error(`${join(folder, name)} is not what was backed up. Take another backup.`)
    }
    if (existsSync(file) && digestOf(file) !== digests[name]) {
      throw new Error(`${file} is there already, and is another. Move it away: nothing is written over.`)
    }
  }
  const beside = [`${files.databaseFile}-wal`, `${files.databaseFile}-shm`].filter((file) => existsSync(file))
  if (beside.length > 0)
    throw new Error(`${beside.join(', ')} belong to another database. Move them away as well.`)
  for (const { name, file } of targets) {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
    copyFileSync(join(folder, name), file)
    chmodSync(file, PRIVATE)
  }
  const store = openStore(files.databaseFile)
  try {
    const broken = await store.verifyHistory()
    const epoch = await store.raiseEpoch(Number((await store.setting('epoch')) ?? 1), Date.now())
    return [
      `Restored what was backed up at ${made}; the epoch is now ${epoch}.`,
      ...(broken === null
        ? []
        : [`The audit chain does not verify from entry ${broken} on: it was so when it was backed up.`]),
      'Start the control plane: edges are told everything anew. What was issued or changed since the backup is not in it:',
      'such certificates serve until an edge is told otherwise, and are issued again.',
    ]
  } finally {
    await store.close()
  }
}

function readManifest(folder: string): z.infer<typeof manifest> {
  try {
    return manifest.parse(JSON.parse(readFileSync(join(folder, MANIFEST), 'utf8')))
  } catch {
    throw new Error(`${folder} holds no whole backup: its ${MANIFEST} is missing or broken.`)
  }
}

function targetOf(files: Files, name: string): string {
  if (name === DATABASE) return files.databaseFile
  const key = KEYS.find(([known]) => known === name)
  const file = key && files[key[1]]
  if (file) return file
  throw new Error(
    key
      ? `The backup holds a previous master key. Set MASTER_KEY_PREVIOUS_FILE to where it shall lie.`
      : `The backup holds ${name}, which this version does not know.`,
  )
}

function digestOf(file: string): string {
  try {
    return createHash('sha256').update(readFileSync(file)).digest('hex')
  } catch {
    throw new Error(`${file} cannot be read.`)
  }
}
