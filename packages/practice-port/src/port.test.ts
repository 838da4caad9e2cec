import { request } from 'node:http'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { createPort, listenOn, refuseMethod } from './port.ts'

const wish = z.strictObject({ up: z.boolean() })
const server = createPort('127.0.0.1', async ({ method, path, read }) => {
  if (method !== 'PUT') return refuseMethod('PUT')
  if (path === '/broken') throw new Error('a fault of its own')
  return { status: 200, body: wish.parse(await read()) }
})
let at: string
beforeAll(async () => {
  at = await listenOn(server, { host: '127.0.0.1', port: 0 })
})
afterAll(() => new Promise((resolve) => server.close(resolve)))

const put = (body: string, path = '/', method = 'PUT') => fetch(`http://${at}${path}`, { method, body })

test('JSON goes in, JSON comes out, and what is wrong with it is named', async () => {
  expect(await (await put('{"up": true}')).json()).toEqual({ up: true })
  const wrong = await put('{"up": "yes", "down": 1}')
  const { error } = (await wrong.json()) as { error: string }
  expect([wrong.status, error]).toEqual([400, expect.stringMatching(/"down"[^]*at up|at up[^]*"down"/)])
  expect((await put('{')).status).toBe(400)
  const other = await put('', '/', 'POST')
  expect([other.status, other.headers.get('allow')]).toEqual([405, 'PUT'])
})

test('a megabyte is the most that is read', async () => {
  expect((await put(`{"up": true${' '.repeat(1024 * 1024)}}`)).status).toBe(413)
  expect((await put('{"up": true}')).status).toBe(200)
})

test('a fault of the owner ends the one connection, not the port', async () => {
  await expect(put('{}', '/broken')).rejects.toThrow('fetch failed')
  expect((await put('{"up": true}')).status).toBe(200)
})

test('it is for this machine: no other host, no name that a browser was led by', async () => {
  expect(() => createPort('0.0.0.0', () => ({ status: 200 }))).toThrow('must be on loopback')
  const status = await new Promise((resolve, reject) => {
    const options = { port: at.split(':')[1], host: '127.0.0.1', headers: { host: 'evil.example' } }
    request(options, (answer) => resolve(answer.resume().statusCode))
      .on('error', reject)
      .end()
  })
  expect(status).toBe(403)
})
