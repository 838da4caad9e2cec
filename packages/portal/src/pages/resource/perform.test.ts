import { afterEach, expect, test, vi } from 'vitest'
import { api } from '../../api/client.ts'
import { perform, type Resource } from './perform.ts'

afterEach(() => vi.restoreAllMocks())

/** A client that notes what it is asked to change, and has no certificate at hand. */
function watch(): { readonly changed: unknown[]; readonly made: unknown[] } {
  const response = new Response()
  const [changed, made]: [unknown[], unknown[]] = [[], []]
  vi.spyOn(api, 'GET').mockResolvedValue({ data: { count: 0, results: [] }, response } as never)
  vi.spyOn(api, 'POST').mockImplementation((async (_: string, { body }: { body: unknown }) => {
    made.push(body)
    return { data: { id: 9 }, response }
  }) as never)
  vi.spyOn(api, 'PATCH').mockImplementation((async (_: string, { body }: { body: unknown }) => {
    changed.push(body)
    return { response }
  }) as never)
  return { changed, made }
}

const having = (sslData: number | null): Resource =>
  ({ id: 1, cname: 'www.customer.example', sslData, ssl_automated: false }) as Resource

test('HTTPS turned on again uses the certificate that is there, the customer’s own too, and orders none', async () => {
  const { changed, made } = watch()
  await perform('enable', having(3))
  expect({ changed, made }).toEqual({ changed: [{ sslEnabled: true, sslData: 3 }], made: [] })
})

test('HTTPS turned on where there is no certificate gets a managed one', async () => {
  const { changed, made } = watch()
  await perform('enable', having(null))
  expect({ changed, made }).toEqual({ changed: [{ sslEnabled: true, ssl_automated: true }], made: [] })
})
