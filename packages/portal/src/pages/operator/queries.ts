// What the operator's pages ask for. No event tells of other clients, so they ask again from time to time.

import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { api, pageOf, take } from '../../api/client.ts'
import type { paths } from '../../api/description.ts'
import { PAGE } from '../../parts/pages.tsx'

const LOOK_EVERY_MS = 10_000
/** A list that is short by its nature is asked for whole. */
const WHOLE = { limit: 1000 }

export type ResourcesWish = Omit<
  NonNullable<paths['/operator/resources']['get']['parameters']['query']>,
  'limit' | 'offset'
>
const cut = (page: number) => ({ limit: PAGE, offset: (page - 1) * PAGE })
const asked = { placeholderData: keepPreviousData, refetchInterval: LOOK_EVERY_MS } as const

export const resources = (wish: ResourcesWish, page: number) =>
  queryOptions({
    queryKey: ['operator', 'resources', wish, page],
    queryFn: () => take(api.GET('/operator/resources', { params: { query: { ...wish, ...cut(page) } } })),
    ...asked,
  })
export const alarms = (page: number) =>
  queryOptions({
    queryKey: ['operator', 'alarms', page],
    queryFn: async () =>
      pageOf(
        await take(api.GET('/operator/alarms', { params: { query: { ordering: '-since', ...cut(page) } } })),
      ),
    ...asked,
  })
export const pops = (page: number) =>
  queryOptions({
    queryKey: ['operator', 'pops', page],
    queryFn: async () => pageOf(await take(api.GET('/operator/pops', { params: { query: cut(page) } }))),
    ...asked,
  })
export const holds = queryOptions({
  queryKey: ['operator', 'holds'],
  queryFn: async () => pageOf(await take(api.GET('/operator/holds', { params: { query: WHOLE } }))).results,
  ...asked,
})
export const authority = queryOptions({
  queryKey: ['operator', 'ca'],
  queryFn: () => take(api.GET('/operator/ca')),
  ...asked,
})
export const caBudget = queryOptions({
  queryKey: ['operator', 'budget'],
  queryFn: () => take(api.GET('/operator/ca/budget')),
  ...asked,
})
export type AuditWish = Omit<
  NonNullable<paths['/operator/audit']['get']['parameters']['query']>,
  'limit' | 'offset'
>
export const audit = (wish: AuditWish, page: number) =>
  queryOptions({
    queryKey: ['operator', 'audit', wish, page],
    queryFn: async () =>
      pageOf(await take(api.GET('/operator/audit', { params: { query: { ...wish, ...cut(page) } } }))),
    ...asked,
  })
export type Limit = 'domain' | 'set' | 'failures'
export const buckets = (of: Limit, page: number) =>
  queryOptions({
    queryKey: ['operator', 'buckets', of, page],
    queryFn: async () =>
      pageOf(await take(api.GET('/operator/ca/buckets', { params: { query: { of, ...cut(page) } } }))),
    ...asked,
  })
export const clients = (search: string, page: number) =>
  queryOptions({
    queryKey: ['operator', 'clients', search, page],
    queryFn: async () => {
      const query = { ordering: 'id' as const, ...(search !== '' && { search }), ...cut(page) }
      return pageOf(await take(api.GET('/operator/clients', { params: { query } })))
    },
    placeholderData: keepPreviousData,
  })
