// The API: parses, calls an action, renders. What a call means stands in actions/.

import { OpenAPIHono } from '@hono/zod-openapi'
import type { World } from '../world.ts'
import { auditCalls } from './audit-calls.ts'
import { authenticate, demand } from './authenticate.ts'
import type { Api, App } from './context.ts'
import { addDescription } from './description/description.ts'
import { createEventHub, type EventHub } from './event-hub.ts'
import { nameRequest } from './name-request.ts'
import { limitRate, limitStrangers } from './limit-rate.ts'
import { replay } from './replay.ts'
import { inspectBody } from './inspect-body.ts'
import { limitBody } from './limit-body.ts'
import { tellIgnored } from './tell-ignored.ts'
import { answerFault, answerNotFound, fieldErrors } from './faults.ts'
import { addAudit } from './routes/audit.ts'
import { addActions } from './routes/actions.ts'
import { addClients } from './routes/clients.ts'
import { addEvents } from './routes/events.ts'
import { addFront } from './routes/front.ts'
import { addGuide } from './routes/guide.ts'
import { addIssue } from './routes/issue.ts'
import { addNotifications } from './routes/notifications.ts'
import { addOperator } from './routes/operator.ts'
import { addOperatorBudget } from './routes/operator-budget.ts'
import { addOperatorHolds } from './routes/operator-holds.ts'
import { addOperatorPops } from './routes/operator-pops.ts'
import { addOperatorImport } from './routes/operator-import.ts'
import { addOperatorSuspensions } from './routes/operator-suspensions.ts'
import { addOperatorSigning } from './routes/operator-signing.ts'
import { addOriginGroups } from './routes/origin-groups.ts'
import { addRehearsals } from './routes/rehearsals.ts'
import { addPast } from './routes/past.ts'
import { addResources } from './routes/resources.ts'
import { addRules } from './routes/rules.ts'
import { addSslData } from './routes/ssl-data.ts'
import { addTokens } from './routes/tokens.ts'
import { addWebhooks } from './routes/webhooks.ts'

const LARGEST_BODY = 1_000_000

/** The API over `world`, as a function from request to response. Streams of events end when `hub` is closed. */
export function createApi(world: World, hub: EventHub = createEventHub(world)): App {
  const app = new OpenAPIHono<Api>({
    defaultHook: (result, context) => {
      if (result.success) return undefined
      // A path that names no number names nothing there is.
      return result.target === 'param'
        ? context.json({ message: 'Not found.' }, 404)
        : context.json(fieldErrors(result.error), 400)
    },
  })
  app.onError(answerFault(world))
  app.notFound(answerNotFound)
  for (const path of ['/cdn/*', '/operator/*']) app.use(path, nameRequest(world))
  app.use(limitBody(LARGEST_BODY))
  const strangers = limitStrangers(world)
  app.use('/cdn/*', strangers, authenticate(world))
  app.use('/operator/*', strangers, authenticate(world), demand('operator'))
  for (const path of ['/cdn/*', '/operator/*']) {
    app.use(path, limitRate(world), inspectBody, tellIgnored(app), auditCalls(world), replay(world))
  }
  addClients(app, world)
  addTokens(app, world)
  addOriginGroups(app, world)
  addResources(app, world)
  addRules(app, world)
  addSslData(app, world)
  addIssue(app, world)
  addRehearsals(app, world)
  addActions(app, world)
  addPast(app, world)
  addNotifications(app, world)
  addWebhooks(app, world)
  addOperator(app, world)
  addOperatorBudget(app, world)
  addOperatorHolds(app, world)
  addOperatorSuspensions(app, world)
  addOperatorImport(app, world)
  addOperatorSigning(app, world)
  addOperatorPops(app, world)
  addGuide(app)
  addFront(app)
  addEvents(app, world, hub)
  addAudit(app, world)
  addDescription(app)
  app.get('/healthz', (context) => context.json({ ok: true }))
  return app
}
