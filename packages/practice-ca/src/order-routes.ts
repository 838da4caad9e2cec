// Orders, authorizations and challenges (RFC 8555 §7.4, §7.5).

import { X509Certificate } from 'node:crypto'
import { z } from 'zod'
import { challengeIdOf, readChallengeId } from './challenge-id.ts'
import { hasMember } from './fault-schema.ts'
import { readNames } from './names.ts'
import { METHODS, type Authorization, type Method, type Order } from './orders.ts'
import { deactivation, expectEmpty, readPayload } from './payload.ts'
import { plannedProblem, Refusal, renderProblem } from './problem.ts'
import { findProfile } from './profiles.ts'
import type { Exemption } from './rate-limits.ts'
import { findReplaced, isRenewalTime } from './renewal-info.ts'
import type { AccountRequest, Answer, World } from './world.ts'

/** Boulder: the same names again within this time are a renewal. */
const RENEWAL_MS = 120 * 86_400_000

const newOrder = z.object({
  identifiers: z.array(z.object({ type: z.string(), value: z.string() })),
  notBefore: z.unknown().optional(),
  notAfter: z.unknown().optional(),
  profile: z.string().optional(),
  replaces: z.string().optional(),
})

/** RFC 8555 §7.4. */
export function placeOrder(world: World, { account, payload }: AccountRequest): Answer {
  const wish = readPayload(newOrder, payload)
  if (wish.notBefore !== undefined || wish.notAfter !== undefined) {
    throw new Refusal('malformed', 'NotBefore and NotAfter are not supported')
  }
  // In Boulder's order, which decides what a request with several faults is told.
  const names = readNames(wish.identifiers)
  if (world.faults.take(hasMember('pause'), { resource: 'newOrder', names }))
    for (const name of names) world.pauses.pause(account.id, name)
  world.pauses.check(account.id, names)
  const exemption = exemptionOf(world, { id: wish.replaces, account: account.id, names })
  const profile = findProfile(world.settings.profiles, wish.profile, names)
  world.limiter.admit({ account: account.id, names, exemption })
  const order = world.orders.place(account.id, names, {
    profile: wish.profile ?? null,
    ...(profile?.pendingSeconds !== undefined && { pendingSeconds: profile.pendingSeconds }),
    ...(profile?.reuseSeconds !== undefined && { reuseSeconds: profile.reuseSeconds }),
    replaces: wish.replaces ?? null,
    exemption,
  })
  for (const id of order.authorizations) grantPlanned(world, id)
  return { ...showOrder(world, order), status: 201 }
}

/** A planned fault has it that this name was proven before. */
function grantPlanned(world: World, id: string): void {
  const authorization = world.orders.authorization(id)
  if (authorization?.state !== 'pending') return
  const moment = { resource: 'authorization' as const, names: [authorization.name] }
  if (!world.faults.take(hasMember('valid'), moment)) return
  if (world.orders.beginValidation(authorization, 'http-01')) world.orders.endValidation(id, null)
}

/** Which limits the order is spared. Throws a Refusal when it may not replace what it says. */
function exemptionOf(
  world: World,
  wish: { readonly id: string | undefined; readonly account: string; readonly names: readonly string[] },
): Exemption {
  if (wish.id !== undefined) {
    const replaced = findReplaced(world, { ...wish, id: wish.id })
    if (isRenewalTime(world, replaced)) return 'ari'
  }
  const before = world.certificates.findLatest(wish.names)
  if (!before) return 'none'
  const { validFromDate } = new X509Certificate(before.chain)
  return world.now() - validFromDate.getTime() < RENEWAL_MS ? 'renewal' : 'none'
}

/** Reads an order. */
export function readOrder(world: World, request: AccountRequest): Answer {
  expectEmpty(request.payload)
  return showOrder(world, ownOrder(world, request))
}

/** The order of this id. Throws a Refusal if there is none, or it is another account's. */
export function ownOrder(world: World, { account, id }: AccountRequest): Order {
  return own(world.orders.order(id), account.id, 'order')
}

/** The order as the client sees it. */
export function showOrder(world: World, order: Order): Answer {
  const status = world.orders.statusOf(order)
  const problem = status === 'invalid' ? world.orders.problemOf(order) : null
  return {
    status: 200,
    headers: {
      Location: `${world.base}/order/${order.id}`,
      ...(status === 'processing' && retryAfter(world)),
    },
    body: {
      status,
      expires: time(order.expires),
      identifiers: order.names.map((value) => ({ type: 'dns', value })),
      authorizations: order.authorizations.map((id) => `${world.base}/authorization/${id}`),
      finalize: `${world.base}/finalize/${order.id}`,
      ...(order.profile !== null && { profile: order.profile }),
      ...(order.replaces !== null && { replaces: order.replaces }),
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
    headers: retryAfterOf(world, authorization),
    body: {
      identifier: { type: 'dns', value: authorization.name },
      status: world.orders.authorizationStatus(authorization),
      expires: time(authorization.expires),
      challenges: offered(authorization).map((method) => renderChallenge(world, authorization, method)),
    },
  }
}

/** Reads a challenge, or starts its validation (§7.5.1). It is looked at once; answering twice changes nothing. */
export function answerChallenge(world: World, request: AccountRequest): Answer {
  const { authorization: id, method } = readChallengeId(request.id)
  let authorization = ownAuthorization(world, { ...request, id })
  if (request.payload !== null) {
    readPayload(z.object({}), request.payload)
    if (world.orders.authorizationStatus(authorization) === 'expired') {
      throw new Refusal('malformed', 'Expired authorization', { status: 404 })
    }
    const begun = world.orders.beginValidation(authorization, method)
    if (begun) {
      authorization = begun
      validate(world, begun, method, request)
    }
  }
  return {
    status: 200,
    headers: {
      ...retryAfterOf(world, authorization),
      Link: `<${world.base}/authorization/${authorization.id}>;rel="up"`,
    },
    body: renderChallenge(world, authorization, method),
  }
}

function validate(
  world: World,
  { id, name, token }: Authorization,
  method: Method,
  { account }: AccountRequest,
): void {
  const moment = { resource: 'authorization' as const, names: [name] }
  world.later(async () => {
    if (world.faults.take(hasMember('stuck'), moment)) return
    const planned = world.faults.take(hasMember('invalid'), moment)
    const problem = planned
      ? plannedProblem(planned.invalid)
      : await world.judge({
          name,
          method,
          token,
          keyAuthorization: `${token}.${account.thumbprint}`,
          accountUrl: `${world.base}/account/${account.id}`,
        })
    world.orders.endValidation(id, problem)
    if (problem === null) world.limiter.countSuccess(account.id, name)
    else if (world.limiter.countFailure(account.id, name)) world.pauses.pause(account.id, name)
    world.log({ event: 'judged', name, ok: problem === null })
  })
}

/** RFC 8555 §7.1.4: all of them while it is pending, then the one that was answered. */
const offered = ({ method, state }: Authorization): readonly Method[] =>
  method !== null && (state === 'valid' || state === 'invalid') ? [method] : METHODS

/** Both challenges have the one token, as Boulder's do. */
function renderChallenge(world: World, authorization: Authorization, method: Method): object {
  const { id, token, state, validated, problem } = authorization
  const answered = authorization.method === method
  return {
    type: method,
    url: `${world.base}/challenge/${challengeIdOf(id, method)}`,
    // A challenge is not deactivated: it just stays as it was, unanswered.
    status: state === 'deactivated' || !answered ? 'pending' : state,
    token,
    ...(answered && validated !== null && { validated: time(validated) }),
    ...(answered && problem && { error: renderProblem(problem) }),
  }
}

const ownAuthorization = (world: World, { account, id }: AccountRequest): Authorization =>
  own(world.orders.authorization(id), account.id, 'authorization')

function own<item extends { readonly account: string }>(
  found: item | null,
  account: string,
  what: string,
): item {
  if (!found) throw new Refusal('malformed', `There is no such ${what}`, { status: 404 })
  if (found.account !== account) throw new Refusal('unauthorized', `This account does not own the ${what}`)
  return found
}

const retryAfter = ({ settings }: World): Record<string, string> => ({
  'Retry-After': String(settings.retryAfterSeconds),
})
const retryAfterOf = (world: World, { state }: Authorization): Record<string, string> =>
  state === 'processing' ? retryAfter(world) : {}

/** RFC 3339, to the second. */
const time = (milliseconds: number): string => new Date(milliseconds).toISOString().replace(/\.\d+Z$/, 'Z')
