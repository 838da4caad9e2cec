// What the pages ask for, by key. Whatever changes something says which of it is to be asked again.

import { queryOptions, QueryClient } from '@tanstack/react-query'
import { api, pageOf, take } from './client.ts'
import { asFault } from './fault.ts'

const SECOND = 1000
/** While something is under way, and otherwise, where no event says that something has changed. */
const SOON = 2 * SECOND
const LATER = 15 * SECOND

export function createQueries(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      // What is asked is asked, and what fails says so: the browser's own idea of being online is none of a control plane at hand.
      mutations: { networkMode: 'always' },
      queries: {
        networkMode: 'always',
        staleTime: SECOND,
        // A refusal stays one; what had no answer is asked again for as long as the page is open.
        retry: (_, error) => asFault(error).status === 0,
        retryDelay: (times) => Math.min(SECOND * 2 ** times, LATER),
      },
    },
  })
}

export const me = queryOptions({
  queryKey: ['me'],
  queryFn: () => take(api.GET('/cdn/clients/me')),
  staleTime: Number.POSITIVE_INFINITY,
})

export const ownToken = queryOptions({
  queryKey: ['token'],
  queryFn: () => take(api.GET('/cdn/clients/me/token')),
  staleTime: Number.POSITIVE_INFINITY,
})

export const resource = (id: number) =>
  queryOptions({
    queryKey: ['resource', id],
    queryFn: () => take(api.GET('/cdn/resources/{id}', { params: { path: { id } } })),
    refetchInterval: ({ state: { data } }) => (isMoving(data?.certificate.state) ? SOON : LATER),
  })

export const diagnosis = (id: number) =>
  queryOptions({
    queryKey: ['resource', id, 'diagnosis'],
    queryFn: () => take(api.GET('/cdn/resources/{id}/ssl/le/diagnosis', { params: { path: { id } } })),
    refetchInterval: ({ state: { data } }) => (isMoving(data?.state) ? SOON : LATER),
  })

export const actions = (id: number) =>
  queryOptions({
    queryKey: ['resource', id, 'actions'],
    queryFn: () => take(api.GET('/cdn/resources/{id}/ssl/le/actions', { params: { path: { id } } })),
    refetchInterval: LATER,
  })

/** The certificate object of a resource. */
export const sslData = (id: number | null) =>
  queryOptions({
    queryKey: ['sslData', id],
    enabled: id !== null,
    queryFn: () => take(api.GET('/cdn/sslData/{id}', { params: { path: { id: id ?? 0 } } })),
    refetchInterval: LATER,
  })

/** Own certificates: managed ones are shown on their resource only (P20). */
export const ownCertificates = queryOptions({
  queryKey: ['sslData', 'own'],
  queryFn: async () =>
    pageOf(await take(api.GET('/cdn/sslData', { params: { query: { automated: 'false', limit: 1000 } } }))),
})

/** The CA's limits for a name. */
export const budget = (name: string) =>
  queryOptions({
    queryKey: ['budget', name],
    queryFn: () => take(api.GET('/cdn/ssl/le/budget', { params: { query: { name } } })),
  })

/** Where rehearsals are made; a directory of null: they are not offered here. */
export const rehearsalOffer = queryOptions({
  queryKey: ['rehearsal-offer'],
  queryFn: () => take(api.GET('/cdn/ssl/le/rehearsals/offer')),
  staleTime: Number.POSITIVE_INFINITY,
})

const MOVING = ['checking', 'issuing', 'deploying', 'deleting']
const isMoving = (state: string | undefined): boolean => state !== undefined && MOVING.includes(state)
