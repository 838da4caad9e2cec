// The demo's customer: does through the public API what a person would do in the portal.

import { z } from 'zod'
import { NODE_ADDRESS, SITE, type Ports } from './settings.ts'

/** P3: patterns that catch the challenge and break issuance on other CDNs. */
const RULES = [
  { name: 'block everything', rule: '/*', ruleType: 0 },
  { name: 'block pages', rule: '((?!(jpeg|gif|png|pdf|jpg|css|js|woff|woff2|ttf)).)*$', ruleType: 1 },
] as const
const BLOCK = { force_return: { enabled: true, code: 403, body: 'Blocked by a rule of the customer.\n' } }

const withId = z.looseObject({ id: z.int() })
const site = withId.extend({ sslData: z.int().nullable() })

export type Customer = {
  readonly resource: number
  /** The certificate object. */
  readonly certificate: number
}

/** Calls the API; throws an Error with its answer when it is no success. */
export async function callApi(apiUrl: string, token: string, method: string, path: string, body?: object) {
  const answer = await fetch(apiUrl + path, {
    method,
    headers: { authorization: `APIKey ${token}`, 'content-type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  })
  const text = await answer.text()
  if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}: ${text}`)
  return text === '' ? null : (JSON.parse(text) as unknown)
}

/** Finds the customer's site, or sets it up: an origin, a resource, two rules that block, and then HTTPS. */
export async function settleCustomer(apiUrl: string, token: string, ports: Ports): Promise<Customer> {
  const call = (method: string, path: string, body?: object) => callApi(apiUrl, token, method, path, body)
  const [known] = z.array(site).parse(await call('GET', `/cdn/resources?cname=${SITE}`))
  if (known?.sslData) return { resource: known.id, certificate: known.sslData }
  // A start that was interrupted left a part: what is there is used.
  const resource =
    known ??
    site.parse(
      await call('POST', '/cdn/resources', { cname: SITE, origin: `${NODE_ADDRESS}:${ports.origin}` }),
    )
  const rules = z
    .array(z.object({ name: z.string() }))
    .parse(await call('GET', `/cdn/resources/${resource.id}/rules`))
  for (const rule of RULES) {
    if (rules.some(({ name }) => name === rule.name)) continue
    await call('POST', `/cdn/resources/${resource.id}/rules`, { ...rule, active: true, options: BLOCK })
  }
  const objects = z.array(withId).parse(await call('GET', '/cdn/sslData?automated=true'))
  const object =
    objects[0] ??
    withId.parse(await call('POST', '/cdn/sslData', { name: `Let's Encrypt for ${SITE}`, automated: true }))
  await call('PATCH', `/cdn/resources/${resource.id}`, { sslEnabled: true, sslData: object.id })
  return { resource: resource.id, certificate: object.id }
}
