import { and, desc, eq, gt, isNull, lte, ne, notInArray, or } from 'drizzle-orm'
import type { Orm } from './database.ts'
import { toDelivery } from './notices.ts'
import type { Notices } from './notices-port.ts'
import { delivery, notice, notificationSetting, recipient, webhook, webhookSecret } from './notice-schema.ts'

type Kept = Pick<
  Notices,
  | 'notificationSettings'
  | 'saveNotificationSettings'
  | 'createWebhook'
  | 'webhook'
  | 'webhooks'
  | 'updateWebhook'
  | 'deleteWebhook'
  | 'webhookSecrets'
  | 'rotateSecret'
  | 'webhookDeliveries'
  | 'redeliver'
>

const NEWEST = 100

/** Who is told: recipients of mail with their switches, and webhooks with their secrets and logs. */
export function webhooksIn(db: Orm): Kept {
  const mine = (client: number, id: string) => and(eq(webhook.client, client), eq(webhook.id, id))
  return {
    notificationSettings: async (client) => {
      const found = db.select().from(notificationSetting).where(eq(notificationSetting.client, client)).get()
      const recipients = db.select().from(recipient).where(eq(recipient.client, client)).all()
      return {
        recipients: recipients.map(({ address, fault, faultAt }) => ({ address, fault, faultAt })),
        muted: found?.muted ?? [],
      }
    },
    saveNotificationSettings: async (client, { recipients, muted }) =>
      db.transaction(
        (tx) => {
          if (muted) {
            tx.insert(notificationSetting)
              .values({ client, muted, digested: null })
              .onConflictDoUpdate({ target: notificationSetting.client, set: { muted } })
              .run()
          }
          if (!recipients) return
          const others = [...recipients]
          tx.delete(recipient)
            .where(and(eq(recipient.client, client), notInArray(recipient.address, others)))
            .run()
          for (const address of recipients)
            tx.insert(recipient).values({ client, address }).onConflictDoNothing().run()
          // Who is struck off gets nothing more, not even what waited.
          tx.delete(delivery)
            .where(
              and(
                eq(delivery.client, client),
                eq(delivery.channel, 'mail'),
                eq(delivery.status, 'waiting'),
                notInArray(delivery.target, others),
              ),
            )
            .run()
        },
        { behavior: 'immediate' },
      ),
    createWebhook: async (made, secret) =>
      db.transaction(
        (tx) => {
          tx.insert(webhook).values(made).run()
          tx.insert(webhookSecret).values(secret).run()
        },
        { behavior: 'immediate' },
      ),
    webhook: async (client, id) => db.select().from(webhook).where(mine(client, id)).get() ?? null,
    webhooks: async (client) =>
      db.select().from(webhook).where(eq(webhook.client, client)).orderBy(webhook.created, webhook.id).all(),
    updateWebhook: async (client, id, change) =>
      db
        .update(webhook)
        // With the id: a change of nothing is one too.
        .set({ ...change, ...(change.active && { failingSince: null, fault: null }), id })
        .where(mine(client, id))
        .returning()
        .get() ?? null,
    deleteWebhook: async (client, id) =>
      db.transaction(
        (tx) => {
          if (tx.delete(webhook).where(mine(client, id)).run().changes === 0) return false
          tx.delete(delivery).where(eq(delivery.target, id)).run()
          return true
        },
        { behavior: 'immediate' },
      ),
    webhookSecrets: async (of, now) =>
      db
        .select()
        .from(webhookSecret)
        .where(
          and(eq(webhookSecret.webhook, of), or(isNull(webhookSecret.until), gt(webhookSecret.until, now))),
        )
        .orderBy(desc(webhookSecret.created))
        .all(),
    rotateSecret: async (secret, overlap) =>
      db.transaction(
        (tx) => {
          const same = eq(webhookSecret.webhook, secret.webhook)
          tx.delete(webhookSecret)
            .where(and(same, lte(webhookSecret.until, overlap)))
            .run()
          tx.insert(webhookSecret).values(secret).run()
          tx.update(webhookSecret)
            .set({ until: overlap })
            .where(and(same, ne(webhookSecret.id, secret.id)))
            .run()
        },
        { behavior: 'immediate' },
      ),
    webhookDeliveries: async (of) =>
      db
        .select()
        .from(delivery)
        .innerJoin(notice, eq(notice.id, delivery.notice))
        .where(and(eq(delivery.target, of), eq(delivery.channel, 'webhook')))
        .orderBy(desc(delivery.id))
        .limit(NEWEST)
        .all()
        .map((found) => ({ ...toDelivery(found.delivery), told: found.notice })),
    redeliver: async (of, id, at) =>
      db
        .update(delivery)
        .set({ status: 'waiting', runAt: at, tries: 0, leasedUntil: null })
        .where(and(eq(delivery.id, id), eq(delivery.target, of), ne(delivery.status, 'waiting')))
        .run().changes > 0,
  }
}
