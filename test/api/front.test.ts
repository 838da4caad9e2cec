import { expect, test } from 'vitest'
import { createApi } from '@wellknown/control/api/app.ts'
import { useApi } from '../system/use-api.ts'

const api = useApi()

test('whoever asks at the front without a browser is told where everything is', async () => {
  const app = createApi(api.system.world)
  const answer = await app.request('/', { headers: { accept: '*/*' } })
  expect(answer.status).toBe(200)
  const links = Object.values((await answer.json()) as Record<string, string>)
  for (const path of ['/openapi.json', '/docs', '/guide']) expect(links).toContain(path)
  for (const path of ['/openapi.json', '/guide']) expect((await app.request(path)).status).toBe(200)
})
