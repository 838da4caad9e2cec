// What every webhook port does: run against the one in memory and against a real server.

import { expect, test } from 'vitest'
import type { WebhookPost, Webhooks } from './port.ts'

export type WebhookRig = {
  readonly webhooks: Webhooks
  readonly url: string
  /** The bodies that have arrived, oldest first. */
  arrived(): readonly string[]
  /** What the endpoint does from now on: answers with a status, or takes the post and hangs up. */
  plan(end: number | 'hangs-up'): void
}

const HEADERS = { 'content-type': 'application/json', 'webhook-id': 'n' }
export const postTo = (url: string, body = '{}'): WebhookPost => ({ url, headers: HEADERS, body })

export function describeWebhooks(rig: () => WebhookRig): void {
  test('a post arrives once for each call, and its answer comes back with its status', async () => {
    const { webhooks, url, arrived, plan } = rig()
    plan(204)
    expect(await webhooks.post(postTo(url, '{"a":1}'))).toMatchObject({ is: 'answered', status: 204 })
    plan(503)
    expect(await webhooks.post(postTo(url, '{"a":1}'))).toMatchObject({ is: 'answered', status: 503 })
    expect(arrived()).toEqual(['{"a":1}', '{"a":1}'])
  })

  test('an answer that got lost is no answer, though the post arrived', async () => {
    const { webhooks, url, arrived, plan } = rig()
    plan('hangs-up')
    expect(await webhooks.post(postTo(url))).toMatchObject({ is: 'unreachable' })
    expect(arrived()).toEqual(['{}'])
  })
}
