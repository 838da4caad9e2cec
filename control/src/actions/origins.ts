// Where customers' origins may lead: not into the operator's network. What a name resolves to is judged again by the
// edge when it connects; here, what can be seen from the text.

import { isPublicAddress, readAllowance } from '@wellknown/hostname/address'
import { isIP } from 'node:net'
import { parseHostname } from '@wellknown/hostname'
import type { World } from '../world.ts'

const HTTP_PORT = 80

/** Why `source` (`host`, `host:port` or `[v6]:port`) cannot be an origin; null when it can. */
export function findOriginFault(world: Pick<World, 'policy'>, source: string): string | null {
  const parts = /^(?:\[(?<six>[0-9a-fA-F:.]+)\]|(?<host>[^:[\]/\s]+))(?::(?<port>\d{1,5}))?$/.exec(
    source,
  )?.groups
  const port = Number(parts?.['port'] ?? HTTP_PORT)
  if (!parts || port < 1 || port > 65_535)
    return `${source} is no origin: give host or host:port, without a scheme.`
  const host = parts['six'] ?? parts['host'] ?? ''
  if (isIP(host)) {
    const allowed = readAllowance(world.policy.allowPrivateOrigins)
    return isPublicAddress(host) || allowed(host, port)
      ? null
      : `${host} is a private or reserved address. Give a public one, or ask the operator to add it to ALLOW_PRIVATE_ORIGINS.`
  }
  const name = parseHostname(host)
  return name.ok ? null : `${source} is no origin: ${name.reason}`
}
