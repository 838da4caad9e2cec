// The PoPs, as the work speaks to them: pushes with receipts on the admin side, eyes on the public side.

import type { Hit, Push, Receipt, Refusal, Self } from '@wellknown/wire'
import type { Pop } from '../../store/records.ts'

export type Pushed =
  | { readonly is: 'held'; readonly receipt: Receipt }
  | { readonly is: 'refused'; readonly refusal: Refusal }
  /** No answer, or none that makes sense: it may have happened all the same. */
  | { readonly is: 'unreachable'; readonly detail: string }

export type Served =
  | { readonly is: 'served'; readonly serial: string; readonly names: readonly string[] }
  /** The handshake was refused, or hung up on: no certificate for that name. */
  | { readonly is: 'none'; readonly detail: string }
  | { readonly is: 'unreachable'; readonly detail: string }

/** What a PoP's public HTTP listener answers for a token. */
export type ReadBack =
  | { readonly is: 'answered'; readonly status: number; readonly text: string }
  | { readonly is: 'unreachable'; readonly detail: string }
  /** We lack this address family. */
  | { readonly is: 'no-route' }

/** What an answer over HTTPS told a visitor's browser to remember (RFC 6797). */
export type HstsSeen =
  /** `maxAge` in seconds. */
  | { readonly is: 'sent'; readonly maxAge: number }
  | { readonly is: 'not-sent' }
  | { readonly is: 'unreachable'; readonly detail: string }

export type HitsTold =
  /** Oldest first; a PoP of a version that keeps none tells none. */
  | { readonly is: 'told'; readonly hits: readonly Hit[] }
  | { readonly is: 'unreachable'; readonly detail: string }

export type Edge = {
  /** Puts a whole document on one PoP. Doing it twice changes nothing. Signed; bounded in time. */
  push(pop: Pop, push: Push): Promise<Pushed>
  self(pop: Pop): Promise<Self | { readonly is: 'unreachable'; readonly detail: string }>
  /** Asks one of its HTTP addresses for a token of `host`, as a validator does that was led there. */
  readBack(pop: Pop, address: string, host: string, token: string): Promise<ReadBack>
  /** Who has asked this PoP lately for tokens of `host`: bounded and cleaned, whoever wrote it there. */
  hits(pop: Pop, host: string): Promise<HitsTold>
  /** Which certificate does this PoP serve for `host`? A fresh TLS session on one of its TLS addresses, never resumed. */
  observe(pop: Pop, address: string, host: string): Promise<Served>
  /** Does the front page of `host` send Strict-Transport-Security? Asked over TLS on one of its TLS addresses. */
  lookForHsts(pop: Pop, address: string, host: string): Promise<HstsSeen>
}
