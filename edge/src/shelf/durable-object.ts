// One Durable Object per hostname: the one place where that host's tokens and documents are true.

import { DurableObject } from 'cloudflare:workers'
import { HITS, tokensDocument, type Hit, type Kind, type Push } from '@wellknown/wire'
import { addHit, createHitTables, dropHits, forgetHits, readHits } from './hits.ts'
import type { Held, Put, Shelf } from './port.ts'
import { createTables, isHeld, letsGo, putDocument, readHeld, type Sql } from './sql.ts'

const TOKENS = 'tokens'
type LiveTokens = {
  readonly epoch: number
  readonly rev: number
  readonly live: ReadonlyMap<string, { readonly thumbprint: string; readonly expires: number }>
}

export class HostShelf extends DurableObject {
  readonly #sql: Sql
  #made = false

  constructor(state: DurableObjectState, env: Cloudflare.Env) {
    super(state, env)
    this.#sql = (statement, ...values) => state.storage.sql.exec(statement, ...values).toArray()
    // Strangers ask for any host: one that holds nothing has no table, and leaves nothing behind.
    if (this.#sql("SELECT 1 FROM sqlite_master WHERE name = 'document'").length > 0) {
      this.#make()
      this.#keepTokens()
    }
  }

  #make(): void {
    if (this.#made) return
    createTables(this.#sql)
    createHitTables(this.#sql)
    this.#made = true
  }

  /** Reads the database, not memory: only storage access proves that this instance is still the one (edge.md §1.3). By the
   *  key of its own that a `put` writes: of all that a lookup costs here, a statement would be the most. */
  lookup(token: string, now: number): string | null {
    const live = this.#made ? this.ctx.storage.kv.get<LiveTokens>(TOKENS)?.live.get(token) : undefined
    return live && live.expires > now ? live.thumbprint : null
  }

  /** Reads them out of their document, where the key is not of its revision: a version of this worker that knows no key may
   *  have been here. */
  #keepTokens(): void {
    const { kv } = this.ctx.storage
    const row = this.#sql("SELECT epoch, rev, body FROM document WHERE kind = 'tokens'")[0]
    if (!row) return
    const [epoch, rev] = [Number(row['epoch']), Number(row['rev'])]
    const kept = kv.get<LiveTokens>(TOKENS)
    if (kept?.epoch === epoch && kept.rev === rev) return
    const { entries } = tokensDocument.parse(
      JSON.parse(typeof row['body'] === 'string' ? row['body'] : '{"entries":[]}'),
    )
    const live = new Map(entries.map(({ token, ...each }) => [token, each]))
    kv.put(TOKENS, { epoch, rev, live } satisfies LiveTokens)
  }

  put(push: Push, sha256: string, nonce: { value: string; expires: number }, now: number): Put {
    this.#make()
    const { storage } = this.ctx
    return storage.transactionSync(() => {
      const outcome = putDocument(this.#sql, push, sha256, nonce, now)
      if (push.kind === 'tokens') this.#keepTokens()
      return outcome
    })
  }

  held(host: string, kind: Kind): Held | null {
    return this.#made ? readHeld(this.#sql, host, kind) : null
  }

  isHeld(host: string): boolean {
    return this.#made && isHeld(this.#sql, host)
  }

  async addHit(host: string, hit: Hit): Promise<void> {
    this.#make()
    this.ctx.storage.transactionSync(() => addHit(this.#sql, host, hit))
    await this.#dropLater()
  }

  hits(host: string, now: number): readonly Hit[] {
    return this.#made ? readHits(this.#sql, host, now) : []
  }

  async forgetHits(host: string, now: number): Promise<void> {
    if (!this.#made) return
    this.ctx.storage.transactionSync(() => forgetHits(this.#sql, host, now))
    await this.#dropLater()
  }

  override async alarm(): Promise<void> {
    if (this.#made && dropHits(this.#sql, Date.now())) await this.#dropLater()
  }

  async #dropLater(): Promise<void> {
    const { storage } = this.ctx
    if ((await storage.getAlarm()) === null) await storage.setAlarm(Date.now() + HITS.kept)
  }
}

/** The shelf over a namespace of such objects. */
export function createObjectShelf(namespace: DurableObjectNamespace<HostShelf>): Shelf {
  const at = (host: string) => namespace.getByName(host)
  // A write holds back whatever its object sends next, and no validator shall wait for a note: hits have an object of their
  // own, under a name that no host has.
  const beside = (host: string) => namespace.getByName(`hits ${host}`)
  return {
    lookupIsFree: false,
    lookup: async (host, token, now) => at(host).lookup(token, now),
    put: async (push, sha256, nonce, now) => {
      const outcome = await at(push.host).put(push, sha256, nonce, now)
      // When this fails the push is sent again, and comes here again.
      if (outcome.is === 'held' && letsGo(push)) await beside(push.host).forgetHits(push.host, now)
      return outcome
    },
    held: async (host, kind) => at(host).held(host, kind),
    describe: async () => null,
    note: async (host, hit) => {
      if (await at(host).isHeld(host)) await beside(host).addHit(host, hit)
    },
    hits: async (host, now) => beside(host).hits(host, now),
  }
}
