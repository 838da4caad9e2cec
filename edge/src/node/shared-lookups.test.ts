// Lookups of one token that come together, where each is a request to another place.

import { describe, expect, test, vi } from 'vitest'
import { LIVE, startEdge, THUMBPRINT, UNKNOWN } from './bare-edge.ts'

describe('one token asked for many times at once', () => {
  /** A store whose answers wait for `open`. */
  function startGated() {
    const gate = Promise.withResolvers<void>()
    const edge = startEdge({ lookup: () => gate.promise })
    return { edge, open: gate.resolve }
  }

  test.each([
    [LIVE, 200, 1],
    [UNKNOWN, 404, 2],
  ])('costs one look, or two where nothing is found: %s', async (token, status, reads) => {
    const { edge, open } = startGated()
    const answers = Promise.all(Array.from({ length: 50 }, () => edge.ask(token)))
    open()
    expect(new Set(await answers)).toEqual(new Set([status]))
    expect(edge.reads()).toBe(reads)
    await edge.ask(token)
    expect(edge.reads(), 'and one afterwards its own').toBe(reads + 1)
  })

  test('is never told “unknown” by a look that began before it was asked for (EDGE-27)', async () => {
    const looks: PromiseWithResolvers<string | null>[] = []
    const edge = startEdge({
      find: () => {
        const look = Promise.withResolvers<string | null>()
        looks.push(look)
        return look.promise
      },
    })
    const early = edge.ask(LIVE)
    // It is pushed here, and confirmed, while that answer is on its way.
    const after = edge.ask(LIVE)
    looks[0]?.resolve(null)
    expect(await early).toBe(404)
    await vi.waitFor(() => expect(looks).toHaveLength(2))
    looks[1]?.resolve(THUMBPRINT)
    expect(await after).toBe(200)
  })

  test('is looked for anew where a look never ends (EDGE-31)', async () => {
    vi.useFakeTimers()
    let hangs = true
    const edge = startEdge({ lookup: () => hangs && new Promise(() => undefined) })
    const stuck = Promise.all([edge.ask(LIVE), edge.ask(LIVE)])
    await vi.advanceTimersByTimeAsync(1_500)
    expect(await stuck).toEqual([503, 503])
    hangs = false
    edge.pass(1_501)
    expect(await edge.ask(LIVE)).toBe(200)
    vi.useRealTimers()
  })
})
