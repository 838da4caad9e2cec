// API tokens: nobody gives or takes away more than they have.

import type { ApiToken, ClientId, Role } from '../store/records.ts'
import type { World } from '../world.ts'
import { issueToken } from './issue-token.ts'
import { notFound, Refusal, refuseField, refuseObject } from './refusal.ts'

const RANK: Readonly<Record<Role, number>> = { read: 0, write: 1, admin: 2, operator: 3 }
/** More are forgotten ones. */
const MOST_TOKENS = 200

/** May a token of role `has` do what wants `wants`? */
export const mayAs = (has: Role, wants: Role): boolean => RANK[has] >= RANK[wants]

export type TokenWish = {
  readonly name: string
  readonly role?: Role | undefined
  /** An RFC 3339 time; null: it does not end. */
  readonly expires?: string | null | undefined
}

/** Makes a token for a client, on the word of one that has the token `by`. Its text is given once. Throws a Refusal. */
export async function createToken(
  world: Pick<World, 'store' | 'now'>,
  by: Pick<ApiToken, 'role'>,
  client: ClientId,
  { name, role = 'write', expires: until }: TokenWish,
): Promise<{ readonly token: ApiToken; readonly text: string }> {
  if (!(await world.store.client(client))) throw notFound()
  if (!mayAs(by.role, role)) throw refuseField('role', 'Only an operator can make an operator’s token.')
  const expires = until ? Date.parse(until) : null
  if (expires !== null && expires <= world.now()) {
    throw refuseField('expires', 'Give a time in the future, or null.')
  }
  if ((await world.store.tokens(client)).length >= MOST_TOKENS) {
    throw refuseObject(`A client has at most ${MOST_TOKENS} tokens. Delete those that are not used any more.`)
  }
  return issueToken(world, { client, name, role, expires })
}

/** It is good for nothing from now on. Throws a Refusal. */
export async function deleteToken(
  world: Pick<World, 'store'>,
  by: Pick<ApiToken, 'role'>,
  client: ClientId,
  id: number,
): Promise<void> {
  const found = (await world.store.tokens(client)).find((each) => each.id === id)
  if (!found) throw notFound()
  if (!mayAs(by.role, found.role)) {
    throw new Refusal(403, { message: 'Only an operator can delete an operator’s token.' })
  }
  if (!(await world.store.deleteToken(client, id))) throw notFound()
}
