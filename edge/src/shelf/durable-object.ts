// One Durable Object per hostname: the one place where that host's tokens and documents are true.

import { DurableObject } from 'cloudflare:workers'
import type { Kind, Push } from '@wellknown/wire'
import type { Held, Put, Shelf } from './port.ts'
import { createTables, lookupToken, putDocument, readHeld, type Sql } from './sql.ts'

export class HostShelf extends DurableObject {
  readonly #sql: Sql

  constructor(state: DurableObjectState, env: Cloudflare.Env) {
    super(state, env)
    this.#sql = (statement, ...values) => state.storage.sql.exec(statement, ...values).toArray()
    createTables(this.#sql)
  }

  /** Reads the database, not memory: only storage access proves that this instance is still the one (edge.md §1.3). */
  lookup(host: string, token: string, now: number): string | null {
    return lookupToken(this.#sql, host, token, now)
  }

  put(push: Push, sha256: string, nonce: { value: string; expires: number }, now: number): Put {
    return this.ctx.storage.transactionSync(() => putDocument(this.#sql, push, sha256, nonce, now))
  }

  held(host: string, kind: Kind): Held | null {
    return readHeld(this.#sql, host, kind)
  }
}

/** The shelf over a namespace of such objects. */
export function createObjectShelf(namespace: DurableObjectNamespace<HostShelf>): Shelf {
  const at = (host: string) => namespace.getByName(host)
  return {
    lookup: async (host, token, now) => at(host).lookup(host, token, now),
    put: async (push, sha256, nonce, now) => at(push.host).put(push, sha256, nonce, now),
    held: async (host, kind) => at(host).held(host, kind),
  }
}
