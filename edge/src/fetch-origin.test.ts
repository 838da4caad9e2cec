// Origins of a worker, asked through the service that an operator binds.

import { expect, test } from 'vitest'
import { createFetchOrigin } from './fetch-origin.ts'
import { placeOf } from './origin-place.ts'

const REQUEST = {
  site: 'www.customer.test',
  method: 'GET',
  to: placeOf('http:', 'origin.test'),
  path: '/path?q=1',
  host: 'wanted.customer.test',
  headers: new Headers({ 'x-origin-host': 'evil.test', 'x-forwarded-host': 'www.customer.test' }),
  dress: () => undefined,
  dressAnswer: () => undefined,
  body: null,
}

test('the service is told the wanted Host in a header that no visitor can set', async () => {
  const seen: Request[] = []
  // The cast: of a service this much is used.
  const service = {
    fetch: async (request: Request) => {
      seen.push(request)
      return new Response('answered')
    },
  } as unknown as { fetch: typeof fetch }
  const answer = await createFetchOrigin(service).fetch(REQUEST)
  expect([answer.status, seen.map(({ url }) => url)]).toEqual([200, ['http://origin.test/path?q=1']])
  expect([...(seen[0]?.headers ?? [])]).toEqual([
    ['x-forwarded-host', 'www.customer.test'],
    ['x-origin-host', 'wanted.customer.test'],
  ])
})

test('a service that fails is an origin that cannot be reached', async () => {
  const service = { fetch: () => Promise.reject(new Error('no')) }
  await expect(createFetchOrigin(service).fetch(REQUEST)).rejects.toMatchObject({ why: 'unreachable' })
})
