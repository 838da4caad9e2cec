// One customer's site on a memory system, driven through the API: for promises that take days.

import { createAutomated, createCaller, createResource, HOST, type Answer, type Caller } from './caller.ts'
import { ADDRESSES, startMemorySystem, type MemorySystem } from './memory-system.ts'

const SECOND = 1000
export const MINUTE = 60 * SECOND
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR

export type Site = {
  readonly system: MemorySystem
  readonly caller: Caller
  readonly id: number
  /** The managed certificate object. */
  readonly ssl: number
  /** Lets so much time pass. */
  pass(milliseconds: number): Promise<void>
  patch(body: object): Promise<Answer>
  post(path: string): Promise<Answer>
  resource(): Promise<Answer['body']>
  status(): Promise<Answer['body']>
  diagnosis(): Promise<Answer['body']>
  /** The serial the PoP that terminates TLS serves for `host`; null: none. */
  served(host?: string): string | null
  /** The messages the customer was sent, oldest first. */
  told(): Promise<readonly string[]>
}

/** A site with HTTPS asked for; nothing has been done yet. */
export async function startSite(options: Parameters<typeof startMemorySystem>[0] = {}): Promise<Site> {
  const system = await startMemorySystem(options)
  system.prober.lead(HOST, ADDRESSES)
  const caller = await createCaller(system.world)
  const ssl = await createAutomated(caller)
  const id = await createResource(caller, { sslEnabled: true, sslData: ssl })
  const read = async (path: string) => (await caller.call('GET', path)).body
  return {
    system,
    caller,
    id,
    ssl,
    pass: (milliseconds) => system.pass(milliseconds),
    patch: (body) => caller.call('PATCH', `/cdn/resources/${id}`, body),
    post: (path) => caller.call('POST', path),
    resource: () => read(`/cdn/resources/${id}`),
    status: () => read(`/cdn/sslData/${ssl}/status`),
    diagnosis: () => read(`/cdn/resources/${id}/ssl/le/diagnosis`),
    served(host = HOST) {
      const document = system.edge.held('near', host, 'certificate')
      return document && 'serial' in document ? document.serial : null
    },
    async told() {
      const messages: string[] = []
      for (let after = 0; ;) {
        const entries = await system.world.store.history(id, after)
        const last = entries.at(-1)
        if (!last) return messages
        after = last.id
        for (const { event, detail } of entries)
          if (event === 'told') messages.push(String(detail['message']))
      }
    },
  }
}
