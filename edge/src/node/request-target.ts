// What Node's parser lets through and must not reach a layer: two Hosts, or a target that names another host.

import type { IncomingMessage } from 'node:http'

/** Null when the request names exactly one host; else what is wrong (RFC 9112 §3.2). */
export function findTargetFault({ rawHeaders, url }: IncomingMessage): string | null {
  const hosts: string[] = []
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    if (rawHeaders[index]?.toLowerCase() === 'host') hosts.push(rawHeaders[index + 1] ?? '')
  }
  const [host] = hosts
  if (hosts.length !== 1 || !host) return 'A request names exactly one Host.'
  if (!url || url.startsWith('/')) return null
  if (url === '*') return 'This target is not served.'
  try {
    return new URL(url).host.toLowerCase() === host.toLowerCase()
      ? null
      : 'The target names another host than Host does.'
  } catch {
    return 'The target cannot be read.'
  }
}
