// What customers are told, and how it gets to them. Deliveries are leased like tasks, but wait in a table of their own:
// an endpoint that hangs must not hold up a certificate (decision 9).

import type * as row from './notice-records.ts'
import type { ClientId, Saved } from './records.ts'
import type { Instant } from './words.ts'

/** A notice and who gets it. */
/** Names that do not pass are reminded of daily for a week (P21). */
export const REMINDED_FOR = 7 * 24 * 60 * 60_000

export type NewNotice = row.Notice & {
  readonly to: 'everybody' | 'mail' | 'webhooks' | { readonly webhook: string }
  /** It ends a trouble that by mail is told of in the daily digest only: no mail where no digest has told of it. */
  readonly endsDigested?: boolean
}

/** A leased delivery with all that is sent. */
export type LeasedDelivery = row.Delivery & { readonly lease: number; readonly told: row.Notice }

/** How a try ended. */
export type DeliveryOutcome = {
  readonly delivery: LeasedDelivery
  readonly status: row.DeliveryStatus
  /** When it is tried again, if it waits. */
  readonly again?: Instant
  readonly entry: row.DeliveryTry | null
  /** Mail: the address itself was refused for good. */
  readonly fault?: string
  /** Webhook: it is switched off, what waits for it fails, and its owner is told, all at once. */
  readonly disable?: { readonly fault: string; readonly notice: NewNotice }
}

export type Notices = {
  /** Queues a notice with its deliveries, in one transaction. */
  addNotice(notice: NewNotice): Promise<void>
  /** The newest thousand of a client, newest first. */
  notices(client: ClientId): Promise<readonly row.Notice[]>
  notice(client: ClientId, id: string): Promise<row.Notice | null>
  deliveriesOf(notices: readonly string[]): Promise<readonly row.Delivery[]>
  /** Clients with resources whose names have not passed for so long that it was told, but for no more than a week, and
   *  who had no digest since `before`. */
  awaitingDigest(before: Instant, now: Instant): Promise<readonly ClientId[]>
  /** One mail for all such resources of a client. `compose` gets those that are told of; null: nothing is sent. */
  digest(
    client: ClientId,
    before: Instant,
    now: Instant,
    compose: (blocked: readonly Saved[]) => NewNotice | null,
  ): Promise<void>
  /** Leases what is due: each client's first before any client's second, one under way per target. */
  claimDeliveries(now: Instant, leaseFor: number, limit: number): Promise<readonly LeasedDelivery[]>
  /** False: the lease was lost and nothing changed. */
  settleDelivery(outcome: DeliveryOutcome): Promise<boolean>
  /** Forgets notices from before an instant, but none that still waits. */
  dropNotices(before: Instant): Promise<void>

  notificationSettings(client: ClientId): Promise<row.NotificationSettings>
  saveNotificationSettings(
    client: ClientId,
    change: { readonly recipients?: readonly string[]; readonly muted?: readonly row.NoticeType[] },
  ): Promise<void>

  createWebhook(webhook: row.Webhook, secret: row.WebhookSecret): Promise<void>
  webhook(client: ClientId, id: string): Promise<row.Webhook | null>
  webhooks(client: ClientId): Promise<readonly row.Webhook[]>
  /** Switched on again, it starts without a fault. */
  updateWebhook(
    client: ClientId,
    id: string,
    change: Partial<Pick<row.Webhook, 'url' | 'description' | 'events' | 'active'>>,
  ): Promise<row.Webhook | null>
  /** With its secrets and deliveries. */
  deleteWebhook(client: ClientId, id: string): Promise<boolean>
  /** Those that sign now, newest first. */
  webhookSecrets(webhook: string, now: Instant): Promise<readonly row.WebhookSecret[]>
  /** The new one signs beside the newest of the old until `overlap`; others end. */
  rotateSecret(secret: row.WebhookSecret, overlap: Instant): Promise<void>
  /** The newest hundred of a webhook. */
  webhookDeliveries(webhook: string): Promise<readonly (row.Delivery & { readonly told: row.Notice })[]>
  /** Once more from the start, under the same id; false: there is none, or it waits already. */
  redeliver(webhook: string, delivery: number, at: Instant): Promise<boolean>
}
