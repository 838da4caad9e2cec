// Names that an account may not order until somebody has opened a link: neither time nor the API ends a pause.

import { randomBytes } from 'node:crypto'
import { Refusal } from './problem.ts'

export type Pauses = {
  pause(account: string, name: string): void
  /** Throws a Refusal `rateLimited`, without `Retry-After` as Boulder does, if any of the names is paused. */
  check(account: string, names: readonly string[]): void
  /** Ends all pauses of the account whose link has this id; null for an unknown id, else the names. */
  end(id: string): readonly string[] | null
}

/** @param linkOf the link that ends a pause, by its id */
export function createPauses(linkOf: (id: string) => string): Pauses {
  const paused = new Map<string, Set<string>>()
  /** id → account */
  const links = new Map<string, string>()
  return {
    pause: (account, name) => void paused.set(account, (paused.get(account) ?? new Set()).add(name)),
    check(account, names) {
      const hit = names.filter((name) => paused.get(account)?.has(name))
      if (hit.length === 0) return
      const known = [...links].find(([, each]) => each === account)?.[0]
      const id = known ?? randomBytes(16).toString('base64url')
      links.set(id, account)
      throw new Refusal(
        'rateLimited',
        `Your account is temporarily prevented from requesting certificates for ${hit.join(', ')}. Please visit: ${linkOf(id)}`,
      )
    },
    end(id) {
      const account = links.get(id)
      if (account === undefined) return null
      links.delete(id)
      const names = [...(paused.get(account) ?? [])]
      paused.delete(account)
      return names
    },
  }
}
