import { z } from '@hono/zod-openapi'
import type { WebhookWish } from '../../actions/save-webhook.ts'
import type { Webhook } from '../../store/notice-records.ts'
import { instant, renderInstant, renderInstantOrNull } from './common.ts'
import { noticeType } from './notification.ts'

const LONGEST_URL = 2000

export const webhookChange = z
  .object({
    url: z.string().min(1).max(LONGEST_URL).optional(),
    description: z.string().max(255).optional(),
    /** Null: all kinds. */
    events: z.array(noticeType).min(1, 'Give at least one kind, or null for all').nullish(),
    active: z.boolean().optional(),
  })
  .openapi('WebhookChange')
export const webhookBody = webhookChange.required({ url: true }).openapi('WebhookBody')

export const webhook = z
  .object({
    id: z.string(),
    url: z.string(),
    description: z.string(),
    events: z.array(z.string()).nullable(),
    active: z.boolean(),
    created: instant,
    failing_since: instant.nullable(),
    /** Why it was switched off, if not by its owner. */
    fault: z.string().nullable(),
  })
  .openapi('Webhook')
/** The secret is given once, when it is made. */
export const newWebhook = webhook.extend({ secret: z.string() }).openapi('NewWebhook')

export const readWebhook = ({
  url,
  description,
  events,
  active,
}: z.infer<typeof webhookChange>): WebhookWish => ({
  ...(url !== undefined && { url }),
  ...(description !== undefined && { description }),
  ...(events !== undefined && { events }),
  ...(active !== undefined && { active }),
})

export const renderWebhook = ({
  id,
  url,
  description,
  events,
  active,
  created,
  failingSince,
  fault,
}: Webhook): z.infer<typeof webhook> => ({
  id,
  url,
  description,
  events: events === null ? null : [...events],
  active,
  created: renderInstant(created),
  failing_since: renderInstantOrNull(failingSince),
  fault,
})
