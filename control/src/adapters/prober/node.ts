// Our own look at a name, from Node: DNS by the configured resolvers, and the challenge path pinned to one address.

import { connect } from 'node:net'
import { challengePath } from '@wellknown/wire'
import { isLoopback, isPublicAddress, readAllowance, readEndpoint } from '@wellknown/hostname/address'
import { pageOf } from '@wellknown/lifecycle'
import { createDnsClient } from './dns-client.ts'
import { follow } from './follow.ts'
import { get, isLacking, printable, unreachable, type Got } from './get.ts'
import type { Prober } from './port.ts'

export type ProberOptions = {
  /** `ip` or `ip:port`; empty: the system's. */
  readonly resolvers: readonly string[]
  /** 80, but for CAs that validate elsewhere. */
  readonly port: number
  /** 443, where a redirect leads to HTTPS. */
  readonly tlsPort?: number
  readonly allowLoopback: boolean
  /** CIDR ranges or `address:port` that origins may lead to although private. */
  readonly allowPrivateOrigins?: readonly string[]
  /** address → `address:port`, for systems that lack an address. */
  readonly addressMap?: Readonly<Record<string, string>>
  /** For one look at an address, and as long again for a redirect, in milliseconds; default 5 seconds. */
  readonly askTimeoutMs?: number
  /** For one try of a DNS resolver, of which there are two; default 2 seconds. */
  readonly resolveTimeoutMs?: number
}

const ASK_TIMEOUT_MS = 5_000
const RESOLVE_TIMEOUT_MS = 2_000
const HTTPS_PORT = 443
/** Boulder reads this many bytes, and an answer that fills them fails. */
const LARGEST_MATCH = 128

export function createNodeProber(options: ProberOptions): Prober {
  const { port, allowLoopback, allowPrivateOrigins = [], askTimeoutMs: timeoutMs = ASK_TIMEOUT_MS } = options
  const { query } = createDnsClient(options.resolvers, options.resolveTimeoutMs ?? RESOLVE_TIMEOUT_MS)
  const allowsOrigin = readAllowance(allowPrivateOrigins)
  const allows = (address: string): boolean =>
    isPublicAddress(address) || (allowLoopback && isLoopback(address))
  const targetOf = (address: string, standard: number) => readTarget(address, standard, options)
  return {
    query,
    async ask(name, address, token, body) {
      if (!allows(address)) return { is: 'reserved' }
      const started = performance.now()
      const isOurs = ({ status, text, size }: Extract<Got, { is: 'got' }>): boolean =>
        status === 200 && text.trimEnd() === body && size < LARGEST_MATCH
      const path = challengePath(token)
      const target = targetOf(address, port)
      const got = await get(
        { address: target.host, port: target.port, host: name, path, tls: false },
        timeoutMs,
      )
      if (got.is !== 'got') return got
      const { status, headers, text, size, location } = got
      if (isOurs(got)) return { is: 'ours', milliseconds: Math.round(performance.now() - started), headers }
      const url = new URL(`http://${name}${path}`)
      const ports = { http: port, https: options.tlsPort ?? HTTPS_PORT }
      const redirect =
        location !== null && status >= 300 && status < 400
          ? await follow({ url, address, query, allows, ports, targetOf, isOurs, timeoutMs }, got)
          : null
      const page = pageOf(text)
      return {
        is: 'other',
        status,
        headers,
        excerpt: printable(text),
        page,
        long: size >= LARGEST_MATCH,
        redirect,
      }
    },
    async reach(address, port) {
      if (!isPublicAddress(address) && !allowsOrigin(address, port)) return { is: 'reserved' }
      const socket = connect({ host: address, port, signal: AbortSignal.timeout(timeoutMs) })
      return new Promise<Awaited<ReturnType<Prober['reach']>>>((resolve) => {
        socket.on('connect', () => resolve({ is: 'open' }))
        socket.on('error', (error) => {
          if (isLacking(error, address)) return resolve({ is: 'no-route' })
          resolve({ is: 'unreachable', detail: unreachable(error).detail })
        })
      }).finally(() => socket.destroy())
    },
  }
}

function readTarget(
  address: string,
  standard: number,
  { addressMap }: ProberOptions,
): { host: string; port: number } {
  const mapped = addressMap?.[address]
  return mapped === undefined ? { host: address, port: standard } : readEndpoint(mapped)
}
