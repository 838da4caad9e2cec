// Replay nonces (RFC 8555 §6.5): each good once, and not always then.

import { randomBytes } from 'node:crypto'

/** Enough for any demo; a forgotten nonce costs its holder one `badNonce` and a retry. */
const MOST_NONCES = 10_000

export type Nonces = {
  issue(): string
  /** Uses a nonce up. False: not ours, used before, forgotten, or refused by chance. */
  take(nonce: string): boolean
}

/** A pool that refuses the share `reject` (0 to 1) of good nonces, as a CA of many machines does now and then. */
export function createNonces(options: { readonly reject: number; readonly random: () => number }): Nonces {
  const open = new Set<string>()
  return {
    issue() {
      const nonce = randomBytes(16).toString('base64url')
      open.add(nonce)
      // A set keeps the order of insertion: the first is the oldest.
      for (const oldest of open) {
        if (open.size <= MOST_NONCES) break
        open.delete(oldest)
      }
      return nonce
    },
    take: (nonce) => open.delete(nonce) && options.random() >= options.reject,
  }
}
