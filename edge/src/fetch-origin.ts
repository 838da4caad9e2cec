// Origins from a Worker. Its fetch cannot set Host, so the port says so and the API reports it.

import { OriginFailure, type OriginPort } from './world.ts'

/** The wanted Host, for a service that can send one: `host` itself is always the URL's. */
const WANTED_HOST = 'x-origin-host'

/** Through `service` if there is one, which is told the wanted Host as `x-origin-host`; else by the public fetch, which
 *  Cloudflare keeps out of private networks. */
export function createFetchOrigin(service: { fetch: typeof fetch } | null): OriginPort {
  return {
    capability: 'own-host',
    async fetch({ method, url, host, headers, body }) {
      try {
        const request = new Request(url, { method, headers, body, redirect: 'manual' })
        if (!service) return await fetch(request)
        // Over whatever a visitor sent under this name.
        request.headers.set(WANTED_HOST, host)
        return await service.fetch(request)
      } catch {
        throw new OriginFailure('unreachable')
      }
    },
  }
}
