// Orders and authorizations, and what becomes of them (RFC 8555 §7.1.6). Records are replaced, never changed; a status
// that follows from others or from the clock is computed when asked for.

import { randomBytes, randomUUID } from 'node:crypto'
import { joinProblems, type Problem } from './problem.ts'
import type { Exemption } from './rate-limits.ts'

/** Boulder's classic profile: a week to answer, and a week for the order. */
const PENDING_SECONDS = 7 * 86_400
/** Boulder's classic profile: how long a validation may serve further orders. */
const REUSE_SECONDS = 30 * 86_400
/** Finished orders beyond this many are forgotten, oldest first. */
const MOST_ORDERS = 10_000

/** How control of a name can be proven (RFC 8555 §8.3, §8.4). Every authorization offers all of them. */
export const METHODS = ['http-01', 'dns-01'] as const
export type Method = (typeof METHODS)[number]

export type Authorization = {
  readonly id: string
  /** The id of the owner. */
  readonly account: string
  readonly name: string
  /** It serves orders of this profile only; null is the default one. */
  readonly profile: string | null
  /** How long it serves once valid, in milliseconds. */
  readonly reuseMs: number
  readonly token: string
  /** The challenge that was answered, or stands for a proof that the plan gave; null before that. */
  readonly method: Method | null
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
  readonly profile: string | null
  /** The ARI id of the certificate it is to replace. */
  readonly replaces: string | null
  readonly exemption: Exemption
  /** What issuing came to; `open` until finalized. */
  readonly issuing: 'open' | 'processing' | { readonly serial: string } | { readonly problem: Problem }
}

export type OrderStatus = 'pending' | 'ready' | 'processing' | 'valid' | 'invalid'
export type AuthorizationStatus = 'pending' | 'valid' | 'invalid' | 'deactivated' | 'expired'

/** What an order may ask for besides names. */
export type Wish = {
  readonly profile?: string | null
  /** How long it waits for answers, and how long a validation of it serves others, in seconds. */
  readonly pendingSeconds?: number
  readonly reuseSeconds?: number
  readonly replaces?: string | null
  readonly exemption?: Exemption
}

export type Orders = ReturnType<typeof createOrders>

export function createOrders(options: {
  readonly now: () => number
  readonly reuseAuthorizations: boolean
  readonly mostOrders?: number
}) {
  const { now, mostOrders = MOST_ORDERS } = options
  const orders = new Map<string, Order>()
  const authorizations = new Map<string, Authorization>()
  /** What was asked for → the id of the last order for it. */
  const placed = new Map<string, string>()
  /** The ARI id of a certificate → the id of the last order that is to replace it. */
  const replacing = new Map<string, string>()
  /** Account and name → ids of authorizations. */
  const authorized = new Map<string, Set<string>>()

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

  const validFor = (account: string, name: string): readonly Authorization[] =>
    [...(authorized.get(ownerKey(account, name)) ?? [])]
      .flatMap((id) => authorizations.get(id) ?? [])
      .filter((each) => authorizationStatus(each) === 'valid')

  function authorize(account: string, name: string, wish: Wish): Authorization {
    const { profile = null, pendingSeconds = PENDING_SECONDS, reuseSeconds = REUSE_SECONDS } = wish
    const reused = options.reuseAuthorizations
      ? validFor(account, name).find((each) => each.profile === profile)
      : undefined
    if (reused) return reused
    const key = ownerKey(account, name)
    const fresh = keep(authorizations, {
      id: randomUUID(),
      account,
      name,
      profile,
      reuseMs: reuseSeconds * 1000,
      // 43 characters, as Let's Encrypt's.
      token: randomBytes(32).toString('base64url'),
      method: null,
      state: 'pending',
      expires: now() + pendingSeconds * 1000,
      validated: null,
      problem: null,
    })
    authorized.set(key, (authorized.get(key) ?? new Set()).add(fresh.id))
    return fresh
  }

  const findOpen = (key: string): Order | null => {
    const order = orders.get(placed.get(key) ?? '')
    return order && isOpen(order) ? order : null
  }
  const isOpen = (order: Order): boolean => ['pending', 'ready'].includes(statusOf(order))

  /** Forgets finished orders that are too many, with the authorizations that serve nothing else. */
  function tidy(): void {
    for (const order of orders.values()) {
      if (orders.size <= mostOrders) return
      if (!['valid', 'invalid'].includes(statusOf(order))) continue
      orders.delete(order.id)
      const key = wishKey(order.account, order.names, order)
      if (placed.get(key) === order.id) placed.delete(key)
      if (order.replaces !== null && replacing.get(order.replaces) === order.id)
        replacing.delete(order.replaces)
      for (const each of authorizationsOf(order)) {
        if (options.reuseAuthorizations && authorizationStatus(each) === 'valid') continue
        authorizations.delete(each.id)
        const owned = authorized.get(ownerKey(each.account, each.name))
        owned?.delete(each.id)
        if (owned?.size === 0) authorized.delete(ownerKey(each.account, each.name))
      }
    }
  }

  return {
    statusOf,
    problemOf,
    authorizationStatus,
    order: (id: string): Order | null => orders.get(id) ?? null,
    authorization: (id: string): Authorization | null => authorizations.get(id) ?? null,

    /** An order for these sorted names: the account's still open one for the same names, as Boulder does, or a new one. */
    place(account: string, names: readonly string[], wish: Wish = {}): Order {
      const { profile = null, replaces = null, exemption = 'none' } = wish
      const key = wishKey(account, names, { profile, replaces })
      const same = findOpen(key)
      if (same) return same
      const opened = names.map((name) => authorize(account, name, wish))
      const until = now() + (wish.pendingSeconds ?? PENDING_SECONDS) * 1000
      const order = keep(orders, {
        id: randomUUID(),
        account,
        names,
        authorizations: opened.map(({ id }) => id),
        expires: Math.min(until, ...opened.map(({ expires }) => expires)),
        profile,
        replaces,
        exemption,
        issuing: 'open',
      })
      placed.set(key, order.id)
      if (replaces !== null) replacing.set(replaces, order.id)
      tidy()
      return order
    },

    /** Is there an order to replace this certificate that has not failed, and is not the same one asked for again? */
    isReplacedByOther(wish: {
      readonly id: string
      readonly account: string
      readonly names: readonly string[]
    }) {
      const order = orders.get(replacing.get(wish.id) ?? '')
      if (!order || statusOf(order) === 'invalid') return false
      return !(isOpen(order) && order.account === wish.account && order.names.join() === wish.names.join())
    },

    /** A challenge was answered. Null when one was before, or it is too late. */
    beginValidation(authorization: Authorization, method: Method): Authorization | null {
      const fresh = authorization.state === 'pending' && authorizationStatus(authorization) === 'pending'
      return fresh ? keep(authorizations, { ...authorization, method, state: 'processing' }) : null
    },

    /** The verdict on a challenge; dropped if the authorization was deactivated meanwhile. */
    endValidation(id: string, problem: Problem | null): void {
      const authorization = authorizations.get(id)
      if (authorization?.state !== 'processing') return
      if (problem) keep(authorizations, { ...authorization, state: 'invalid', problem })
      else {
        const until = now() + authorization.reuseMs
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
      names.every((name) => validFor(account, name).length > 0),

    /** The authorizations of an order whose control was proven before this time. */
    provenBefore: (order: Order, time: number): readonly Authorization[] =>
      authorizationsOf(order).filter(({ validated }) => validated !== null && validated < time),
  }
}

const ownerKey = (account: string, name: string): string => `${account} ${name}`

const wishKey = (
  account: string,
  names: readonly string[],
  { profile, replaces }: Pick<Order, 'profile' | 'replaces'>,
): string => [account, profile ?? '', replaces ?? '', names.join()].join(' ')
