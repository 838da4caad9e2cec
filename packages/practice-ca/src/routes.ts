// Every path of the CA, the methods it takes and who must sign.

import { changeAccount, openAccount } from './account-routes.ts'
import { download, finalize, revoke } from './certificate-routes.ts'
import { answerChallenge, changeAuthorization, placeOrder, readOrder } from './order-routes.ts'
import { Refusal } from './problem.ts'
import type { AccountRequest, Answer, Signed, World } from './world.ts'

export type Route =
  | { readonly method: 'GET'; readonly handle: (world: World, method: string) => Answer }
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
  account: forAccount(changeAccount),
  order: forAccount(readOrder),
  authorization: forAccount(changeAuthorization),
  challenge: forAccount(answerChallenge),
  finalize: forAccount(finalize),
  certificate: forAccount(download),
}
/** Those that hold many things, and so have an id. */
const WITH_ID = ['account', 'order', 'authorization', 'challenge', 'finalize', 'certificate']

/** The route of a path and the id in it, or null. */
export function findRoute(path: string): { readonly route: Route; readonly id: string } | null {
  const { name = '', id = '' } = /^\/(?<name>[a-z-]+)(?:\/(?<id>[A-Za-z0-9_-]+))?$/.exec(path)?.groups ?? {}
  const route = Object.hasOwn(ROUTES, name) ? ROUTES[name] : undefined
  return route && WITH_ID.includes(name) === (id !== '') ? { route, id } : null
}

function directory({ base }: World): Answer {
  return {
    status: 200,
    body: {
      newNonce: `${base}/new-nonce`,
      newAccount: `${base}/new-account`,
      newOrder: `${base}/new-order`,
      revokeCert: `${base}/revoke-cert`,
      meta: { termsOfService: `${base}/terms` },
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
