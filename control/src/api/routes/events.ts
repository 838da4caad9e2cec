import { createRoute, z } from '@hono/zod-openapi'
import type { World } from '../../world.ts'
import type { App } from '../context.ts'
import type { EventHub } from '../event-hub.ts'
import { streamEvents } from '../event-stream.ts'
import { answer, FAULTS, message } from '../schemas/common.ts'
import { event } from '../schemas/event.ts'

const position = z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER)
/** Until a place is free again somebody has to leave. */
const FULL_RETRY_S = 10

const follow = createRoute({
  method: 'get',
  path: '/cdn/events',
  tags: ['Events and audit'],
  operationId: 'followEvents',
  summary: 'What happens to the client’s resources, as server-sent events',
  description:
    'Each event is an `Event` as JSON; its id is its position in the history. With `after` (or the header `Last-Event-ID`, which ' +
    'goes first) the stream begins with everything since, so that nothing is lost over a broken connection; without, with what ' +
    'happens from now on. The first lines tell the position it begins at. While nothing happens a comment comes now and then. ' +
    'A stream ends with its token.',
  request: {
    query: z.object({ after: position.optional() }),
    headers: z.object({ 'last-event-id': position.optional() }),
  },
  responses: {
    ...FAULTS,
    200: {
      description: 'The events, without end.',
      content: { 'text/event-stream': { schema: z.string() } },
    },
    429: answer('The client follows as often as it may already.', message),
  },
})

export function addEvents(app: App, world: World, hub: EventHub): void {
  app.openAPIRegistry.register('Event', event)
  app.openapi(follow, async (context) => {
    const token = context.get('token')
    const by = context.get('by')
    const newest = await world.store.newestEvent()
    const asked = context.req.valid('header')['last-event-id'] ?? context.req.valid('query').after ?? newest
    const leave = hub.enter(by.client)
    if (!leave) {
      context.header('retry-after', String(FULL_RETRY_S))
      const { mostPerClient } = world.policy.events
      return context.json({ message: `At most ${mostPerClient} streams at once. Close one first.` }, 429)
    }
    // A position that is not there yet is one from before a restore: what comes next has smaller ones.
    const stream = streamEvents(world, hub, { token, by }, Math.min(asked, newest), leave)
    return context.body(stream, 200, {
      'content-type': 'text/event-stream',
      'cache-control': 'no-store',
      // nginx gathers answers unless it is told not to.
      'x-accel-buffering': 'no',
    })
  })
}
