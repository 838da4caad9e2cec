// The demo's customer: does through the public API what a person would do in the portal.

import { setTimeout as sleep } from 'node:timers/promises'
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

/** A deletion that an earlier start left under way is done once the edges have told that they let go. */
const PATIENCE_MS = 60_000
const LOOK_EVERY_MS = 300

export type Customer = {
  readonly resource: number
  /** The certificate object. */
  readonly certificate: number
}

/** The API said no. */
export class ApiFault extends Error {
  override readonly name = 'ApiFault'
  readonly status: number
  constructor(call: string, status: number, text: string) {
    super(`${call} answered ${status}: ${text}`)
    this.status = status
  }
}

/** Calls the API; throws an ApiFault with its answer when it is no success. */
export async function callApi(apiUrl: string, token: string, method: string, path: string, body?: object) {
  const answer = await fetch(apiUrl + path, {
    method,
    headers: { authorization: `APIKey ${token}`, 'content-type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  })
  const text = await answer.text()
  if (!answer.ok) throw new ApiFault(`${method} ${path}`, answer.status, text)
  return text === '' ? null : (JSON.parse(text) as unknown)
}

/** The API of one customer. */
export type Call = (method: string, path: string, body?: object) => Promise<unknown>

/** Finds the customer's site, or sets it up: an origin, a resource, two rules that block, and then HTTPS. `heard` is told what
 *  it has to wait for. */
export async function settleCustomer(
  call: Call,
  ports: Ports,
  heard: (text: string) => void,
): Promise<Customer & { readonly isNew: boolean }> {
  const known = await readSite(call)
  if (known?.sslData) return { resource: known.id, certificate: known.sslData, isNew: false }
  // A start that was interrupted left a part: what is there is used.
  const resource = known ?? (await createSite(call, ports, heard))
  const rules = z
    .array(z.object({ name: z.string() }))
    .parse(await call('GET', `/cdn/resources/${resource.id}/rules`))
  for (const rule of RULES) {
    if (rules.some(({ name }) => name === rule.name)) continue
    await call('POST', `/cdn/resources/${resource.id}/rules`, { ...rule, active: true, options: BLOCK })
  }
  const certificate = await settleObject(call)
  await call('PATCH', `/cdn/resources/${resource.id}`, { sslEnabled: true, sslData: certificate })
  return { resource: resource.id, certificate, isNew: known === null }
}

/** The customer's site as it is, with a certificate object for it; null: it has been deleted. */
export async function findCustomer(call: Call): Promise<Customer | null> {
  const known = await readSite(call)
  return known && { resource: known.id, certificate: known.sslData ?? (await settleObject(call)) }
}

async function readSite(call: Call): Promise<z.infer<typeof site> | null> {
  const [known] = z.array(site).parse(await call('GET', `/cdn/resources?cname=${SITE}`))
  return known ?? null
}

/** A name belongs to the site that is being deleted until it is gone from the edges. */
async function createSite(
  call: Call,
  ports: Ports,
  heard: (text: string) => void,
): Promise<z.infer<typeof site>> {
  const late = Date.now() + PATIENCE_MS
  for (let first = true; ; first = false) {
    try {
      return site.parse(
        await call('POST', '/cdn/resources', { cname: SITE, origin: `${NODE_ADDRESS}:${ports.origin}` }),
      )
    } catch (error) {
      const inUse = error instanceof ApiFault && error.status === 400 && error.message.includes('is in use')
      if (!inUse || Date.now() > late) throw error
    }
    if (first) heard(`${SITE} is still being deleted, as an earlier start was told to. It is made anew then.`)
    await sleep(LOOK_EVERY_MS)
  }
}

/** A managed certificate object, the first there is or a new one. */
async function settleObject(call: Call): Promise<number> {
  const [known] = z.array(withId).parse(await call('GET', '/cdn/sslData?automated=true'))
  if (known) return known.id
  const body = { name: `Let's Encrypt for ${SITE}`, automated: true }
  return withId.parse(await call('POST', '/cdn/sslData', body)).id
}
