import { beforeEach } from 'vitest'
import { describeWebhooks } from './contract.ts'
import { createMemoryWebhooks, type MemoryWebhooks } from './memory.ts'

const URL = 'https://hooks.customer.example/'
let webhooks: MemoryWebhooks
beforeEach(() => {
  webhooks = createMemoryWebhooks()
})

describeWebhooks(() => ({
  webhooks,
  url: URL,
  arrived: () => webhooks.posts.map(({ body }) => body),
  plan(end) {
    const told = { milliseconds: 1, detail: '' }
    const answer =
      end === 'hangs-up' ? { is: 'unreachable' as const } : { is: 'answered' as const, status: end }
    webhooks.answer(URL, { ...told, ...answer })
  },
}))
