// Cloudflare for SaaS: the certificates of the PoP that runs as a worker.

import type { CloudflareOptions } from '../adapters/custom-hostnames/cloudflare.ts'
import type { SettingsReader } from '../settings-reader.ts'

export type CustomHostnamesSettings = Omit<CloudflareOptions, 'now'> & {
  /** The PoP whose TLS it terminates. */
  readonly pop: string
}

/** CLOUDFLARE_POP and what goes with it; null: no PoP has its TLS terminated by Cloudflare. `edges`: those that are known. */
export function readCustomHostnames(
  { text, needed, fault }: SettingsReader,
  edges: readonly { readonly name: string; readonly tls: readonly string[] | null }[],
): CustomHostnamesSettings | null {
  const pop = text('CLOUDFLARE_POP')
  if (pop === null) return null
  // One that is added while everything runs is not in the file.
  if (edges.find(({ name }) => name === pop)?.tls === null)
    fault('CLOUDFLARE_POP', `is ${pop}, for which EDGES_FILE gives no "tls" addresses to look at`)
  const apiUrl = text('CLOUDFLARE_API_URL') ?? 'https://api.cloudflare.com/client/v4'
  if (URL.parse(apiUrl)?.protocol !== 'https:') fault('CLOUDFLARE_API_URL', 'must be an https URL')
  const zone = needed('CLOUDFLARE_ZONE_ID', 'the id of the zone with the custom hostnames')
  if (zone !== '' && !/^[0-9a-f]{32}$/.test(zone))
    fault('CLOUDFLARE_ZONE_ID', 'must be 32 hexadecimal digits')
  const token = needed('CLOUDFLARE_API_TOKEN', 'an API token that may edit SSL and certificates of the zone')
  // What stands in a header: a line break would end it.
  if (!/^[\x21-\x7e]*$/.test(token)) fault('CLOUDFLARE_API_TOKEN', 'must be one word of visible characters')
  return { pop, apiUrl, zone, token }
}
