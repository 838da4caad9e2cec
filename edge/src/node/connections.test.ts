// Connections without end: a client that opens them is hung up on, and the others are served.

import { once } from 'node:events'
import net from 'node:net'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createIdentity } from '../black-box/driver.ts'
import { readConnectionBounds } from './connections.ts'
import { startNodeEdge, type NodeEdge } from './listen.ts'

const [ONE, OTHER, THIRD] = ['127.0.0.7', '127.0.0.8', '127.0.1.7']
let folder: string
let edge: NodeEdge | null
let sockets: net.Socket[]

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'wellknown-connections-'))
  sockets = []
  edge = null
})
afterEach(async () => {
  for (const socket of sockets) socket.destroy()
  await edge?.close()
  rmSync(folder, { recursive: true, force: true })
})

async function start(env: Record<string, string>): Promise<void> {
  const { settings } = await createIdentity('connections')
  edge = await startNodeEdge({
    settings,
    http: { host: '127.0.0.1', port: 0 },
    tls: { host: '127.0.0.1', port: 0 },
    admin: null,
    shelfFile: ':memory:',
    sealKeyFile: join(folder, 'seal.jwk'),
    allowPrivateOrigins: [],
    connections: readConnectionBounds(env),
  })
}

/** Opens a connection and asks something over it, which stays open: was it answered, or hung up on? */
async function visit(localAddress: string): Promise<'answered' | 'hung up'> {
  const socket = net.connect({ host: '127.0.0.1', port: edge?.httpPort ?? 0, localAddress })
  sockets.push(socket)
  socket.on('error', () => undefined)
  socket.write('GET / HTTP/1.1\r\nHost: www.customer.test\r\n\r\n')
  return Promise.race([
    once(socket, 'data').then(() => 'answered' as const),
    once(socket, 'close').then(() => 'hung up' as const),
  ])
}
const several = async (many: number, from: string): Promise<string[]> => {
  const seen: string[] = []
  for (let at = 0; at < many; at++) seen.push(await visit(from))
  return seen
}
const answered = (many: number): string[] => Array.from({ length: many }, () => 'answered')

/** A connection to the TLS listener over which nothing is sent. */
async function openSilent(localAddress: string): Promise<net.Socket> {
  const socket = net.connect({ host: '127.0.0.1', port: edge?.tlsPort ?? 0, localAddress })
  sockets.push(socket)
  socket.on('error', () => undefined)
  await once(socket, 'connect')
  return socket
}

describe('a listener', () => {
  test('takes so many connections at once, and another as soon as one has ended', async () => {
    await start({ MAX_CONNECTIONS: '4' })
    expect(await several(4, ONE)).toEqual(answered(4))
    expect(await visit(OTHER)).toBe('hung up')
    sockets[0]?.destroy()
    await expect.poll(() => visit(OTHER)).toBe('answered')
  })

  test('takes many of a private network or this machine, where a balancer may stand, unless it is told to count them', async () => {
    await start({ MAX_CONNECTIONS_PER_CLIENT: '2' })
    expect(await several(12, ONE)).toEqual(answered(12))
  })
})

describe('a client', () => {
  const env = { MAX_CONNECTIONS_PER_CLIENT: '3', UNCOUNTED_CLIENTS: 'none' }

  test('has so many over all listeners, and the others are served', async () => {
    await start(env)
    const silent = await openSilent(ONE)
    expect(await several(3, ONE)).toEqual([...answered(2), 'hung up'])
    const late = await openSilent(ONE)
    await once(late, 'close')
    expect(await several(3, OTHER)).toEqual(answered(3))
    silent.destroy()
    await expect.poll(() => visit(ONE)).toBe('answered')
  })

  test('cannot have more by the addresses of its network: that has four times as many', async () => {
    await start(env)
    const seen = []
    for (let last = 10; last < 30; last++) seen.push(await visit(`127.0.0.${last}`))
    expect(seen.filter((each) => each === 'answered')).toHaveLength(12)
    expect(await visit(THIRD)).toBe('answered')
  })

  test('whose range is named is not counted', async () => {
    await start({ ...env, UNCOUNTED_CLIENTS: `${ONE}/32` })
    expect(await several(6, ONE)).toEqual(answered(6))
    expect(await several(4, OTHER)).toEqual([...answered(3), 'hung up'])
  })
})

test('settings that cannot be read are all named, with what they may be', () => {
  const env = {
    MAX_CONNECTIONS: '0',
    MAX_CONNECTIONS_PER_CLIENT: 'many',
    UNCOUNTED_CLIENTS: 'private, 10.0.0.0/99',
  }
  expect(() => readConnectionBounds(env)).toThrow(
    /MAX_CONNECTIONS must be.*\n- MAX_CONNECTIONS_PER_CLIENT must be.*\n- UNCOUNTED_CLIENTS holds 10\.0\.0\.0\/99/,
  )
})
