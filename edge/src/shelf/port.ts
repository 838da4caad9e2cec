// The shelf: what an edge holds, host by host. Reads are strongly consistent: what `put` has acknowledged, every later
// read sees, wherever it runs.

import type { Hit, Kind, Push, Self } from '@wellknown/wire'

export type Held = {
  readonly epoch: number
  readonly rev: number
  readonly sha256: string
  /** JSON; null once deleted: the revision stays, so that a late push cannot bring it back. */
  readonly document: string | null
}

export type Put =
  | { readonly is: 'held'; readonly held: Held }
  /** The nonce was seen before. Nothing is written. */
  | { readonly is: 'replayed' }
  /** An equal or newer revision is held. Nothing is written. */
  | { readonly is: 'stale'; readonly held: { readonly epoch: number; readonly rev: number } }

export type Shelf = {
  /** A lookup that nobody has pushed anything for asks no store: however many there are, none need be refused. */
  readonly lookupIsFree: boolean
  /** The thumbprint to answer `token` with on this host; null when it is not live at `now`. Rejects when the store fails. */
  lookup(host: string, token: string, now: number): Promise<string | null>
  /** Nonce, revision and write in one atomic block. The same revision with the same content again is `held`. The nonce
   *  is remembered past its `expires` (seconds). */
  put(
    push: Push,
    sha256: string,
    nonce: { readonly value: string; readonly expires: number },
    now: number,
  ): Promise<Put>
  held(host: string, kind: Kind): Promise<Held | null>
  /** Which shelf this is, and the newest revision on it; null where there is none for all hosts. */
  describe(): Promise<NonNullable<Self['shelf']> | null>
  /** Puts a hit into the host's ring (HITS), where the host holds anything. It may be seen later, and a crash may lose it:
   *  nobody waits for it. A `put` that takes the host's configuration away forgets its hits. */
  note(host: string, hit: Hit): Promise<void>
  /** Those that are kept at `now`, oldest first. */
  hits(host: string, now: number): Promise<readonly Hit[]>
}
