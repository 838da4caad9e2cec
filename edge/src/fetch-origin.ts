// Origins from a Worker. Its fetch cannot set Host, so the port says so and the API reports it.

import { OriginFailure, type OriginPort } from './world.ts'

/** Through `service` if there is one, which sees the wanted Host as `x-forwarded-host`; else by the public fetch,
 *  which Cloudflare keeps out of private networks. */
export function createFetchOrigin(service: { fetch: typeof fetch } | null): OriginPort {
  return {
    capability: 'own-host',
    async fetch({ method, url, headers, body }) {
      try {
        const request = new Request(url, { method, headers, body, redirect: 'manual' })
        return await (service ? service.fetch(request) : fetch(request))
      } catch {
        throw new OriginFailure('unreachable')
      }
    },
  }
}
