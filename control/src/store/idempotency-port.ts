// Requests that create, under keys their clients chose (draft-ietf-httpapi-idempotency-key-header-07).

import type { ClientId } from './records.ts'
import type { Instant } from './words.ts'

export type KeyedRequest = {
  readonly client: ClientId
  readonly key: string
  /** Of the call and its body: the same key with another one is a mistake. */
  readonly fingerprint: string
  readonly started: Instant
  /** Null: it is under way, or was cut off. `body` is sealed. */
  readonly answer: { readonly status: number; readonly body: string } | null
}

export type KeyedRequests = {
  /** Notes that a request begins; null: it may. Else what is known of the one that has the key already. */
  openRequest(request: Omit<KeyedRequest, 'answer'>): Promise<KeyedRequest | null>
  answerRequest(client: ClientId, key: string, answer: NonNullable<KeyedRequest['answer']>): Promise<void>
  /** It made nothing: its key is free again. */
  forgetRequest(client: ClientId, key: string): Promise<void>
  /** Forgets requests that began before an instant. */
  dropRequests(startedBefore: Instant): Promise<void>
}
