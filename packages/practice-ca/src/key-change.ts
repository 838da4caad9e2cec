// keyChange (RFC 8555 §7.3.5): the old key signs a request that the new key has signed.

import { z } from 'zod'
import { readJwk, readJws, thumbprintOf, verifyJws } from './jws.ts'
import { readPayload } from './payload.ts'
import { Refusal } from './problem.ts'
import type { AccountRequest, Answer, World } from './world.ts'

const change = z.object({ account: z.string(), oldKey: z.unknown() })

/** Gives the account another key; its URL, its orders and its certificates stay. Throws a Refusal: `conflict`, with the
 *  `Location` of the account that has the key already, or malformed. */
export function changeKey(world: World, { account, payload }: AccountRequest): Answer {
  const inner = readJws(Buffer.from(JSON.stringify(payload)))
  if (!('jwk' in inner.signer)) throw new Refusal('malformed', 'The inner JWS must be signed with jwk')
  const { jwk } = inner.signer
  verifyJws(inner, jwk)
  if (inner.nonce !== null) throw new Refusal('malformed', 'The inner JWS must not have a nonce')
  if (inner.url !== `${world.base}/key-change`)
    throw new Refusal('malformed', 'The inner JWS is for another URL than the outer one')
  const url = `${world.base}/account/${account.id}`
  const wish = readPayload(change, readJson(inner.payload))
  if (wish.account !== url) throw new Refusal('malformed', 'The inner JWS names another account')
  if (thumbprintOf(readJwk(wish.oldKey)) !== account.thumbprint)
    throw new Refusal('malformed', 'The oldKey is not the key of the account')
  const holder = world.accounts.findByKey(thumbprintOf(jwk))
  if (holder) {
    throw new Refusal(
      'conflict',
      'New key is already in use for a different account',
      {},
      {
        Location: `${world.base}/account/${holder.id}`,
      },
    )
  }
  const changed = world.accounts.changeKey(account, jwk)
  world.log({ event: 'key-changed', account: changed.id })
  return { status: 200, headers: { Location: url }, body: { status: changed.status, key: jwk } }
}

function readJson(payload: Buffer): unknown {
  try {
    return JSON.parse(payload.toString('utf8'))
  } catch {
    throw new Refusal('malformed', 'The payload of the inner JWS is not JSON')
  }
}
