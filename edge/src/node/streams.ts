// Node's streams as the web's, and back: a body that only passes through is never read by the web's rules, which cost more
// than all the rest of a request.

import { Readable } from 'node:stream'
import type { ReadableStream as NodeStream } from 'node:stream/web'
import type { Body } from '../answer.ts'

/** A web stream over `readable`, which is not touched before somebody reads. */
export function toWebStream(readable: Readable): ReadableStream<Uint8Array> {
  let chunks: AsyncIterator<Uint8Array> | null = null
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        chunks ??= readable[Symbol.asyncIterator]() as AsyncIterator<Uint8Array>
        const next = await chunks.next()
        if (next.done === true) controller.close()
        else controller.enqueue(next.value)
      },
      cancel: () => void readable.destroy(),
    },
    { highWaterMark: 0 },
  )
}

/** A body that only passes through: as Node's own, it costs least. */
export const passing = (readable: Readable): Body => ({ passing: readable })

/** What `passing` was given; else a stream over the web's. */
export function toNodeStream(body: Body): Readable {
  if (body instanceof ReadableStream) return Readable.fromWeb(body as unknown as NodeStream)
  if (body.passing instanceof Readable) return body.passing
  throw new TypeError('This body belongs to another platform.')
}
