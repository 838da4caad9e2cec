// What customers are told, row by row.

import type { ClientId, Options, ResourceId } from './records.ts'
import type { Instant } from './words.ts'

/** Kinds of notices, as webhooks, switches and lists name them. */
export const NOTICE_TYPES = [
  'certificate.issue_failed',
  'certificate.renewal_failed',
  'certificate.pre_validation_failed',
  'certificate.expiring',
  'certificate.expired',
  'certificate.left',
  'certificate.recovered',
  'resource.suspended',
  'resource.resumed',
  'webhook.disabled',
] as const
/** A test is asked for, and cannot be switched off. */
export type NoticeType = (typeof NOTICE_TYPES)[number] | 'webhook.test'

/** A message as it is told: `subject` and `text` to people, `data` to programs. */
export type Notice = {
  /** Stable: mails carry it as Message-ID and webhooks as webhook-id, however often they are sent. */
  readonly id: string
  readonly client: ClientId
  /** Null: it is of no single resource. */
  readonly resource: ResourceId | null
  readonly type: NoticeType
  readonly at: Instant
  readonly subject: string
  readonly text: string
  readonly data: Options
}

/** One try of a delivery. */
export type DeliveryTry = {
  readonly at: Instant
  /** The status of HTTP or SMTP; null: there was no answer. */
  readonly status: number | null
  readonly milliseconds: number
  /** The beginning of the answer, or why there is none. */
  readonly detail: string
}

/** `kept`: there is no mail server, so it can only be read here. */
export type DeliveryStatus = 'waiting' | 'delivered' | 'failed' | 'kept'

export type Delivery = {
  readonly id: number
  readonly notice: string
  readonly channel: 'mail' | 'webhook'
  /** A mail address, or the id of a webhook. */
  readonly target: string
  readonly status: DeliveryStatus
  /** When it is tried next, while it waits. */
  readonly runAt: Instant
  readonly tries: number
  readonly log: readonly DeliveryTry[]
}

export type Recipient = {
  readonly address: string
  /** Why the mail server refused this address for good, the last time; null: it did not. */
  readonly fault: string | null
  readonly faultAt: Instant | null
}

export type NotificationSettings = {
  readonly recipients: readonly Recipient[]
  /** What is not mailed. */
  readonly muted: readonly NoticeType[]
}

export type Webhook = {
  readonly id: string
  readonly client: ClientId
  readonly url: string
  readonly description: string
  /** Null: all. */
  readonly events: readonly NoticeType[] | null
  readonly active: boolean
  readonly created: Instant
  /** The first failure since the last success. */
  readonly failingSince: Instant | null
  /** Why it was switched off, if not by its owner. */
  readonly fault: string | null
}

/** A signing secret, sealed under the master key; `until` is when it ends, where another took its place. */
export type WebhookSecret = {
  readonly id: string
  readonly webhook: string
  readonly sealedKey: string
  readonly created: Instant
  readonly until: Instant | null
}
