// What a failed exchange is called, in Boulder's words where it has some.

import type { ProblemType } from './problem.ts'

export type Fault = {
  readonly type: ProblemType
  readonly detail: string
  /** No connection came about: the one case in which Boulder falls back from IPv6 to IPv4. */
  readonly dial: boolean
}

/** Frame header of HTTP/2 settings on stream 0 (RFC 9113 §4.1, §6.5): 24 bits of length, type 4, no flags. */
const SETTINGS_FRAME = Buffer.from([0x04, 0, 0, 0, 0, 0])

/** Names the error of a request. */
export function faultOf(
  error: NodeJS.ErrnoException & { readonly rawPacket?: Buffer },
  seen: { readonly connected: boolean; readonly outOfTime: boolean },
): Fault {
  const dial = !seen.connected
  const code = error.code ?? ''
  const connection = (detail: string): Fault => ({ type: 'connection', detail, dial })

  if (code === 'ECONNREFUSED') return connection('Connection refused')
  if (code === 'ENETUNREACH' || code === 'EADDRNOTAVAIL') return connection('Network unreachable')
  // Nothing but our own clocks ends a request that has not connected and names no cause.
  if (dial && (seen.outOfTime || code === 'ETIMEDOUT' || code === 'ECONNRESET')) {
    return connection('Timeout during connect (likely firewall problem)')
  }
  if (seen.outOfTime) return connection('Timeout after connect (your server may be slow or overloaded)')
  if (code === 'ECONNRESET' && error.syscall === 'read') return connection('Connection reset by peer')
  if (code.startsWith('HPE_') && isHttp2(error.rawPacket))
    return connection('Server is speaking HTTP/2 over HTTP')
  const broken = tlsReasonOf(code, error.message)
  if (broken === 'wrong version number' || broken === 'http request') {
    return { type: 'malformed', detail: 'Server only speaks HTTP, not TLS', dial }
  }
  if (broken !== null) return { type: 'tls', detail: `TLS handshake failed: ${broken}`, dial }
  return connection('Error getting validation data')
}

const isHttp2 = (packet: Buffer | undefined): boolean =>
  packet !== undefined && packet.subarray(3, 9).equals(SETTINGS_FRAME)

/** OpenSSL's reason, which Node gives as a code or, while it still writes, as a field of EPROTO's message. */
function tlsReasonOf(code: string, message: string): string | null {
  if (code.startsWith('ERR_SSL_')) return code.slice('ERR_SSL_'.length).toLowerCase().replaceAll('_', ' ')
  if (code !== 'EPROTO') return null
  return /:SSL routines:[^:]*:(?<reason>[^:]+):/.exec(message)?.groups?.['reason'] ?? 'protocol error'
}
