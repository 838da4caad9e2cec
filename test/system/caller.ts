// A client of the API: real requests over a real socket.

import type { AddressInfo } from 'node:net'
import { createApi } from '@wellknown/control/api/app.ts'
import { serveApi } from '@wellknown/control/api/serve.ts'
import { issueToken } from '@wellknown/control/actions/issue-token.ts'
import type { Role } from '@wellknown/control/store/records.ts'
import type { World } from '@wellknown/control/world.ts'
import { createJudge, readDescription, type Judge } from './description.ts'

export type Answer = {
  readonly status: number
  // oxlint-disable-next-line typescript/no-explicit-any -- tests look into answers field by field, and fail where one is not
  readonly body: any
  readonly headers: Headers
}
export type Caller = {
  readonly client: number
  readonly token: string
  /** Where the API listens. */
  readonly url: string
  call(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>
  /** An answer whose body has no end. */
  open(path: string, headers?: Record<string, string>): Promise<Response>
}

/** One for all suites of a file: the description does not depend on the world. */
let judge: Promise<Judge> | null = null

/** A new client with one token. Whatever it is answered is held against the API's description. */
export async function createCaller(world: World, role: Role = 'admin', name = 'customer'): Promise<Caller> {
  judge ??= readDescription(world).then(createJudge)
  const judged = await judge
  const server = await serveApi(createApi(world), { host: '127.0.0.1', port: 0 })
  // It ends with the suite's process.
  server.unref()
  // A kept connection may lie idle for as long as time takes to be turned.
  if ('keepAliveTimeout' in server) server.keepAliveTimeout = 0
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const client = await world.store.createClient({ name, cname: world.policy.cnameTarget }, world.now())
  const { text } = await issueToken(world, { client: client.id, name: 'test', role, expires: null })
  return {
    client: client.id,
    token: text,
    url: base,
    open: (path, headers = {}) =>
      fetch(new URL(path, base), { headers: { authorization: `APIKey ${text}`, ...headers } }),
    async call(method, path, body, headers = {}) {
      const answer = await fetch(new URL(path, base), {
        method,
        headers: {
          authorization: `APIKey ${text}`,
          ...(body !== undefined && { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      })
      const said = await answer.text()
      const read = said === '' ? null : JSON.parse(said)
      const fault = judged(method, path, answer.status, read)
      if (fault !== null) throw new Error(fault)
      return { status: answer.status, body: read, headers: answer.headers }
    },
  }
}

export const HOST = 'www.customer.example'
export const fieldFault = (field: string, message: string) => ({ errors: { [field]: [message] } })

/** An origin group with one public origin. */
export async function createGroup(by: Caller): Promise<number> {
  const sources = [{ source: 'origin.customer.example', backup: false, enabled: true }]
  return (await by.call('POST', '/cdn/origin_groups', { name: 'origin', sources })).body.id
}

/** A resource for HOST. */
export async function createResource(by: Caller, extra: Record<string, unknown> = {}): Promise<number> {
  const originGroup = await createGroup(by)
  const made = await by.call('POST', '/cdn/resources', { cname: HOST, originGroup, ...extra })
  if (made.status !== 201) throw new Error(JSON.stringify(made.body))
  return made.body.id
}

/** A place for a managed certificate. */
export const createAutomated = async (by: Caller, name = 'le-1'): Promise<number> =>
  (await by.call('POST', '/cdn/sslData', { name, automated: true })).body.id
