// Orders, authorizations and challenges (RFC 8555 §7.4, §7.5).

import { z } from 'zod'
import { readNames } from './names.ts'
import type { Authorization, Order } from './orders.ts'
import { deactivation, expectEmpty, readPayload } from './payload.ts'
import { Refusal, renderProblem } from './problem.ts'
import type { AccountRequest, Answer, World } from './world.ts'

/** Seconds until it is worth asking again: judging and issuing take moments here. */
const RETRY_AFTER = '1'

const newOrder = z.object({
  identifiers: z.array(z.object({ type: z.string(), value: z.string() })),
  notBefore: z.unknown().optional(),
  notAfter: z.unknown().optional(),
  profile: z.unknown().optional(),
})

/** RFC 8555 §7.4. */
export function placeOrder(world: World, { account, payload }: AccountRequest): Answer {
  const wish = readPayload(newOrder, payload)
  if (wish.notBefore !== undefined || wish.notAfter !== undefined) {
    throw new Refusal('malformed', 'NotBefore and NotAfter are not supported')
  }
  if (wish.profile !== undefined) throw new Refusal('invalidProfile', 'This CA has no profiles')
  const order = world.orders.place(account.thumbprint, readNames(wish.identifiers))
  return { ...showOrder(world, order), status: 201 }
}

/** Reads an order. */
export function readOrder(world: World, request: AccountRequest): Answer {
  expectEmpty(request.payload)
  return showOrder(world, ownOrder(world, request))
}

/** The order of this id. Throws a Refusal if there is none, or it is another account's. */
export function ownOrder(world: World, { account, id }: AccountRequest): Order {
  return own(world.orders.order(id), account.thumbprint, 'order')
}

/** The order as the client sees it. */
export function showOrder(world: World, order: Order): Answer {
  const status = world.orders.statusOf(order)
  const problem = status === 'invalid' ? world.orders.problemOf(order) : null
  return {
    status: 200,
    headers: {
      Location: `${world.base}/order/${order.id}`,
      ...(status === 'processing' && { 'Retry-After': RETRY_AFTER }),
    },
    body: {
      status,
      expires: time(order.expires),
      identifiers: order.names.map((value) => ({ type: 'dns', value })),
      authorizations: order.authorizations.map((id) => `${world.base}/authorization/${id}`),
      finalize: `${world.base}/finalize/${order.id}`,
      ...(typeof order.issuing === 'object' &&
        'serial' in order.issuing && { certificate: `${world.base}/certificate/${order.issuing.serial}` }),
      ...(problem && { error: renderProblem(problem) }),
    },
  }
}

/** Reads an authorization, or deactivates it (§7.5.2). */
export function changeAuthorization(world: World, request: AccountRequest): Answer {
  let authorization = ownAuthorization(world, request)
  if (request.payload !== null) {
    readPayload(deactivation, request.payload)
    authorization = world.orders.deactivate(authorization)
  }
  return {
    status: 200,
    headers: retryAfter(authorization),
    body: {
      identifier: { type: 'dns', value: authorization.name },
      status: world.orders.authorizationStatus(authorization),
      expires: time(authorization.expires),
      challenges: [renderChallenge(world, authorization)],
    },
  }
}

/** Reads a challenge, or starts its validation (§7.5.1). It is looked at once; answering twice changes nothing. */
export function answerChallenge(world: World, request: AccountRequest): Answer {
  let authorization = ownAuthorization(world, request)
  if (request.payload !== null) {
    readPayload(z.object({}), request.payload)
    if (world.orders.authorizationStatus(authorization) === 'expired') {
      throw new Refusal('malformed', 'Expired authorization', { status: 404 })
    }
    const begun = world.orders.beginValidation(authorization)
    if (begun) {
      authorization = begun
      validate(world, begun, request)
    }
  }
  return {
    status: 200,
    headers: {
      ...retryAfter(authorization),
      Link: `<${world.base}/authorization/${authorization.id}>;rel="up"`,
    },
    body: renderChallenge(world, authorization),
  }
}

function validate(world: World, { id, name, token }: Authorization, { account }: AccountRequest): void {
  world.later(async () => {
    const problem = await world.judge({ name, token, keyAuthorization: `${token}.${account.thumbprint}` })
    world.orders.endValidation(id, problem)
    world.log({ event: 'judged', name, ok: problem === null })
  })
}

function renderChallenge(world: World, authorization: Authorization): object {
  const { id, token, state, validated, problem } = authorization
  return {
    type: 'http-01',
    url: `${world.base}/challenge/${id}`,
    // A challenge is not deactivated: it just stays as it was, unanswered.
    status: state === 'deactivated' ? 'pending' : state,
    token,
    ...(validated !== null && { validated: time(validated) }),
    ...(problem && { error: renderProblem(problem) }),
  }
}

const ownAuthorization = (world: World, { account, id }: AccountRequest): Authorization =>
  own(world.orders.authorization(id), account.thumbprint, 'authorization')

function own<item extends { readonly account: string }>(
  found: item | null,
  account: string,
  what: string,
): item {
  if (!found) throw new Refusal('malformed', `There is no such ${what}`, { status: 404 })
  if (found.account !== account) throw new Refusal('unauthorized', `This account does not own the ${what}`)
  return found
}

const retryAfter = ({ state }: Authorization): Record<string, string> =>
  state === 'processing' ? { 'Retry-After': RETRY_AFTER } : {}

/** RFC 3339, to the second. */
const time = (milliseconds: number): string => new Date(milliseconds).toISOString().replace(/\.\d+Z$/, 'Z')
