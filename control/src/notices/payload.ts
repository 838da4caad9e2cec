// A notice as a webhook by the Standard Webhooks specification (1.0): what is posted, and how it is signed.

import { Webhook } from 'standardwebhooks'
import type { WebhookPost } from '../adapters/webhook/port.ts'
import type { Notice } from '../store/notice-records.ts'

/** `secrets` are the live ones, `whsec_…`: each signs, so that a receiver may change its own at any time. */
export function postOf(
  { id, type, at, data }: Notice,
  url: string,
  secrets: readonly string[],
  now: number,
): WebhookPost {
  const body = JSON.stringify({ type, timestamp: new Date(at).toISOString(), data })
  const sent = new Date(now)
  const signatures = secrets.map((secret) => new Webhook(secret).sign(id, sent, body))
  return {
    url,
    headers: {
      'content-type': 'application/json',
      'user-agent': 'wellknown-webhooks/1',
      'webhook-id': id,
      'webhook-timestamp': String(Math.floor(now / 1000)),
      'webhook-signature': signatures.join(' '),
    },
    body,
  }
}
