import { createRoute, z } from '@hono/zod-openapi'
import { forceRetry, readStatus, renew } from '../../actions/drive-issue.ts'
import { changeSslData, createSslData, deleteSslData, findSslData } from '../../actions/save-ssl-data.ts'
import type { SslData } from '../../store/records.ts'
import type { World } from '../../world.ts'
import type { App } from '../context.ts'
import { answer, body, EMPTY, FAULTS, fieldFault, id, list, page, renderList } from '../schemas/common.ts'
import { mentions, orderingBy, search, sortBy } from '../schemas/ordering.ts'
import { statusOf } from '../schemas/resource.ts'
import {
  issueStatus,
  renderSslData,
  renderStatus,
  sslData,
  sslDataBody,
  sslDataChange,
} from '../schemas/ssl-data.ts'

const path = '/cdn/sslData'
const one = `${path}/{id}`
const params = z.object({ id })
const tags = ['Certificates']

const listRoute = createRoute({
  method: 'get',
  path,
  tags,
  operationId: 'listCertificates',
  summary: 'The certificate objects of the client',
  description: 'Own certificates and places of managed ones (`automated`), with what is served by them now.',
  request: {
    query: page.extend({
      automated: z.stringbool({ error: 'Give true or false' }).optional(),
      resource_id: z.coerce.number().int().optional(),
      validity_not_after_lte: z.iso
        .datetime({ offset: true, error: 'Give a time such as 2026-01-31T10:00:00Z' })
        .optional(),
      search,
      ordering: orderingBy('id', 'name', 'validity_not_after'),
    }),
  },
  responses: { ...FAULTS, 200: answer('The certificates.', list(sslData)) },
})
const createOne = createRoute({
  method: 'post',
  path,
  tags,
  operationId: 'createCertificate',
  summary: "Make a certificate object: your own, or one for Let's Encrypt (automated)",
  description:
    'An automated one is a place only: the certificate is asked for when a resource chooses it (`sslData`). An own one is checked with its key, which no answer ever holds.',
  request: { body: body(sslDataBody) },
  responses: { ...FAULTS, 201: answer('The certificate.', sslData) },
})
const readOne = createRoute({
  method: 'get',
  path: one,
  tags,
  operationId: 'readCertificate',
  summary: 'A certificate object',
  description: 'Issuer, names and dates are null while there is none.',
  request: { params },
  responses: { ...FAULTS, 200: answer('The certificate.', sslData) },
})
const changing = (method: 'put' | 'patch') =>
  createRoute({
    method,
    path: one,
    tags,
    operationId: method === 'put' ? 'replaceCertificate' : 'changeCertificate',
    summary: 'Rename a certificate object, or replace your own certificate',
    description:
      'An own certificate that is in use is replaced on every edge without a gap; one that could not be served is refused, and nothing changes.',
    request: { params, body: body(sslDataChange) },
    responses: { ...FAULTS, 200: answer('The certificate.', sslData) },
  })
const deleteOne = createRoute({
  method: 'delete',
  path: one,
  tags,
  operationId: 'deleteCertificate',
  summary: 'Delete a certificate object that no resource uses',
  description: 'One that a resource has chosen or still serves is refused.',
  request: { params },
  responses: { ...FAULTS, 204: EMPTY },
})
const status = createRoute({
  method: 'get',
  path: `${one}/status`,
  tags,
  operationId: 'readIssueStatus',
  summary: 'The issue process of a managed certificate',
  description:
    'As Gcore’s CDN API has it: the newest series of attempts. `exclude` (repeatable) leaves members out.',
  request: { params },
  responses: { ...FAULTS, 200: answer('The process.', issueStatus) },
})
const retry = createRoute({
  method: 'post',
  path: `${one}/force-retry`,
  tags,
  operationId: 'forceRetry',
  summary: 'Start the next attempt now',
  description: 'Instead of at `next_attempt_time`, and within the CA’s limits: a 429 tells when it can be.',
  request: { params },
  responses: { ...FAULTS, 201: EMPTY, 429: answer('Not before the time in Retry-After.', fieldFault) },
})
const renewal = createRoute({
  method: 'post',
  path: `${one}/renew`,
  tags,
  operationId: 'renewCertificate',
  summary: 'Renew a managed certificate now',
  description: 'The present one serves until the new one was seen on every edge.',
  request: { params },
  responses: { ...FAULTS, 201: EMPTY },
})
const usage = createRoute({
  method: 'get',
  path: `${one}/usage`,
  tags,
  operationId: 'readCertificateUsage',
  summary: 'The resources that use a certificate object',
  description: 'One at most, since a certificate object serves one resource.',
  request: { params },
  responses: {
    ...FAULTS,
    200: answer(
      'The resources.',
      z.object({ resources: z.array(z.object({ id: z.int(), cname: z.string(), status: z.string() })) }),
    ),
  },
})

export function addSslData(app: App, world: World): void {
  const { store } = world
  const render = async (object: SslData) => {
    const attached = await store.resourceOfSslData(object.id)
    const managed = attached?.current?.kind === 'managed' ? attached.current.certificate : null
    const certificate = object.automated ? managed : object.certificate
    return renderSslData(object, certificate === null ? null : await store.certificate(certificate), attached)
  }
  app.openapi(listRoute, async (context) => {
    const query = context.req.valid('query')
    const objects = await store.sslDataList(context.get('token').client)
    const used =
      query.resource_id === undefined
        ? undefined
        : (await store.resource(context.get('token').client, query.resource_id))?.resource.sslData
    const latest = query.validity_not_after_lte
    const rendered = await Promise.all(objects.map(render))
    const chosen = rendered.filter(
      (each) =>
        mentions(query.search, each.name, each.cert_subject_cn, each.cert_subject_alt) &&
        (query.automated === undefined || each.automated === query.automated) &&
        (query.resource_id === undefined || each.id === used) &&
        (latest === undefined ||
          (each.validity_not_after !== null && Date.parse(each.validity_not_after) <= Date.parse(latest))),
    )
    const sorted = sortBy(chosen, query.ordering, {
      id: (each) => each.id,
      name: (each) => each.name,
      validity_not_after: (each) => each.validity_not_after,
    })
    return context.json(renderList(sorted, context.req.url, query), 200)
  })
  app.openapi(createOne, async (context) => {
    const made = await createSslData(world, context.get('token').client, context.req.valid('json'))
    return context.json(await render(made), 201)
  })
  app.openapi(readOne, async (context) => {
    const found = await findSslData(world, context.get('token').client, context.req.valid('param').id)
    return context.json(await render(found), 200)
  })
  for (const method of ['put', 'patch'] as const) {
    app.openapi(changing(method), async (context) => {
      const { id: object } = context.req.valid('param')
      const changed = await changeSslData(
        world,
        context.get('token').client,
        object,
        context.req.valid('json'),
      )
      return context.json(await render(changed), 200)
    })
  }
  app.openapi(deleteOne, async (context) => {
    await deleteSslData(world, context.get('token').client, context.req.valid('param').id)
    return context.body(null, 204)
  })
  app.openapi(status, async (context) => {
    const process = await readStatus(world, context.get('token').client, context.req.valid('param').id)
    return context.json(renderStatus(process, context.req.queries('exclude') ?? []), 200)
  })
  app.openapi(retry, async (context) => {
    await forceRetry(world, context.get('token').client, context.req.valid('param').id)
    return context.body(null, 201)
  })
  app.openapi(renewal, async (context) => {
    await renew(world, context.get('token').client, context.req.valid('param').id)
    return context.body(null, 201)
  })
  app.openapi(usage, async (context) => {
    const object = await findSslData(world, context.get('token').client, context.req.valid('param').id)
    const attached = await store.resourceOfSslData(object.id)
    const resources = attached
      ? [
          {
            id: attached.resource.id,
            cname: attached.resource.cname,
            status: statusOf(attached),
          },
        ]
      : []
    return context.json({ resources }, 200)
  })
}
