// A challenge's id: its authorization's for the first one, with the method behind it for the others.

import { METHODS, type Method } from './orders.ts'

const [FIRST] = METHODS

export const challengeIdOf = (authorization: string, method: Method): string =>
  method === FIRST ? authorization : `${authorization}.${method}`

export function readChallengeId(text: string): { readonly authorization: string; readonly method: Method } {
  const method = METHODS.find((each) => text.endsWith(`.${each}`)) ?? FIRST
  return { authorization: method === FIRST ? text : text.slice(0, -method.length - 1), method }
}
