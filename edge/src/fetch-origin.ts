// Origins from a Worker. Its fetch cannot set Host, so the port says so and the API reports it.

import { webBody } from './answer.ts'
import { webHeaders } from './fields.ts'
import { OriginFailure, type OriginPort } from './world.ts'

/** The wanted Host, for a service that can send one: `host` itself is always the URL's. */
const WANTED_HOST = 'x-origin-host'

/** Through `service` if there is one, which is told the wanted Host as `x-origin-host`; else by the public fetch, which
 *  Cloudflare keeps out of private networks. */
export function createFetchOrigin(service: { fetch: typeof fetch } | null): OriginPort {
  return {
    capability: 'own-host',
    async fetch({ method, to, path, host, headers, dress, dressAnswer, body }) {
      try {
        // Changing the headers of a request costs half of what making others and a request of them does.
        const request = new Request(to.origin + path, {
          method,
          headers: webHeaders(headers),
          body: webBody(body),
          redirect: 'manual',
        })
        dress(request.headers)
        // Over whatever a visitor sent under this name.
        if (service) request.headers.set(WANTED_HOST, host)
        const came = await (service ?? globalThis).fetch(request)
        const answer = new Response(came.body, came)
        dressAnswer(answer.headers, answer.status)
        return answer
      } catch {
        throw new OriginFailure('unreachable')
      }
    },
  }
}
