import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { makeCertificate } from './certificates.ts'
import { startCloudflareServer, type CloudflareServer, type Mishap } from './cloudflare-server.ts'
import { createCloudflareHostnames } from './cloudflare.ts'
import { customHostnamesContract } from './contract.ts'
import { createMemoryCustomHostnames } from './memory.ts'
import type { CustomHostnames, HostCertificate } from './port.ts'

const NOW = 1_000_000
const on = (server: CloudflareServer, more: object = {}): CustomHostnames =>
  createCloudflareHostnames({
    apiUrl: server.url,
    zone: server.zone,
    token: server.token,
    now: () => NOW,
    ...more,
  })

customHostnamesContract('memory', async () => ({
  hostnames: createMemoryCustomHostnames(),
  close: async () => undefined,
}))
customHostnamesContract('Cloudflare’s API', async () => {
  const server = await startCloudflareServer()
  return { hostnames: on(server), close: () => server.close() }
})

describe('Cloudflare’s API', () => {
  let server: CloudflareServer
  let hostnames: CustomHostnames
  let count = 0
  let host: string
  let certificate: HostCertificate
  beforeAll(async () => {
    server = await startCloudflareServer()
    hostnames = on(server)
  })
  afterEach(() => {
    server.plan = null
    server.slow = false
  })
  afterAll(() => server.close())
  const fresh = async (): Promise<void> => {
    host = `c${++count}.customer.example`
    certificate = await makeCertificate([host], '4A10')
  }

  const MISHAPS: readonly (readonly [what: string, mishap: Mishap, at: number | null])[] = [
    ['failed', 'cut', null],
    ['failed but happened', 'happened', null],
    ['answered with garbage', 'garbage', null],
    ['answered 429 with a time', { status: 429, retryAfter: '7' }, NOW + 7000],
    ['answered 503', { status: 503 }, null],
    ['refused our token', { status: 403 }, null],
    ['had no place left', { status: 400, code: 1404 }, null],
  ]
  test.each(MISHAPS)(
    'each call in turn, %s: not done as far as we know, and the next try ends right',
    async (_, mishap, at) => {
      for (const victim of ['GET ', 'POST ', 'PATCH /id', 'DELETE /id']) {
        await fresh()
        const isRemoval = victim.startsWith('DELETE')
        if (victim.endsWith('/id')) server.add(host)
        let planned: Mishap | null = mishap
        server.plan = (call) => {
          if (call !== victim) return null
          const now = planned
          planned = null
          return now
        }
        const attempt = () => (isRemoval ? hostnames.remove(host) : hostnames.place(host, certificate))
        const lost = await attempt()
        expect(lost).toMatchObject({ is: 'unavailable', retryAt: at })
        expect(JSON.stringify(lost)).not.toContain(server.token)
        expect(await attempt()).toEqual({ is: 'placed' })
        expect(server.has(host)).toBe(!isRemoval)
        if (!isRemoval) expect(await hostnames.show(host)).toEqual({ is: 'served', serial: '4A10' })
      }
    },
  )

  test('a name that was made meanwhile is given the certificate all the same', async () => {
    await fresh()
    let meddled = false
    server.plan = (call) => {
      if (call === 'POST ' && !meddled) {
        meddled = true
        server.add(host)
      }
      return null
    }
    expect(await hostnames.place(host, certificate)).toEqual({ is: 'placed' })
    expect(await hostnames.show(host)).toMatchObject({ is: 'served' })
  })

  test('it is served only when it was deployed; until then what was served is not touched again', async () => {
    await fresh()
    server.slow = true
    await hostnames.place(host, certificate)
    expect(await hostnames.show(host)).toEqual({
      is: 'none',
      detail: 'The custom hostname is pending_deployment.',
    })
    server.deploy()
    expect(await hostnames.show(host)).toEqual({ is: 'served', serial: '4A10' })
    const before = server.calls.length
    await hostnames.place(host, certificate)
    expect(server.calls.slice(before)).toEqual(['GET '])
  })

  test('a name is found among many that contain it, page by page', async () => {
    await fresh()
    for (let index = 0; index < 60; index++) server.add(`x${index}.${host}`)
    expect(await hostnames.place(host, certificate)).toEqual({ is: 'placed' })
    expect(await hostnames.show(host)).toMatchObject({ is: 'served' })
  })

  test('what it refuses is refused in its words, without our token; one that hangs is not waited for', async () => {
    await fresh()
    server.plan = (call) => (call === 'POST ' ? { status: 400, code: 1407 } : null)
    const refused = await hostnames.place(host, certificate)
    expect(refused).toMatchObject({ is: 'refused', detail: expect.stringContaining('1407') })
    expect(JSON.stringify(refused)).not.toContain(server.token)
    const wrong = on(server, { token: 'another' })
    expect(await wrong.show(host)).toMatchObject({ is: 'unavailable' })
    const gone = on(server, { apiUrl: 'http://127.0.0.1:1' })
    expect(await gone.show(host)).toMatchObject({ is: 'unavailable' })
  })
})
