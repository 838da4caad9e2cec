import { and, eq, lt } from 'drizzle-orm'
import type { Orm } from './database.ts'
import type { KeyedRequest, KeyedRequests } from './idempotency-port.ts'
import { keyedRequest } from './schema.ts'

export function keyedRequestsIn(db: Orm): KeyedRequests {
  return {
    openRequest: async (request) =>
      db.transaction(
        (tx): KeyedRequest | null => {
          const { changes } = tx.insert(keyedRequest).values(request).onConflictDoNothing().run()
          if (changes > 0) return null
          const row = tx.select().from(keyedRequest).where(named(request.client, request.key)).get()
          if (!row) return null
          const { status, body, ...rest } = row
          return { ...rest, answer: status === null || body === null ? null : { status, body } }
        },
        { behavior: 'immediate' },
      ),
    answerRequest: async (client, key, answer) => {
      db.update(keyedRequest).set(answer).where(named(client, key)).run()
    },
    forgetRequest: async (client, key) => {
      db.delete(keyedRequest).where(named(client, key)).run()
    },
    dropRequests: async (startedBefore) => {
      db.delete(keyedRequest).where(lt(keyedRequest.started, startedBefore)).run()
    },
  }
}

const named = (client: number, key: string) => and(eq(keyedRequest.client, client), eq(keyedRequest.key, key))
