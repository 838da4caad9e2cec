// What each action is as a call of the API.

import { api, demand, type Resource, type Schemas } from '../../api/client.ts'
import type { Action } from '../../words.ts'

export type { Resource }
/** What a dialog may add to an action. */
export type Wish = {
  readonly confirmHsts?: boolean
  readonly revokeOld?: boolean
  /** RFC 5280 §5.3.1. */
  readonly reason?: number
  /** The certificate object to be used instead. */
  readonly own?: number
}

/** Does it, or throws a Fault. `replace`: an own certificate by a managed one. */
export async function perform(
  action: Action | 'replace',
  resource: Resource,
  wish: Wish = {},
): Promise<void> {
  const at = { params: { path: { id: resource.id } } }
  const of = { params: { path: { id: resource.sslData ?? 0 } } }
  switch (action) {
    case 'enable':
      // The certificate it has is the one meant, whoever issued it: a managed one is made only where there is none.
      return resource.sslData === null
        ? change(resource, { sslEnabled: true, ssl_automated: true })
        : choose(resource, resource.sslData)
    case 'replace':
      return change(resource, { sslEnabled: true, ssl_automated: true })
    case 'own':
      return choose(resource, wish.own ?? 0)
    case 'abort':
      return void (await demand(api.POST('/cdn/resources/{id}/ssl/le/abort', at)))
    case 'anyway':
      return void (await demand(api.POST('/cdn/resources/{id}/ssl/le/anyway', at)))
    case 'partial':
      return void (await demand(api.POST('/cdn/resources/{id}/ssl/le/partial', at)))
    case 'retry':
      return void (await demand(api.POST('/cdn/sslData/{id}/force-retry', of)))
    case 'renew':
      return void (await demand(api.POST('/cdn/sslData/{id}/renew', of)))
    case 'reissue': {
      const body = { revoke_old: wish.revokeOld ?? false }
      return void (await demand(api.POST('/cdn/resources/{id}/ssl/le/reissue', { ...at, body })))
    }
    case 'revoke': {
      const body = { reason: wish.reason ?? 5, confirm_hsts: wish.confirmHsts ?? false }
      return void (await demand(api.POST('/cdn/resources/{id}/ssl/le/revoke', { ...at, body })))
    }
    case 'disable':
      return change(resource, { sslEnabled: false, ...confirmed(wish) })
    case 'delete':
      return void (await demand(api.DELETE('/cdn/resources/{id}', at)))
  }
}

/** HTTPS off and the customer's own certificate let go; it stays on the SSL certificates page. */
export const detach = (resource: Resource, wish: Wish): Promise<void> =>
  change(resource, { sslEnabled: false, sslData: null, ...confirmed(wish) })

export async function change({ id }: Pick<Resource, 'id'>, body: Schemas['ResourceChange']): Promise<void> {
  await demand(api.PATCH('/cdn/resources/{id}', { params: { path: { id } }, body }))
}

const confirmed = ({ confirmHsts }: Wish) => (confirmHsts ? { confirm_hsts: true } : {})

const choose = (resource: Pick<Resource, 'id'>, sslData: number): Promise<void> =>
  change(resource, { sslEnabled: true, sslData })
