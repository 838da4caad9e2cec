import { createRoute, z } from '@hono/zod-openapi'
import { findResource } from '../../actions/change-resource.ts'
import { askAnyway } from '../../actions/drive-issue.ts'
import { expectMoves } from '../../actions/expect-moves.ts'
import { preValidate } from '../../actions/pre-validate.ts'
import { findUnseen } from '../../actions/find-unseen.ts'
import { readBudget } from '../../actions/read-budget.ts'
import { readRollout } from '../../actions/read-rollout.ts'
import { readTimeline } from '../../actions/read-timeline.ts'
import { revokeCertificate } from '../../actions/revoke-certificate.ts'
import { tellLifecycle } from '../../actions/tell-lifecycle.ts'
import type { World } from '../../world.ts'
import type { App } from '../context.ts'
import { answer, EMPTY, FAULTS, id, instant, objectFault } from '../schemas/common.ts'
import { diagnosis, renderDiagnosis } from '../schemas/diagnosis.ts'
import { renderTimeline, timeline } from '../schemas/issue.ts'
import { renderRollout, rollout } from '../schemas/pop.ts'

const path = '/cdn/resources/{id}/ssl/le'
const params = z.object({ id })
const tags = ['Issuing']

const preValidation = createRoute({
  method: 'post',
  path: `${path}/pre-validate`,
  tags,
  operationId: 'preValidate',
  summary: 'Look whether the names of a resource can be validated',
  description:
    'Looks now, as before every order: DNS, CAA, and a token of ours read back through every address. No attempt is spent. A refusal tells each name that does not pass, and why; the diagnosis then has the evidence and the record to set.',
  request: { params },
  responses: { ...FAULTS, 201: EMPTY, 400: answer('They cannot; why, name by name.', objectFault) },
})
const driving = (
  verb: 'abort' | 'anyway' | 'partial',
  operationId: string,
  summary: string,
  description: string,
) =>
  createRoute({
    method: 'post',
    path: `${path}/${verb}`,
    tags,
    operationId,
    summary,
    description,
    request: { params },
    responses: { ...FAULTS, 201: EMPTY },
  })
const reissue = createRoute({
  method: 'post',
  path: `${path}/reissue`,
  tags,
  operationId: 'reissueCertificate',
  summary: 'Get a new certificate, see it serving, and revoke the old one if asked to',
  description:
    'For a key that was lost, for instance. The old certificate serves until the new one was seen on every edge; with `revoke_old` the CA is told to revoke it then.',
  request: {
    params,
    body: { content: { 'application/json': { schema: z.object({ revoke_old: z.boolean().optional() }) } } },
  },
  responses: { ...FAULTS, 201: EMPTY },
})
const revoke = createRoute({
  method: 'post',
  path: `${path}/revoke`,
  tags,
  operationId: 'revokeCertificate',
  summary:
    'Turn HTTPS off and revoke the certificate, with a reason of RFC 5280 (default 5, cessationOfOperation)',
  description:
    'HTTPS goes off at once, and the CA is told until it has heard. On a site whose visitors were told to come over HTTPS only (HSTS) it takes `confirm_hsts`, since they are locked out. A certificate can be asked for again afterwards.',
  request: {
    params,
    body: {
      content: {
        'application/json': {
          schema: z.object({ reason: z.int().optional(), confirm_hsts: z.boolean().optional() }),
        },
      },
    },
  },
  responses: { ...FAULTS, 201: EMPTY },
})
const diagnose = createRoute({
  method: 'get',
  path: `${path}/diagnosis`,
  tags,
  operationId: 'readDiagnosis',
  summary: 'How the certificate stands, who moves next, and what our last look saw',
  description:
    'The state in the portal’s word (`label`) and in ours, who moves next and when, and each problem with a stable `code`, the evidence, who acts, the fix, the DNS record to set and its page of the guide.',
  request: { params },
  responses: { ...FAULTS, 200: answer('The diagnosis.', diagnosis) },
})
const tellTimeline = createRoute({
  method: 'get',
  path: `${path}/timeline`,
  tags,
  operationId: 'readTimeline',
  summary:
    'Everything that happened, oldest first, a thousand entries at a time: go on with the last id as `after`. `challenge-hits` counts the requests for an attempt’s tokens, and shows them for 30 days',
  description: 'Every step of every attempt, each with what was seen or said.',
  request: { params, query: z.object({ after: z.coerce.number().int().optional() }) },
  responses: { ...FAULTS, 200: answer('The entries.', timeline) },
})
const tellRollout = createRoute({
  method: 'get',
  path: `${path}/rollout`,
  tags,
  operationId: 'readRollout',
  summary: 'What each edge holds by its receipts, what it answered, and which serial it was seen serving',
  description:
    'Edge by edge and name by name: the revision that is wanted and the one it gave a receipt for, and what a fresh TLS session was served.',
  request: { params },
  responses: { ...FAULTS, 200: answer('PoP by PoP.', rollout) },
})

const tellBudget = createRoute({
  method: 'get',
  path: '/cdn/ssl/le/budget',
  tags,
  operationId: 'readNameBudget',
  summary:
    'What is left of the CA’s rate limits for a name of yours, and when the next order can be made: `next_free` where it never had a certificate, `next_free_again` where it had one, since `reserve` are kept for first ones',
  description:
    'Limits are the CA’s own (orders of the account, certificates of a registered domain and of the same set of names, failures of a name), as we have counted them.',
  request: { query: z.object({ name: z.string().min(1).max(253) }) },
  responses: {
    ...FAULTS,
    200: answer(
      'The limits.',
      z.array(
        z.object({
          limit: z.string(),
          about: z.string(),
          count: z.int(),
          period_seconds: z.int(),
          left: z.int(),
          next_free: instant,
          reserve: z.int(),
          next_free_again: instant,
        }),
      ),
    ),
  },
})

export function addIssue(app: App, world: World): void {
  const { store } = world
  app.openapi(preValidation, async (context) => {
    await preValidate(world, context.get('token').client, context.req.valid('param').id)
    return context.body(null, 201)
  })
  app.openapi(
    driving(
      'abort',
      'abortIssue',
      'Abort the issue process that is running',
      'What is served stays. Its status is *Cancelled*; a certificate can be asked for again at any time.',
    ),
    async (context) => {
      const { resource } = await findResource(
        world,
        context.get('token').client,
        context.req.valid('param').id,
      )
      await tellLifecycle(world, resource.id, { type: 'abort' })
      return context.body(null, 201)
    },
  )
  const issuePartly = driving(
    'partial',
    'issuePartly',
    'Issue for the names that pass; the others are added by themselves once they do',
    'A name that is covered now is never dropped. The diagnosis tells beforehand which names it would be (`part`).',
  )
  app.openapi(issuePartly, async (context) => {
    const { resource } = await findResource(world, context.get('token').client, context.req.valid('param').id)
    await tellLifecycle(world, resource.id, { type: 'partial' })
    return context.body(null, 201)
  })
  app.openapi(
    driving(
      'anyway',
      'issueAnyway',
      'Ask the CA although our own look failed',
      'For who is sure that our look is wrong; once an hour, since the CA counts failures.',
    ),
    async (context) => {
      await askAnyway(world, context.get('token').client, context.req.valid('param').id)
      return context.body(null, 201)
    },
  )
  app.openapi(tellBudget, async (context) => {
    const { name } = context.req.valid('query')
    return context.json(await readBudget(world, context.get('token'), name), 200)
  })
  app.openapi(reissue, async (context) => {
    const { resource } = await findResource(world, context.get('token').client, context.req.valid('param').id)
    const revokeOld = context.req.valid('json').revoke_old ?? false
    await tellLifecycle(world, resource.id, { type: 'reissue', revokeOld })
    return context.body(null, 201)
  })
  app.openapi(revoke, async (context) => {
    const { reason, confirm_hsts: confirmHsts } = context.req.valid('json')
    const { client } = context.get('token')
    await revokeCertificate(world, client, context.req.valid('param').id, { reason, confirmHsts })
    return context.body(null, 201)
  })
  app.openapi(diagnose, async (context) => {
    const saved = await findResource(world, context.get('token').client, context.req.valid('param').id)
    const looked = await store.lastEntry(saved.resource.id, 'looked')
    const served = saved.current && (await store.certificate(saved.current.certificate))
    const advice = served?.advice ?? null
    const moveOf = await expectMoves(world, [saved])
    const unseen = await findUnseen(world, saved)
    return context.json(renderDiagnosis(saved, moveOf(saved), looked, unseen, advice), 200)
  })
  app.openapi(tellTimeline, async (context) => {
    const { resource } = await findResource(world, context.get('token').client, context.req.valid('param').id)
    const { after } = context.req.valid('query')
    return context.json(renderTimeline(await readTimeline(world, resource.id, after)), 200)
  })
  app.openapi(tellRollout, async (context) => {
    const { resource } = await findResource(world, context.get('token').client, context.req.valid('param').id)
    return context.json(renderRollout(await readRollout(world, resource.id)), 200)
  })
}
