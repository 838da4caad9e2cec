// A customer's endpoint, in our words.

export type WebhookPost = {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** `detail` is the beginning of the answer, or why there is none: one bounded line. `refused`: the URL leads where we do
 *  not go. Whatever is no `answered` may have arrived all the same. */
export type WebhookAnswer = { readonly milliseconds: number; readonly detail: string } &
  /** `retryAfter`: the milliseconds it asks us to wait (RFC 9110 §10.2.3). */
  (
    | { readonly is: 'answered'; readonly status: number; readonly retryAfter?: number }
    | { readonly is: 'unreachable' }
    | { readonly is: 'refused' }
  )

export type Webhooks = {
  /** Posts once, bounded in time and in what is read; follows no redirect, and connects to no address but those that
   *  were judged. Never throws. */
  post(post: WebhookPost): Promise<WebhookAnswer>
}
