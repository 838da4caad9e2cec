import type { NoticeType, NotificationSettings } from '../store/notice-records.ts'
import type { World } from '../world.ts'
import { refuseField } from './refusal.ts'

export const MOST_RECIPIENTS = 10

export type NotificationWish = {
  readonly recipients?: readonly string[] | undefined
  /** Which kinds are mailed; those not named stay as they are. */
  readonly events?: Readonly<Partial<Record<NoticeType, boolean>>> | undefined
}

/** Changes who is mailed, and of what. Who is struck off gets nothing more. */
export async function changeNotifications(
  { store }: Pick<World, 'store'>,
  client: number,
  { recipients, events }: NotificationWish,
): Promise<NotificationSettings> {
  const unlike = [...new Map(recipients?.map((address) => [address.toLowerCase(), address])).values()]
  if (recipients && unlike.length < recipients.length) {
    throw refuseField('recipients', 'Name each address once.')
  }
  const { muted } = await store.notificationSettings(client)
  const next = new Set(muted)
  for (const [type, mailed] of Object.entries(events ?? {}) as [NoticeType, boolean][]) {
    if (mailed) next.delete(type)
    else next.add(type)
  }
  await store.saveNotificationSettings(client, {
    ...(recipients && { recipients }),
    ...(events && { muted: [...next] }),
  })
  return store.notificationSettings(client)
}
