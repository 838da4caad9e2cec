// Node's streams as the web's, and back without a detour: a body that only passes through is never read by the web's
// rules, which cost more than all the rest of a request.

import { Readable } from 'node:stream'
import type { ReadableStream as NodeStream } from 'node:stream/web'

const sources = new WeakMap<ReadableStream, Readable>()

/** A web stream over `readable`, which is not touched before somebody reads. */
export function toWebStream(readable: Readable): ReadableStream<Uint8Array> {
  let chunks: AsyncIterator<Uint8Array> | null = null
  const stream = new ReadableStream<Uint8Array>(
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
  sources.set(stream, readable)
  return stream
}

/** The stream that `toWebStream` was given, if nobody has begun to read; else one over the web's. */
export function toNodeStream(stream: ReadableStream): Readable {
  const source = stream.locked ? undefined : sources.get(stream)
  return source ?? Readable.fromWeb(stream as unknown as NodeStream)
}
