// Delivers notices: leases what is due, sends it, and settles it with what came of it. A delivery whose worker dies is
// taken over when its lease ends, under the same id.

import { backoff } from '@wellknown/lifecycle'
import type { MailAnswer } from '../adapters/mail/port.ts'
import type { WebhookAnswer } from '../adapters/webhook/port.ts'
import { letterOf } from '../notices/letter.ts'
import { postOf } from '../notices/payload.ts'
import { composeDisabled } from '../notices/disabled.ts'
import type { Webhook } from '../store/notice-records.ts'
import type { DeliveryOutcome, LeasedDelivery } from '../store/notices-port.ts'
import type { World } from '../world.ts'

const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** Longer than any exchange may take. */
const LEASE_MS = 60 * SECOND
const SIDE_BY_SIDE = 16
/** Waits between the tries of a webhook: somewhat over a day, as the Standard Webhooks specification advises. */
const WEBHOOK_WAITS = [5 * SECOND, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 5 * HOUR, 10 * HOUR, 10 * HOUR]
/** An endpoint that has failed for so long is switched off. */
const DISABLE_AFTER = 3 * DAY
/** A letter that no mail server takes is given up after this. */
const MAIL_GIVEN_UP_AFTER = 3 * DAY
const GONE = 410

export type Postman = {
  /** Leases what is due and sends it; gives how many were sent. */
  turn(): Promise<number>
}

/** Its `turn` may be called at any time, also while another is under way. */
export function createPostman(world: World): Postman {
  let underWay = 0

  async function perform(delivery: LeasedDelivery): Promise<void> {
    try {
      const outcome = delivery.channel === 'mail' ? await mail(world, delivery) : await post(world, delivery)
      await world.store.settleDelivery(outcome)
    } catch (error) {
      const told = error instanceof Error ? `${error.name}: ${error.message}` : 'unknown'
      world.log({ event: 'delivery-failed', delivery: delivery.id, error: told })
    }
  }

  return {
    async turn() {
      const deliveries = await world.store.claimDeliveries(world.now(), LEASE_MS, SIDE_BY_SIDE - underWay)
      underWay += deliveries.length
      await Promise.all(
        deliveries.map(async (delivery) => {
          await perform(delivery)
          underWay--
        }),
      )
      return deliveries.length
    },
  }
}

async function mail(world: World, delivery: LeasedDelivery): Promise<DeliveryOutcome> {
  if (world.mail === null) return { delivery, status: 'kept', entry: null }
  const begun = world.now()
  const { told } = delivery
  const answer: MailAnswer = await world.mail.send(letterOf(told, delivery.target, world.policy.mailFrom))
  const { status, detail } = answer
  const entry = { at: begun, status, milliseconds: world.now() - begun, detail }
  switch (answer.is) {
    case 'accepted':
      return { delivery, status: 'delivered', entry }
    case 'refused':
      return { delivery, status: 'failed', entry, ...(answer.about === 'address' && { fault: detail }) }
    case 'unavailable': {
      const again = world.now() + Math.min(6 * HOUR, backoff(delivery.tries + 1))
      const late = again - told.at > MAIL_GIVEN_UP_AFTER
      world.log({ event: 'mail-unavailable', level: 'alarm', delivery: delivery.id, status, detail })
      return late ? { delivery, status: 'failed', entry } : { delivery, status: 'waiting', again, entry }
    }
  }
}

async function post(world: World, delivery: LeasedDelivery): Promise<DeliveryOutcome> {
  const { told, target } = delivery
  const webhook = await world.store.webhook(told.client, target)
  // A test is wanted of one that is switched off, too.
  if (!webhook || (!webhook.active && told.type !== 'webhook.test')) {
    return { delivery, status: 'failed', entry: null }
  }
  const begun = world.now()
  const sealed = await world.store.webhookSecrets(target, begun)
  const secrets = sealed.map(({ id, sealedKey }) => world.sealer.open(sealedKey, `webhook-secret ${id}`))
  const answer = await world.webhooks.post(postOf(told, webhook.url, secrets, begun))
  const status = answer.is === 'answered' ? answer.status : null
  const entry = { at: begun, status, milliseconds: answer.milliseconds, detail: answer.detail }
  if (status !== null && status >= 200 && status < 300) return { delivery, status: 'delivered', entry }
  const wait = WEBHOOK_WAITS[delivery.tries]
  const fault = faultOf(answer, webhook, begun, wait === undefined)
  if (fault !== null && webhook.active) {
    const notice = composeDisabled(webhook, fault, begun, world.id())
    return { delivery, status: 'failed', entry, disable: { fault, notice } }
  }
  // Who asks for a test is waiting for the answer, not for the next day.
  if (wait === undefined || told.type === 'webhook.test') return { delivery, status: 'failed', entry }
  return { delivery, status: 'waiting', again: world.now() + Math.max(wait, askedFor(answer)), entry }
}

/** How long an endpoint that is busy asks us to wait: believed for a day at most. */
const askedFor = (answer: WebhookAnswer): number =>
  answer.is === 'answered' && (answer.status === 429 || answer.status === 503)
    ? Math.min(answer.retryAfter ?? 0, DAY)
    : 0

/** Why this endpoint is switched off now; null: it is not. */
function faultOf(
  answer: WebhookAnswer,
  { failingSince }: Webhook,
  now: number,
  last: boolean,
): string | null {
  if (answer.is === 'answered' && answer.status === GONE) return 'It answered 410 Gone.'
  if (!last || failingSince === null || now - failingSince < DISABLE_AFTER) return null
  return `It has failed since ${new Date(failingSince).toISOString()}.`
}
