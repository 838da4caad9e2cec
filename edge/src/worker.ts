// The edge on Cloudflare Workers.

import { waitUntil } from 'cloudflare:workers'
import { isLasting, webBody, type Answer } from './answer.ts'
import { createEdge } from './edge.ts'
import { createVisit, type Visit } from './visit.ts'
import { createWitness } from './witness.ts'
import { webHeaders } from './fields.ts'
import { readSettings } from './settings.ts'
import { createObjectShelf, HostShelf } from './shelf/durable-object.ts'
import { createKvCache } from './shelf/kv.ts'
import { createFetchOrigin } from './fetch-origin.ts'

export { HostShelf }

type Env = {
  readonly SHELF: DurableObjectNamespace<HostShelf>
  /** Optional: without it the shelf is read with each request. */
  readonly CONFIG?: KVNamespace
  /** Optional: customers' origins are asked through this service instead of the public fetch. */
  readonly ORIGIN?: Fetcher
  readonly [setting: string]: unknown
}

/** Cloudflare's word; `XX` and `T1` stand for what it does not know, and for Tor. */
function countryOf({ sent }: Visit): string | null {
  const country = sent.request().cf?.['country']
  return typeof country === 'string' && /^[A-Z]{2}$/.test(country) && country !== 'XX' ? country : null
}

// Settings do not change while an isolate lives. A failed start is forgotten, so that the next request tells it again; a failed
// request is not: what the edge has in memory is everybody's.
let edge: ReturnType<typeof start> | null = null

function started(env: Env): ReturnType<typeof start> {
  if (edge) return edge
  edge = start(env).catch((error: unknown) => {
    edge = null
    throw error
  })
  // Others wait for it too: it must not end with the visitor who came first.
  waitUntil(edge.catch(() => undefined))
  return edge
}

async function start(env: Env): Promise<ReturnType<typeof createEdge>> {
  const shelf = createObjectShelf(env.SHELF)
  return createEdge({
    ...(await readSettings(env)),
    shelf,
    snapshots: env.CONFIG ? createKvCache(env.CONFIG) : null,
    later: waitUntil,
    witness: createWitness({ shelf, later: waitUntil, now: Date.now }),
    origin: createFetchOrigin(env.ORIGIN ?? null),
    terminator: null,
    countryOf: env['COUNTRIES'] === 'unknown' ? null : countryOf,
    now: Date.now,
  })
}

/** Making them costs as much as all rules. */
const made = new WeakMap<object, Headers>()

function madeOnce(headers: Readonly<Record<string, string>>): Headers {
  const known = made.get(headers) ?? new Headers(headers)
  made.set(headers, known)
  return known
}

function respond({ status, headers, body }: Answer): Response {
  const given = isLasting(headers) ? madeOnce(headers) : headers
  return new Response(webBody(body), { status, headers: webHeaders(given) })
}

export default {
  async fetch(request, env) {
    try {
      const answer = await started(env)
      const given = await answer(createVisit(request, request.headers.get('cf-connecting-ip') ?? ''))
      return given instanceof Response ? given : respond(given)
    } catch (error) {
      console.error(error instanceof Error ? error.message : 'The edge has failed.')
      return new Response('This edge is not available.\n', {
        status: 503,
        headers: { 'cache-control': 'no-store' },
      })
    }
  },
} satisfies ExportedHandler<Env>
