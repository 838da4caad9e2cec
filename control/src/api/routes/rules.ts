import { createRoute, z } from '@hono/zod-openapi'
import { checkRule } from '../../actions/check-rule.ts'
import { findResource } from '../../actions/change-resource.ts'
import { namesNotAppliedOf } from '../../actions/not-applied.ts'
import { changeRule, createRule, deleteRule, findRule } from '../../actions/save-rule.ts'
import type { World } from '../../world.ts'
import type { App } from '../context.ts'
import { tellNotApplied } from '../not-applied-header.ts'
import { answer, body, EMPTY, FAULTS, id, list, page, renderList } from '../schemas/common.ts'
import { mentions, orderingBy, search, sortBy } from '../schemas/ordering.ts'
import { renderRule, rule, ruleBody, ruleChange, ruleCheck, ruleCheckBody } from '../schemas/rule.ts'

const path = '/cdn/resources/{id}/rules'
const one = `${path}/{rule_id}`
const params = z.object({ id })
const oneParams = z.object({ id, rule_id: id })
const tags = ['Rules']

const listRoute = createRoute({
  method: 'get',
  path,
  tags,
  operationId: 'listRules',
  summary: 'The rules of a CDN resource, in the order in which they are asked',
  description: 'By weight, then by age: the first that matches and is active decides.',
  request: {
    params,
    query: page.extend({
      active: z.stringbool({ error: 'Give true or false' }).optional(),
      search,
      ordering: orderingBy('weight', 'id', 'name'),
    }),
  },
  responses: { ...FAULTS, 200: answer('The rules.', list(rule)) },
})
const createOne = createRoute({
  method: 'post',
  path,
  tags,
  operationId: 'createRule',
  summary: 'Add a rule',
  description:
    'The pattern is compiled now: one that cannot be a rule is refused with the reason and the place.',
  request: { params, body: body(ruleBody) },
  responses: { ...FAULTS, 201: answer('The rule.', rule) },
})
const readOne = createRoute({
  method: 'get',
  path: one,
  tags,
  operationId: 'readRule',
  summary: 'A rule',
  description: 'A rule with its pattern, weight and options.',
  request: { params: oneParams },
  responses: { ...FAULTS, 200: answer('The rule.', rule) },
})
const changing = (method: 'put' | 'patch') =>
  createRoute({
    method,
    path: one,
    tags,
    operationId: method === 'put' ? 'replaceRule' : 'changeRule',
    summary: 'Change a rule',
    description: 'Every edge has it within seconds. PUT wants name and pattern; PATCH changes what is named.',
    request: { params: oneParams, body: body(method === 'put' ? ruleBody : ruleChange) },
    responses: { ...FAULTS, 200: answer('The rule.', rule) },
  })
const deleteOne = createRoute({
  method: 'delete',
  path: one,
  tags,
  operationId: 'deleteRule',
  summary: 'Delete a rule that is not active',
  description: 'Switch it off first (`active: false`).',
  request: { params: oneParams },
  responses: { ...FAULTS, 204: EMPTY },
})
const checking = createRoute({
  method: 'post',
  path: '/cdn/rules/check',
  tags,
  operationId: 'checkRule',
  summary: 'How much of the challenge traffic a pattern would catch, exactly',
  description:
    'Saves nothing. A pattern that cannot be a rule is answered with 400, the reason and the place. Here no rule stands ' +
    'between a CA and its token; the answer also says what this one would mean where rules come first.',
  request: { body: body(ruleCheckBody) },
  responses: { ...FAULTS, 200: answer('The verdict.', ruleCheck) },
})

export function addRules(app: App, world: World): void {
  app.openapi(listRoute, async (context) => {
    const { resource } = await findResource(world, context.get('token').client, context.req.valid('param').id)
    const query = context.req.valid('query')
    const chosen = (await world.store.rules(resource.id)).filter(
      ({ name, rule: pattern, active }) =>
        mentions(query.search, name, pattern) && (query.active === undefined || active === query.active),
    )
    const sorted = sortBy(chosen, query.ordering, {
      weight: (each) => each.weight,
      id: (each) => each.id,
      name: (each) => each.name,
    })
    const rendered = sorted.map((each) => renderRule(each, resource.originProtocol))
    return context.json(renderList(rendered, context.req.url, query), 200)
  })
  app.openapi(createOne, async (context) => {
    const { client } = context.get('token')
    const { resource } = await findResource(world, client, context.req.valid('param').id)
    const made = await createRule(world, client, resource.id, context.req.valid('json'))
    tellNotApplied(context, await namesNotAppliedOf(world, client, made))
    return context.json(renderRule(made, resource.originProtocol), 201)
  })
  app.openapi(readOne, async (context) => {
    const { id: resourceId, rule_id: ruleId } = context.req.valid('param')
    const { client } = context.get('token')
    const { resource } = await findResource(world, client, resourceId)
    const found = await findRule(world, client, resourceId, ruleId)
    return context.json(renderRule(found, resource.originProtocol), 200)
  })
  for (const method of ['put', 'patch'] as const) {
    app.openapi(changing(method), async (context) => {
      const { id: resourceId, rule_id: ruleId } = context.req.valid('param')
      const { client } = context.get('token')
      const { resource } = await findResource(world, client, resourceId)
      const wish = context.req.valid('json')
      const changed = await changeRule(world, client, resourceId, ruleId, wish, { whole: method === 'put' })
      tellNotApplied(context, await namesNotAppliedOf(world, client, changed))
      return context.json(renderRule(changed, resource.originProtocol), 200)
    })
  }
  app.openapi(deleteOne, async (context) => {
    const { id: resourceId, rule_id: ruleId } = context.req.valid('param')
    await deleteRule(world, context.get('token').client, resourceId, ruleId)
    return context.body(null, 204)
  })
  app.openapi(checking, (context) => {
    const { rule: pattern, ruleType } = context.req.valid('json')
    context.set('harmless', true)
    return context.json(checkRule(pattern, ruleType), 200)
  })
}
