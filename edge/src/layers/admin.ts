// The control plane's side: whole documents in, receipts out. These routes exist on one hostname only.

import {
  WIRE,
  edgeOptions,
  keysAt,
  parseDocumentPath,
  parseHitsPath,
  push as pushSchema,
  SELF_PATH,
  sha256Hex,
  verifyRequest,
  type Hits,
  type Kind,
  type Push,
  type Receipt,
  type Refusal,
  type Self,
} from '@wellknown/wire'
import type { Configs } from '../configs.ts'
import { loadConfig } from '../load-config.ts'
import type { Held } from '../shelf/port.ts'
import type { Visit } from '../visit.ts'
import type { World } from '../world.ts'

/** The largest document is a resource's compiled rules. */
const LARGEST_BODY = 1_500_000

const STATUS: Record<Refusal['error'], number> = {
  unsigned: 401,
  'stale-signature': 401,
  'unknown-key': 401,
  'bad-signature': 401,
  'bad-digest': 401,
  replayed: 409,
  'stale-revision': 409,
  malformed: 400,
  'unpinned-thumbprint': 400,
  'not-terminating': 400,
  'too-large': 413,
  'not-found': 404,
}

const json = (status: number, body: unknown): Response =>
  Response.json(body, { status, headers: { 'cache-control': 'no-store' } })
const refuse = (
  error: Refusal['error'],
  detail: string,
  more: Pick<Refusal, 'held' | 'now'> = {},
): Response => json(STATUS[error], { error, detail, ...more } satisfies Refusal)

/** Answers everything on the admin host, and nothing elsewhere: there the same paths are ordinary ones. */
export async function admin(
  { sent, url, host }: Visit,
  world: World,
  configs: Configs,
): Promise<Response | null> {
  if (host !== world.adminHost) return null
  const request = sent.request()
  const { method, headers } = request
  const asSigned = { method, url: request.url, headers, readBody: () => readBody(request) }
  const verified = await verifyRequest(asSigned, world.keys, world.now())
  if (!verified.ok) {
    if (verified.why === 'too-large') return refuse('too-large', `A push has at most ${LARGEST_BODY} bytes.`)
    // A clock that is off is told of by both sides; it says nothing that a Date header would not.
    const clock = verified.why === 'stale-signature' ? { now: world.now() } : {}
    return refuse(verified.why, 'The request is not signed as this edge expects.', clock)
  }
  if (method === 'GET' && url.pathname === SELF_PATH) return json(200, await describe(world))
  const asked = parseHitsPath(url.pathname)
  if (method === 'GET' && asked !== null) return showHits(world, asked)
  const route = parseDocumentPath(url.pathname)
  if (!route) return refuse('not-found', 'There is no such route.')
  if (method === 'GET') return showHeld(world, route.host, route.kind)
  if (method !== 'PUT') return refuse('not-found', 'Documents are put.')
  const { body, nonce, expires } = verified
  const parsed = readPush(body)
  if (!parsed || parsed.host !== route.host || parsed.kind !== route.kind) {
    return refuse('malformed', 'The body is not a push of this wire version for this host and kind.')
  }
  const fault = await findFault(parsed, world)
  if (fault) return refuse(...fault)
  const sha256 = await sha256Hex(body)
  const outcome = await world.shelf.put(parsed, sha256, { value: nonce, expires }, world.now())
  switch (outcome.is) {
    case 'held':
      // When this fails there is no receipt, the push is sent again, and comes here again.
      if (route.kind === 'config') await configs.renew(route.host)
      return json(200, receiptFor(world, route.host, route.kind, outcome.held))
    case 'replayed':
      return refuse('replayed', 'This signature was used before.')
    case 'stale':
      return refuse('stale-revision', 'A newer revision is held.', { held: outcome.held })
  }
}

async function describe(world: World): Promise<Self> {
  const { pop, keys, thumbprints, terminator, origin, countryOf, shelf, now } = world
  const adminKeys = [...keysAt(keys, now()).keys()]
  const sealKey = terminator?.sealKey ?? null
  const held = await shelf.describe()
  return {
    pop,
    wire: WIRE,
    now: now(),
    adminKeys,
    thumbprints: [...thumbprints],
    sealKey,
    originCapability: origin.capability,
    countries: countryOf !== null,
    ...(held && { shelf: held }),
    options: Object.keys(edgeOptions.shape),
  }
}

const receiptFor = ({ pop, now }: World, host: string, kind: Kind, held: Held): Receipt => ({
  pop,
  host,
  kind,
  epoch: held.epoch,
  rev: held.rev,
  sha256: held.sha256,
  now: now(),
  wire: WIRE,
})

async function showHits({ pop, shelf, now }: World, host: string): Promise<Response> {
  const hits = [...(await shelf.hits(host, now()))]
  return json(200, { pop, host, wire: WIRE, now: now(), hits } satisfies Hits)
}

async function showHeld(world: World, host: string, kind: Kind): Promise<Response> {
  const held = await world.shelf.held(host, kind)
  return held
    ? json(200, receiptFor(world, host, kind, held))
    : refuse('not-found', 'Nothing of this kind is held.')
}

/** What is wrong with a well-formed push, before anything is touched. */
async function findFault(push: Push, world: World): Promise<[Refusal['error'], string] | null> {
  if (push.document === null) return null
  if (push.kind === 'tokens') {
    const foreign = push.document.entries.some(({ thumbprint }) => !world.thumbprints.includes(thumbprint))
    return foreign ? ['unpinned-thumbprint', 'A token names a thumbprint that is not pinned here.'] : null
  }
  if (push.kind === 'certificate') {
    if (!world.terminator) return ['not-terminating', 'This edge terminates no TLS.']
    const reason = await world.terminator.inspect(push.host, push.document)
    return reason === null ? null : ['malformed', reason]
  }
  // A receipt says that it is in use from now on. A key that has ended signs nothing new, whoever sends it.
  const keys = keysAt(world.keys, world.now())
  const snapshot = await loadConfig(push.host, JSON.stringify(push.document), keys)
  return snapshot
    ? null
    : ['malformed', 'The configuration is not signed for this host, or cannot be loaded.']
}

function readPush(body: Uint8Array): Push | null {
  try {
    const parsed = pushSchema.safeParse(JSON.parse(new TextDecoder().decode(body)))
    return parsed.success ? parsed.data : null
  } catch {
    return null
  }
}

/** The body, or null when it is larger than any document. */
async function readBody(request: Request): Promise<Uint8Array<ArrayBuffer> | null> {
  if (!request.body) return new Uint8Array()
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of request.body) {
    size += chunk.byteLength
    if (size > LARGEST_BODY) return null
    chunks.push(chunk)
  }
  const body = new Uint8Array(size)
  let offset = 0
  for (const chunk of chunks) {
    body.set(chunk, offset)
    offset += chunk.byteLength
  }
  return body
}
