// How many connections are open at once: on a listener, and for one client. A client that opens more is hung up on; nobody
// else is.

import type { Server, Socket } from 'node:net'
import { isPublicAddress } from '@wellknown/hostname/address'
import {
  createRangeSet,
  parseAddress,
  parseRange,
  type Address,
  type Range,
} from '@wellknown/hostname/ranges'

export type ConnectionBounds = {
  /** On one listener. */
  readonly most: number
  /** For one client over all listeners; four times as many for its network. */
  readonly mostOfClient: number
  /** Whose connections are not counted by client: a balancer has those of many. */
  readonly isExempt: (address: string) => boolean
}

/** An IPv4 address may have a hundred people behind it, who keep connections for a minute at most. */
const DEFAULTS = { most: 10_000, mostOfClient: 256 }
const CLIENTS_OF_NETWORK = 4
/** Bits of what one client has, and of the network it is in. Providers give a subscriber a /56 of IPv6 (RIPE-690 §4.2). */
const CLIENT_BITS = { 4: 32, 6: 56 } as const
const NETWORK_BITS = { 4: 24, 6: 48 } as const
const WIDTH = { 4: 32, 6: 128 } as const

/** Reads MAX_CONNECTIONS, MAX_CONNECTIONS_PER_CLIENT and UNCOUNTED_CLIENTS. Throws one Error that lists every fault. */
export function readConnectionBounds(
  env: Readonly<Record<string, string | undefined>> = {},
): ConnectionBounds {
  const faults: string[] = []
  const number = (name: string, otherwise: number): number => {
    const text = env[name] ?? String(otherwise)
    if (!/^[1-9]\d{0,6}$/.test(text)) faults.push(`${name} must be a whole number such as ${otherwise}`)
    return Number(text)
  }
  const most = number('MAX_CONNECTIONS', DEFAULTS.most)
  const mostOfClient = number('MAX_CONNECTIONS_PER_CLIENT', DEFAULTS.mostOfClient)
  const parts = (env['UNCOUNTED_CLIENTS'] ?? 'private').split(',').map((part) => part.trim())
  const ranges: Range[] = []
  for (const part of parts.filter((each) => each !== 'private' && each !== 'none')) {
    const range = parseRange(part)
    if (range) ranges.push(range)
    else
      faults.push(
        `UNCOUNTED_CLIENTS holds ${part}, which is neither an address nor a CIDR range, private or none`,
      )
  }
  if (faults.length > 0)
    throw new Error(`This edge cannot start:\n${faults.map((each) => `- ${each}`).join('\n')}`)
  const isListed = createRangeSet(ranges)
  const isExempt = (address: string): boolean => {
    const asked = parseAddress(address)
    return (parts.includes('private') && !isPublicAddress(address)) || (asked !== null && isListed(asked))
  }
  return { most, mostOfClient, isExempt }
}

/** Bounds what each server that it is given takes, by client all of them together. To be called before one listens. */
export function createDoorkeeper({
  most,
  mostOfClient,
  isExempt,
}: ConnectionBounds): <server extends Server>(server: server) => server {
  const open = new Map<string, number>()
  const add = (key: string, change: number): void => {
    const many = (open.get(key) ?? 0) + change
    if (many > 0) open.set(key, many)
    else open.delete(key)
  }
  function admit(socket: Socket): void {
    const { remoteAddress = '' } = socket
    const address = parseAddress(remoteAddress)
    if (!address || isExempt(remoteAddress)) return
    const client = partOf(address, CLIENT_BITS)
    const network = partOf(address, NETWORK_BITS)
    const ofNetwork = mostOfClient * CLIENTS_OF_NETWORK
    if ((open.get(client) ?? 0) >= mostOfClient || (open.get(network) ?? 0) >= ofNetwork) {
      socket.destroy()
      return
    }
    for (const key of [client, network]) add(key, 1)
    socket.once('close', () => {
      for (const key of [client, network]) add(key, -1)
    })
  }
  return (server) => {
    server.maxConnections = most
    // Before anybody sets up HTTP or TLS on it.
    server.prependListener('connection', admit)
    return server
  }
}

const partOf = ({ family, value }: Address, bits: Readonly<Record<4 | 6, number>>): string =>
  `${family}/${bits[family]} ${value >> BigInt(WIDTH[family] - bits[family])}`
