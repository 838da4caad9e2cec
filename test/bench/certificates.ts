// `npm run bench:certificates [names]` (25,000 at least): a Node edge whose shelf holds a certificate for each of 100,000 names. What it takes of
// memory, however many of them are visited, and what a first visit costs beside a second one.

import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connect } from 'node:tls'
import {
  generateSigningKey,
  importSigningKey,
  signConfig,
  WIRE,
  type Config,
  type Push,
  type SigningKey,
} from '@wellknown/wire'
import { seal } from '@wellknown/wire/seal'
import Database from 'better-sqlite3'
import { makeSealKey } from '../../edge/src/node/seal-key.ts'
import { openShelf } from '../../edge/src/node/shelf.ts'
import { chainFor } from '../../edge/src/node/test-certificates.ts'
import { putDocument, type Sql } from '../../edge/src/shelf/sql.ts'
import { quartiles } from './quartiles.ts'

const names = Math.max(Number(process.argv[2] ?? 100_000), 25_000)
/** The edge keeps two thousand in memory. */
const KEPT = 2_000
const STAGES = [KEPT, 5 * KEPT, 10 * KEPT]
const TIMED = 500
const SIDE_BY_SIDE = 4
const BATCH = 1_000
/** V8 lets some thousands gather that are kept no more before it collects them; after that nothing may grow with the names. */
const SETTLED = 5 * KEPT
const MOST_GROWTH_MB = 64
const MOST_RESIDENT_MB = 1_000

const ENTRY = join(import.meta.dirname, '..', '..', 'edge', 'src', 'node.ts')
const CONFIG: Config = {
  resource: 1,
  active: true,
  https: true,
  rules: [],
  options: { force_return: { enabled: true, code: 200, body: 'served' } },
  origin: { protocol: 'HTTP', hostHeader: null, sources: [] },
}
const folder = mkdtempSync(join(tmpdir(), 'wellknown-certificates-'))
const shelfFile = join(folder, 'shelf.db')
const sealKeyFile = join(folder, 'seal.jwk')
const nameOf = (at: number): string => `n${at}.many.example`

/** Each name its own documents, as pushes would leave them; the chain and the key in it are the same. */
async function fill(key: SigningKey): Promise<void> {
  const { publicJwk } = await makeSealKey(sealKeyFile)
  const { chain, key: privateKey, serial } = await chainFor('*.many.example')
  openShelf(shelfFile).close()
  const database = new Database(shelfFile)
  const sql: Sql = (text, ...values) => {
    const statement = database.prepare(text)
    if (statement.reader) return statement.all(...values) as Record<string, unknown>[]
    statement.run(...values)
    return []
  }
  const put = database.transaction((pushes: readonly Push[]) => {
    for (const [at, push] of pushes.entries()) {
      const nonce = { value: `${push.host} ${push.kind}`, expires: 0 }
      putDocument(sql, push, `${push.host} ${at}`, nonce, Date.now())
    }
  })
  for (let from = 0; from < names; from += BATCH) {
    const pushes: Push[] = []
    for (let at = from; at < Math.min(from + BATCH, names); at++) {
      const base = { wire: WIRE, host: nameOf(at), epoch: 1, rev: at + 1 }
      const sealedKey = await seal(privateKey, base.host, publicJwk)
      const document = { serial, chain, sealedKey, tlsVersions: ['TLSv1.2', 'TLSv1.3'] as const }
      const config = await signConfig(base.host, 1, base.rev, CONFIG, key)
      pushes.push({
        ...base,
        kind: 'certificate',
        document: { ...document, tlsVersions: [...document.tlsVersions] },
      })
      pushes.push({ ...base, kind: 'config', document: config })
    }
    put(pushes)
  }
  database.close()
}

async function start(jwks: string): Promise<{ child: ChildProcess; port: number }> {
  const env = {
    POP: 'bench',
    ADMIN_HOST: 'admin.edge.test',
    ADMIN_JWKS: jwks,
    ACME_THUMBPRINTS: 'T'.repeat(43),
    HTTP_LISTEN: '127.0.0.1:0',
    TLS_LISTEN: '127.0.0.1:0',
    SHELF_FILE: shelfFile,
    SEAL_KEY_FILE: sealKeyFile,
  }
  const child = spawn(process.execPath, [ENTRY], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let told = ''
  for await (const chunk of child.stdout) {
    told += String(chunk)
    const port = /TLS on (\d+)/.exec(told)?.[1]
    if (port !== undefined) return { child, port: Number(port) }
  }
  throw new Error('The edge did not start.')
}

/** A fresh connection for one request: milliseconds until the handshake is over, and until the answer is there. */
async function visit(port: number, name: string): Promise<{ handshake: number; answer: number }> {
  const began = performance.now()
  const socket = connect({ host: '127.0.0.1', port, servername: name, rejectUnauthorized: false })
  await once(socket, 'secureConnect')
  const handshake = performance.now() - began
  socket.write(`GET / HTTP/1.1\r\nHost: ${name}\r\nConnection: close\r\n\r\n`)
  let told = ''
  for await (const chunk of socket) told += String(chunk)
  if (!told.startsWith('HTTP/1.1 200 ') || !told.endsWith('served')) throw new Error(`${name}: ${told}`)
  return { handshake, answer: performance.now() - began }
}

/** Visits those from `from` up to `to`, some at a time. */
async function visitAll(port: number, order: readonly string[], from: number, to: number): Promise<void> {
  let next = from
  const loop = async (): Promise<void> => {
    while (next < to) await visit(port, order[next++] ?? '')
  }
  await Promise.all(Array.from({ length: SIDE_BY_SIDE }, loop))
}

const megabytes = (bytes: number): number => Math.round(bytes / 1_048_576)
const residentOf = ({ pid }: ChildProcess): number =>
  megabytes(1024 * Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]))
const show = (values: readonly number[]): string => {
  const [low, middle, high] = quartiles(values).map((value) => value.toFixed(2))
  return `${middle} ms [${low}..${high}]`
}

/** Neighbours on the shelf are not visited one after the other. */
const order = Array.from({ length: names }, (_, at) => nameOf((at * 61_813) % names))
const { privateJwk, publicJwk } = await generateSigningKey()
let edge: ChildProcess | null = null
try {
  const began = performance.now()
  await fill(await importSigningKey(privateJwk))
  const seconds = Math.round((performance.now() - began) / 1000)
  console.log(`${names} names, a shelf of ${megabytes(statSync(shelfFile).size)} MB, filled in ${seconds} s`)
  const { child, port } = await start(JSON.stringify({ keys: [publicJwk] }))
  edge = child
  console.log(`resident after the start: ${residentOf(child)} MB`)
  const resident: number[] = []
  let visited = 0
  for (const stage of STAGES) {
    await visitAll(port, order, visited, stage)
    visited = stage
    resident.push(residentOf(child))
    console.log(`resident after ${stage} names were visited: ${resident.at(-1)} MB`)
  }
  const timed = order.slice(visited, visited + TIMED)
  const first = []
  const second = []
  // By turns, so that whatever else the machine does falls on both.
  for (const name of timed) {
    first.push(await visit(port, name))
    second.push(await visit(port, name))
  }
  for (const [label, visits] of [
    ['first visit', first],
    ['second visit', second],
  ] as const) {
    console.log(
      `${label}: handshake ${show(visits.map(({ handshake }) => handshake))}, answer ${show(visits.map(({ answer }) => answer))}`,
    )
  }
  const most = resident.at(-1) ?? 0
  const growth = most - (resident[STAGES.indexOf(SETTLED)] ?? 0)
  console.log(`grown since ${SETTLED} names were visited: ${growth} MB (at most ${MOST_GROWTH_MB})`)
  console.log(`resident: ${most} MB (at most ${MOST_RESIDENT_MB})`)
  if (growth > MOST_GROWTH_MB || most > MOST_RESIDENT_MB) process.exitCode = 1
} finally {
  edge?.kill('SIGKILL')
  rmSync(folder, { recursive: true, force: true })
}
