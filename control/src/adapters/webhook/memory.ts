import type { WebhookAnswer, WebhookPost, Webhooks } from './port.ts'

export type MemoryWebhooks = Webhooks & {
  /** What has arrived, oldest first. */
  readonly posts: readonly WebhookPost[]
  /** How a URL answers from now on; null: with 204. */
  answer(url: string, answer: WebhookAnswer | null): void
}

/** Endpoints that keep what they are given. */
export function createMemoryWebhooks(): MemoryWebhooks {
  const posts: WebhookPost[] = []
  const answers = new Map<string, WebhookAnswer>()
  return {
    posts,
    answer: (url, answer) => void (answer ? answers.set(url, answer) : answers.delete(url)),
    async post(post) {
      posts.push(post)
      return answers.get(post.url) ?? { is: 'answered', status: 204, milliseconds: 1, detail: '' }
    },
  }
}
