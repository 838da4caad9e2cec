import type { Webhook } from '../store/notice-records.ts'
import type { NewNotice } from '../store/notices-port.ts'
import { oneLine } from './words.ts'

/** Tells the owner of an endpoint that it was switched off, and why. */
export function composeDisabled(
  { id, client, url }: Webhook,
  fault: string,
  now: number,
  notice: string,
): NewNotice {
  const told = oneLine(url)
  return {
    id: notice,
    client,
    resource: null,
    type: 'webhook.disabled',
    at: now,
    subject: oneLine(`Webhook switched off: ${URL.parse(url)?.host ?? ''}`),
    text: [
      `We no longer post to your webhook ${told}. ${fault}`,
      'What waited for it was given up; each can be delivered again (POST /cdn/webhooks/{id}/deliveries/{delivery_id}/redeliver).',
      'Once the endpoint answers with a 2xx status again, switch it on: PATCH /cdn/webhooks/{id} with {"active": true}.',
    ].join('\n\n'),
    data: { webhook: id, url: told, fault },
    to: 'everybody',
  }
}
