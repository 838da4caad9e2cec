import type { MiddlewareHandler } from 'hono'
import type { Api } from './context.ts'

/** Refuses bodies of more than `largest` bytes before a byte of them is read, and those that do not say how long they
 *  are (RFC 9110 §15.5.12). */
export const limitBody =
  (largest: number): MiddlewareHandler<Api> =>
  async (context, next) => {
    if (context.req.header('transfer-encoding') !== undefined) {
      return context.json({ message: 'Send the body with a Content-Length.' }, 411)
    }
    if (Number(context.req.header('content-length') ?? 0) > largest) {
      return context.json({ message: `A body has at most ${largest} bytes.` }, 413)
    }
    return next()
  }
