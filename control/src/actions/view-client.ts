// An operator looks at what a client sees; the client can read that they did.

import type { ApiToken, ClientId } from '../store/records.ts'
import type { World } from '../world.ts'
import { notFound } from './refusal.ts'

/** A page asks every few seconds: so long one view is one entry. */
const ONE_VIEW_MS = 15 * 60_000
/** Beyond so many the oldest are forgotten, and noted again. */
const MOST_KEPT = 10_000
/** What was looked at was no single resource. */
const NONE = 0

/** A view by the token `by`, which is an operator's, of the client named `as`: noted in that client's history, then the client's id
 *  is given. Each resource, and the client's lists, make an entry of their own. Throws a Refusal where there is no such client,
 *  and what the store throws where the view cannot be noted: then nothing is shown. */
export function createViewer({
  store,
  now,
}: Pick<World, 'store' | 'now'>): (by: ApiToken, as: string, path: string) => Promise<ClientId> {
  const noted = new Map<string, { readonly at: number; readonly done: Promise<void> }>()
  return async (by, as, path) => {
    const client = /^\d{1,15}$/.test(as) ? Number(as) : NONE
    if (!(await store.client(client))) throw notFound()
    const [, named] = /^\/cdn\/resources\/(\d{1,15})(?:\/|$)/.exec(path) ?? []
    // Of another client's resource nothing is shown, and nothing may stand in its history.
    const found = named === undefined ? null : await store.resource(client, Number(named))
    const resource = found?.resource.id ?? NONE
    const key = [by.id, client, resource].join(' ')
    const at = now()
    const last = noted.get(key)
    if (last && at - last.at < ONE_VIEW_MS) {
      await last.done
      return client
    }
    const { id, name, role } = by
    const detail = { path, token: { id, name, role } }
    const done = store.note({ client, resource, at, event: 'viewed', from: null, to: null, detail })
    noted.delete(key)
    noted.set(key, { at, done })
    const oldest = noted.size > MOST_KEPT ? noted.keys().next().value : undefined
    if (oldest !== undefined) noted.delete(oldest)
    try {
      await done
    } catch (error) {
      noted.delete(key)
      throw error
    }
    return client
  }
}
