import { createRoute, z } from '@hono/zod-openapi'
import { clearCause } from '../../actions/hold.ts'
import { newTermsSetting, UNPAUSE_LINK } from '../../store/setting-names.ts'
import type { Alarm } from '../../store/alarms-port.ts'
import type { World } from '../../world.ts'
import type { App } from '../context.ts'
import { answer, EMPTY, FAULTS, list, page, renderListOf } from '../schemas/common.ts'
import { orderingBy, sortBy } from '../schemas/ordering.ts'
import { alarm, renderAlarm } from '../schemas/operator.ts'

const tags = ['Operator']
/** The id of no resource. */
const NONE = 0

const readCa = createRoute({
  method: 'get',
  path: '/operator/ca',
  tags,
  operationId: 'readCa',
  summary:
    'The CA and our account there; what it wants of an operator: the link that lifts a pause, new terms',
  description:
    'The directory and the account in use. While a CA pauses names of ours, the link that ends it; when it has new terms, their address.',
  responses: {
    ...FAULTS,
    200: answer(
      'The CA.',
      z.object({
        directory: z.string(),
        account: z.string(),
        unpause_link: z.string().nullable(),
        new_terms: z.string().nullable().describe('Terms of the CA that nobody has agreed to yet'),
      }),
    ),
  },
})
const dropLink = createRoute({
  method: 'delete',
  path: '/operator/ca/unpause_link',
  tags,
  operationId: 'dropUnpauseLink',
  summary: 'Forget the link once it has been used: names that were paused go on',
  description: 'Open the link first, at the CA. All that was paused goes on by and by, one first.',
  responses: { ...FAULTS, 204: EMPTY },
})
const listAlarms = createRoute({
  method: 'get',
  path: '/operator/alarms',
  tags,
  operationId: 'listAlarms',
  summary: 'What stands until somebody or something mends it: each once, however many resources it meets',
  description:
    'The log has each once, this list for as long as it stands; `docs/operating.md` says what each means and what to do.',
  request: {
    query: page.extend({
      event: z.string().min(1).max(60).optional(),
      resource: z.coerce.number().int().positive().optional(),
      ordering: orderingBy('since', 'event'),
    }),
  },
  responses: { ...FAULTS, 200: answer('The alarms, oldest first unless asked otherwise.', list(alarm)) },
})

export function addOperator(app: App, world: World): void {
  app.openapi(readCa, async (context) => {
    const { directory, account } = world.ca
    const link = (await world.store.setting(UNPAUSE_LINK)) || null
    const terms = (await world.store.setting(newTermsSetting(directory))) || null
    return context.json({ directory, account, unpause_link: link, new_terms: terms }, 200)
  })
  app.openapi(dropLink, async (context) => {
    await world.store.saveSetting(UNPAUSE_LINK, '')
    await clearCause(world, 'ca-paused')
    return context.body(null, 204)
  })
  app.openapi(listAlarms, async (context) => {
    const { event, resource, ordering, ...cut } = context.req.valid('query')
    const chosen = (await world.store.alarms(resource === undefined ? undefined : [resource])).filter(
      (each) => event === undefined || each.event === event,
    )
    const sorted = sortBy(chosen, ordering, { since: (each) => each.since, event: (each) => each.event })
    const owners = await world.store.ownersOf(sorted.flatMap((each) => each.resource ?? []))
    const render = (each: Alarm) => renderAlarm(each, owners.get(each.resource ?? NONE))
    return context.json(await renderListOf(sorted, render, context.req.url, cut), 200)
  })
}
