// Every path of the CA, the methods it takes and who must sign.

import { randomBytes } from 'node:crypto'
import { changeAccount, openAccount } from './account-routes.ts'
import { download, finalize, revoke } from './certificate-routes.ts'
import { answerChallenge, changeAuthorization, placeOrder, readOrder } from './order-routes.ts'
import { RESOURCES, type Resource } from './fault-schema.ts'
import { changeKey } from './key-change.ts'
import { Refusal } from './problem.ts'
import { showRenewalInfo } from './renewal-info.ts'
import type { AccountRequest, Answer, Signed, World } from './world.ts'

export type Route =
  | { readonly method: 'GET'; readonly handle: (world: World, method: string, id: string) => Answer }
  | {
      readonly method: 'POST'
      readonly handle: (world: World, signed: Signed, id: string) => Answer | Promise<Answer>
    }

/** What only an account may ask for: signed with `kid`. */
const forAccount = (handle: (world: World, request: AccountRequest) => Answer | Promise<Answer>): Route => ({
  method: 'POST',
  handle: (world, { by, payload }, id) => {
    if (by.kind !== 'account') throw new Refusal('malformed', 'No Key ID in JWS header')
    return handle(world, { account: by.account, id, payload })
  },
})

/** By the first part of the path; the second is the id. */
const ROUTES: Readonly<Record<string, Route>> = {
  directory: { method: 'GET', handle: directory },
  terms: { method: 'GET', handle: terms },
  // RFC 8555 §7.2. The nonce itself is put on every answer that can need one.
  'new-nonce': { method: 'GET', handle: (_, method) => ({ status: method === 'HEAD' ? 200 : 204 }) },
  'new-account': {
    method: 'POST',
    handle: (world, { by, payload }) => {
      if (by.kind !== 'key') throw new Refusal('malformed', 'No embedded JWK in JWS header')
      return openAccount(world, by.jwk, by.thumbprint, payload)
    },
  },
  'new-order': forAccount(placeOrder),
  'revoke-cert': { method: 'POST', handle: revoke },
  'key-change': forAccount(changeKey),
  // RFC 9773 §4.1: without a signature.
  'renewal-info': { method: 'GET', handle: (world, _, id) => showRenewalInfo(world, id) },
  unpause: { method: 'GET', handle: (world, _, id) => unpause(world, id) },
  account: forAccount(changeAccount),
  order: forAccount(readOrder),
  authorization: forAccount(changeAuthorization),
  challenge: forAccount(answerChallenge),
  finalize: forAccount(finalize),
  certificate: forAccount(download),
}
/** Those that hold many things, and so have an id. */
const WITH_ID = [
  'account',
  'order',
  'authorization',
  'challenge',
  'finalize',
  'certificate',
  'renewal-info',
  'unpause',
]

export type Found = { readonly route: Route; readonly resource: Resource; readonly id: string }

/** The route of a path and the id in it, or null. */
export function findRoute(path: string): Found | null {
  const { name = '', id = '' } = /^\/(?<name>[a-z-]+)(?:\/(?<id>[A-Za-z0-9_.-]+))?$/.exec(path)?.groups ?? {}
  const route = Object.hasOwn(ROUTES, name) ? ROUTES[name] : undefined
  const resource = RESOURCES.find(
    (each) => each === name.replaceAll(/-[a-z]/g, (dash) => dash.slice(1).toUpperCase()),
  )
  return route && resource && WITH_ID.includes(name) === (id !== '') ? { route, resource, id } : null
}

function directory({ base, settings }: World): Answer {
  const { profiles, caaIdentities, externalAccounts } = settings
  return {
    status: 200,
    body: {
      newNonce: `${base}/new-nonce`,
      newAccount: `${base}/new-account`,
      newOrder: `${base}/new-order`,
      revokeCert: `${base}/revoke-cert`,
      keyChange: `${base}/key-change`,
      renewalInfo: `${base}/renewal-info`,
      // As Boulder: another one each time, so that no client comes to rely on the keys it knows.
      [randomBytes(8).toString('base64url')]: `${base}/terms`,
      meta: {
        termsOfService: `${base}/terms`,
        ...(caaIdentities.length > 0 && { caaIdentities }),
        ...(externalAccounts !== null && { externalAccountRequired: externalAccounts.required }),
        ...(Object.keys(profiles).length > 0 && {
          profiles: Object.fromEntries(
            Object.entries(profiles).map(([name, { description }]) => [name, description]),
          ),
        }),
      },
    },
  }
}

function terms(): Answer {
  return {
    status: 200,
    headers: { 'Content-Type': 'text/plain; charset=utf-8' },
    body: 'This CA is for practice. Its certificates mean nothing to anyone who does not trust its root on purpose.\n',
  }
}

/** What a human does with the link of a pause: opening it ends the pause. */
function unpause(world: World, id: string): Answer {
  const names = world.pauses.end(id)
  if (names === null) throw new Refusal('malformed', 'There is nothing to unpause', { status: 404 })
  world.log({ event: 'unpaused', names })
  return {
    status: 200,
    headers: { 'Content-Type': 'text/plain; charset=utf-8' },
    body: `These may be ordered again: ${names.join(', ')}\n`,
  }
}
