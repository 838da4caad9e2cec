import { createHash, randomBytes } from 'node:crypto'
import type { ApiToken, Role } from '../store/records.ts'
import type { World } from '../world.ts'

/** What is kept of an API token. It has 256 random bits, so a plain digest is enough. */
export const hashOfToken = (token: string): string => createHash('sha256').update(token).digest('hex')

/** Makes an API token for a client. Its text is given once and kept nowhere. */
export async function issueToken(
  world: Pick<World, 'store' | 'now'>,
  wish: {
    readonly client: number
    readonly name: string
    readonly role: Role
    readonly expires: number | null
  },
): Promise<{ readonly token: ApiToken; readonly text: string }> {
  const text = `${wish.client}$${randomBytes(32).toString('base64url')}`
  const token = await world.store.createToken({ ...wish, hash: hashOfToken(text) }, world.now())
  return { token, text }
}
