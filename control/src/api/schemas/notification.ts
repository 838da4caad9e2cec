import { z } from '@hono/zod-openapi'
import { MOST_RECIPIENTS } from '../../actions/change-notifications.ts'
import {
  NOTICE_TYPES,
  type Delivery,
  type Notice,
  type NoticeType,
  type NotificationSettings,
} from '../../store/notice-records.ts'
import { instant, renderInstant, renderInstantOrNull } from './common.ts'

export const noticeType = z.enum(NOTICE_TYPES, { error: `Give one of ${NOTICE_TYPES.join(', ')}` })
const ANY_TYPES = [...NOTICE_TYPES, 'webhook.test'] as const
export const anyType = z.enum(ANY_TYPES, { error: `Give one of ${ANY_TYPES.join(', ')}` })

const LONGEST_ADDRESS = 254
const address = z
  .string()
  .max(LONGEST_ADDRESS)
  // One plain address: a line break, comma or angle bracket could make it more than one, or a header.
  .regex(
    /^[^\s@<>,;:"()[\]\\\p{C}]+@[A-Za-z0-9.-]+\.[A-Za-z0-9-]+$/u,
    'Give mail addresses such as team@example.com',
  )
  // Described without the flag and the class that a pattern of JSON Schema has no word for.
  .openapi({ pattern: '^[^\\s@<>,;:"()\\[\\]\\\\]+@[A-Za-z0-9.-]+\\.[A-Za-z0-9-]+$' })

export const settingsBody = z
  .object({
    recipients: z.array(address).max(MOST_RECIPIENTS, `At most ${MOST_RECIPIENTS} recipients`).optional(),
    events: z.partialRecord(noticeType, z.boolean()).optional(),
  })
  .openapi('NotificationSettingsBody')
export const settings = z
  .object({
    recipients: z.array(
      z.object({
        address: z.string(),
        /** The mail server refused this address for good, the last time. */
        fault: z.string().nullable(),
        fault_at: instant.nullable(),
      }),
    ),
    events: z.record(z.string(), z.boolean()),
    mail_server: z.boolean(),
  })
  .openapi('NotificationSettings')

export const deliveryStatus = z.enum(['waiting', 'delivered', 'failed', 'kept'], {
  error: 'Give waiting, delivered, failed or kept',
})
export const delivery = z
  .object({
    id: z.int(),
    notice: z.string(),
    channel: z.enum(['mail', 'webhook']),
    target: z.string(),
    status: deliveryStatus,
    next_try: instant.nullable(),
    tries: z.array(
      z.object({ at: instant, status: z.int().nullable(), milliseconds: z.int(), detail: z.string() }),
    ),
  })
  .openapi('Delivery')

export const notice = z
  .object({
    id: z.string(),
    type: anyType,
    at: instant,
    resource: z.int().nullable(),
    subject: z.string(),
    text: z.string(),
    data: z.record(z.string(), z.unknown()),
    deliveries: z.array(delivery),
  })
  .openapi('Notice')

export const renderSettings = (
  { recipients, muted }: NotificationSettings,
  mailServer: boolean,
): z.infer<typeof settings> => ({
  recipients: recipients.map(({ address: to, fault, faultAt }) => ({
    address: to,
    fault,
    fault_at: renderInstantOrNull(faultAt),
  })),
  events: Object.fromEntries(NOTICE_TYPES.map((type: NoticeType) => [type, !muted.includes(type)])),
  mail_server: mailServer,
})

export const renderDelivery = ({
  runAt,
  log,
  tries: _tries,
  ...each
}: Delivery): z.infer<typeof delivery> => ({
  id: each.id,
  notice: each.notice,
  channel: each.channel,
  target: each.target,
  status: each.status,
  next_try: each.status === 'waiting' ? renderInstant(runAt) : null,
  tries: log.map((entry) => ({ ...entry, at: renderInstant(entry.at) })),
})

export const renderNotice = (
  { id, type, at, resource, subject, text, data }: Notice,
  deliveries: readonly Delivery[],
): z.infer<typeof notice> => ({
  id,
  type,
  at: renderInstant(at),
  resource,
  subject,
  text,
  data,
  deliveries: deliveries.filter((each) => each.notice === id).map(renderDelivery),
})
