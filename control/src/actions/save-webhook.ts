import { randomBytes } from 'node:crypto'
import { isIP } from 'node:net'
import { isPublicAddress, readAllowance } from '@wellknown/hostname/address'
import type { NoticeType, Webhook, WebhookSecret } from '../store/notice-records.ts'
import type { World } from '../world.ts'
import { notFound, refuseField, refuseObject } from './refusal.ts'

export const MOST_WEBHOOKS = 10
/** Standard Webhooks 1.0: 24 to 64 bytes. */
const SECRET_BYTES = 32
/** How long the secret before the newest signs as well. */
const OVERLAP = 24 * 60 * 60_000

export type WebhookWish = Partial<Pick<Webhook, 'url' | 'description' | 'active'>> & {
  /** Null: all kinds. */
  readonly events?: readonly NoticeType[] | null
}

/** A new endpoint; its secret is given once, here. */
export async function createWebhook(
  world: World,
  client: number,
  { url, description = '', events = null, active = true }: WebhookWish & { readonly url: string },
): Promise<{ readonly webhook: Webhook; readonly secret: string }> {
  checkUrl(world, url)
  if ((await world.store.webhooks(client)).length >= MOST_WEBHOOKS) {
    throw refuseObject(`There are ${MOST_WEBHOOKS} webhooks already. Delete one first.`)
  }
  const created = world.now()
  const webhook = { id: world.id(), client, url, description, events, active, created }
  const whole: Webhook = { ...webhook, failingSince: null, fault: null }
  const { text, secret } = makeSecret(world, webhook.id)
  await world.store.createWebhook(whole, secret)
  return { webhook: whole, secret: text }
}

/** Throws a Refusal where the client has none such. */
export async function findWebhook(
  { store }: Pick<World, 'store'>,
  client: number,
  id: string,
): Promise<Webhook> {
  const found = await store.webhook(client, id)
  if (!found) throw notFound()
  return found
}

export async function changeWebhook(
  world: World,
  client: number,
  id: string,
  wish: WebhookWish,
): Promise<Webhook> {
  await findWebhook(world, client, id)
  if (wish.url !== undefined) checkUrl(world, wish.url)
  const changed = await world.store.updateWebhook(client, id, wish)
  if (!changed) throw notFound()
  return changed
}

/** A new secret; the one before it signs for another day, so that the receiver may change over at leisure. */
export async function rotateSecret(world: World, client: number, id: string): Promise<string> {
  await findWebhook(world, client, id)
  const { text, secret } = makeSecret(world, id)
  await world.store.rotateSecret(secret, world.now() + OVERLAP)
  return text
}

/** Queues a notice of type `webhook.test` for this endpoint alone; gives its id. */
export async function testWebhook(world: World, client: number, id: string): Promise<string> {
  await findWebhook(world, client, id)
  const notice = world.id()
  await world.store.addNotice({
    id: notice,
    client,
    resource: null,
    type: 'webhook.test',
    at: world.now(),
    subject: 'Test',
    text: 'A test of your webhook. Nothing has happened.',
    data: { webhook: id },
    to: { webhook: id },
  })
  return notice
}

/** Sends one delivery again from the start, under the same id. */
export async function redeliver(world: World, client: number, id: string, delivery: number): Promise<void> {
  const { active } = await findWebhook(world, client, id)
  if (!active) throw refuseField('active', 'The webhook is switched off. Switch it on first.')
  if (await world.store.redeliver(id, delivery, world.now())) return
  const known = (await world.store.webhookDeliveries(id)).some((each) => each.id === delivery)
  throw known ? refuseObject('This delivery is being sent already.') : notFound()
}

function makeSecret(
  { sealer, id: fresh, now }: Pick<World, 'sealer' | 'id' | 'now'>,
  webhook: string,
): { readonly text: string; readonly secret: WebhookSecret } {
  const id = fresh()
  const text = `whsec_${randomBytes(SECRET_BYTES).toString('base64')}`
  const sealedKey = sealer.seal(text, `webhook-secret ${id}`)
  return { text, secret: { id, webhook, sealedKey, created: now(), until: null } }
}

/** What can be said of a URL before it is called; where its name leads is judged with each call. */
function checkUrl({ policy }: Pick<World, 'policy'>, text: string): void {
  const url = URL.parse(text)
  if (!url || (url.protocol !== 'https:' && !(policy.webhooksOverHttp && url.protocol === 'http:'))) {
    throw refuseField('url', 'Give a URL that begins with https://.')
  }
  if (url.username !== '' || url.password !== '') {
    throw refuseField('url', 'Leave out user and password: each call is signed with the secret instead.')
  }
  const host = url.hostname.replace(/^\[|\]$/g, '')
  const port = Number(url.port) || (url.protocol === 'https:' ? 443 : 80)
  const allowed = readAllowance(policy.allowPrivateOrigins)
  if (isIP(host) && !isPublicAddress(host) && !allowed(host, port)) {
    throw refuseField('url', 'The address must be a public one.')
  }
}
