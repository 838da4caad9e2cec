// Orders and authorizations, and what becomes of them (RFC 8555 §7.1.6). Records are replaced, never changed; a status
// that follows from others or from the clock is computed when asked for.

import { randomBytes, randomUUID } from 'node:crypto'
import { joinProblems, type Problem } from './problem.ts'

const DAY_MS = 86_400_000
/** Boulder's classic profile: a week to answer, and a week for the order. */
const PENDING_MS = 7 * DAY_MS
/** Boulder's classic profile: how long a validation may serve further orders. */
const VALID_MS = 30 * DAY_MS

export type Authorization = {
  readonly id: string
  /** Thumbprint of the owner. */
  readonly account: string
  readonly name: string
  readonly token: string
  /** `processing`: the challenge was answered and is being looked at; the authorization is pending still. */
  readonly state: 'pending' | 'processing' | 'valid' | 'invalid' | 'deactivated'
  readonly expires: number
  readonly validated: number | null
  readonly problem: Problem | null
}

export type Order = {
  readonly id: string
  readonly account: string
  readonly names: readonly string[]
  readonly authorizations: readonly string[]
  readonly expires: number
  /** What issuing came to; `open` until finalized. */
  readonly issuing: 'open' | 'processing' | { readonly serial: string } | { readonly problem: Problem }
}

export type OrderStatus = 'pending' | 'ready' | 'processing' | 'valid' | 'invalid'
export type AuthorizationStatus = 'pending' | 'valid' | 'invalid' | 'deactivated' | 'expired'

export type Orders = ReturnType<typeof createOrders>

export function createOrders(options: { readonly now: () => number; readonly reuseAuthorizations: boolean }) {
  const { now } = options
  const orders = new Map<string, Order>()
  const authorizations = new Map<string, Authorization>()

  const keep = <item extends { readonly id: string }>(map: Map<string, item>, item: NoInfer<item>): item => {
    map.set(item.id, item)
    return item
  }

  const authorizationsOf = (order: Order): readonly Authorization[] =>
    order.authorizations.flatMap((id) => authorizations.get(id) ?? [])

  function authorizationStatus({ state, expires }: Authorization): AuthorizationStatus {
    if (state === 'invalid' || state === 'deactivated') return state
    if (now() >= expires) return 'expired'
    return state === 'valid' ? 'valid' : 'pending'
  }

  function statusOf(order: Order): OrderStatus {
    if (order.issuing === 'processing') return 'processing'
    if (order.issuing !== 'open') return 'serial' in order.issuing ? 'valid' : 'invalid'
    const statuses = authorizationsOf(order).map(authorizationStatus)
    // One bad name spoils the order, whatever becomes of the others.
    if (now() >= order.expires || statuses.some((each) => each !== 'valid' && each !== 'pending'))
      return 'invalid'
    return statuses.every((each) => each === 'valid') ? 'ready' : 'pending'
  }

  function problemOf(order: Order): Problem | null {
    if (typeof order.issuing === 'object' && 'problem' in order.issuing) return order.issuing.problem
    const problems = authorizationsOf(order).flatMap(({ problem, name }) =>
      problem ? [{ ...problem, name }] : [],
    )
    return joinProblems(problems, `Validation failed for ${problems.length} names`)
  }

  const validFor = (account: string, name: string): Authorization | undefined =>
    [...authorizations.values()].find(
      (each) => each.account === account && each.name === name && authorizationStatus(each) === 'valid',
    )

  function authorize(account: string, name: string): Authorization {
    const reused = options.reuseAuthorizations ? validFor(account, name) : undefined
    return (
      reused ??
      keep(authorizations, {
        id: randomUUID(),
        account,
        name,
        // 43 characters, as Let's Encrypt's.
        token: randomBytes(32).toString('base64url'),
        state: 'pending',
        expires: now() + PENDING_MS,
        validated: null,
        problem: null,
      })
    )
  }

  return {
    statusOf,
    problemOf,
    authorizationStatus,
    order: (id: string): Order | null => orders.get(id) ?? null,
    authorization: (id: string): Authorization | null => authorizations.get(id) ?? null,

    /** An order for these sorted names: the account's still open one for the same names, as Boulder does, or a new one. */
    place(account: string, names: readonly string[]): Order {
      const same = [...orders.values()].find(
        (order) =>
          order.account === account &&
          order.names.join() === names.join() &&
          ['pending', 'ready'].includes(statusOf(order)),
      )
      if (same) return same
      const opened = names.map((name) => authorize(account, name))
      return keep(orders, {
        id: randomUUID(),
        account,
        names,
        authorizations: opened.map(({ id }) => id),
        expires: Math.min(now() + PENDING_MS, ...opened.map(({ expires }) => expires)),
        issuing: 'open',
      })
    },

    /** The challenge was answered. Null when that was so before, or it is too late. */
    beginValidation(authorization: Authorization): Authorization | null {
      const fresh = authorization.state === 'pending' && authorizationStatus(authorization) === 'pending'
      return fresh ? keep(authorizations, { ...authorization, state: 'processing' }) : null
    },

    /** The verdict on a challenge; dropped if the authorization was deactivated meanwhile. */
    endValidation(id: string, problem: Problem | null): void {
      const authorization = authorizations.get(id)
      if (authorization?.state !== 'processing') return
      if (problem) keep(authorizations, { ...authorization, state: 'invalid', problem })
      else {
        const until = now() + VALID_MS
        keep(authorizations, { ...authorization, state: 'valid', validated: now(), expires: until })
      }
    },

    /** RFC 8555 §7.5.2. What has failed stays failed. */
    deactivate: (authorization: Authorization): Authorization =>
      authorization.state === 'invalid'
        ? authorization
        : keep(authorizations, { ...authorization, state: 'deactivated' }),

    setIssuing: (order: Order, issuing: Order['issuing']): Order => keep(orders, { ...order, issuing }),

    /** Does this account hold valid authorizations for all these names? */
    holds: (account: string, names: readonly string[]): boolean =>
      names.every((name) => validFor(account, name) !== undefined),
  }
}
