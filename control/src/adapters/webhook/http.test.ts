// Webhooks over real sockets, to a receiver that verifies them with the library.

import https from 'node:https'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { readAllowance } from '@wellknown/hostname/address'
import { Webhook } from 'standardwebhooks'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { postOf } from '../../notices/payload.ts'
import { issueChain } from '../ca/practice-chain.ts'
import { describeWebhooks, postTo } from './contract.ts'
import { createHttpWebhooks } from './http.ts'

const { chain, keyPem, root } = await issueChain(['localhost'])
type Received = { readonly body: string; readonly headers: http.IncomingHttpHeaders }

let server: http.Server
let received: Received[]
let handle: http.RequestListener

const port = (): number => (server.address() as AddressInfo).port
const url = (path = '/'): string => `https://localhost:${port()}${path}`
const webhooks = (options: Partial<Parameters<typeof createHttpWebhooks>[0]> = {}) =>
  createHttpWebhooks({
    allowed: readAllowance([`127.0.0.1:${port()}`]),
    overHttp: false,
    caPem: root.toString('pem'),
    ...options,
  })

async function listen(made: http.Server): Promise<void> {
  server = made
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
}
const receive: http.RequestListener = (request, response) => {
  let body = ''
  request.on('data', (part: Buffer) => (body += part.toString()))
  request.on('end', () => {
    received.push({ body, headers: request.headers })
    handle(request, response)
  })
}

beforeEach(async () => {
  received = []
  handle = (_, response) => void response.writeHead(204).end()
  await listen(https.createServer({ cert: chain, key: keyPem }, receive))
})
afterEach(async () => {
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
})

describeWebhooks(() => ({
  webhooks: webhooks(),
  url: url(),
  arrived: () => received.map(({ body }) => body),
  plan(end) {
    handle =
      end === 'hangs-up'
        ? (request) => void request.socket.destroy()
        : (_, response) => void response.writeHead(end).end('said')
  },
}))

test('what arrives verifies with the library under each live secret, and with no other', async () => {
  const [old, fresh, other] = ['a', 'b', 'c'].map(
    (each) => `whsec_${Buffer.alloc(32, each).toString('base64')}`,
  )
  const notice = { id: 'n1', type: 'webhook.test', at: Date.now(), data: { resource: 1 } } as const
  const whole = { ...notice, client: 1, resource: null, subject: '', text: '' }
  await webhooks().post(postOf(whole, url('/hook'), [fresh ?? '', old ?? ''], Date.now()))
  const [{ body, headers } = { body: '', headers: {} }] = received
  const given = headers as Record<string, string>
  for (const secret of [old, fresh]) {
    expect(new Webhook(secret ?? '').verify(body, given)).toMatchObject({
      type: 'webhook.test',
      data: { resource: 1 },
    })
  }
  expect(() => new Webhook(other ?? '').verify(body, given)).toThrow()
  expect(() => new Webhook(fresh ?? '').verify(body.replace('1', '2'), given)).toThrow()
})

test.each([
  ['7', 7000],
  ['no time', undefined],
])('a busy endpoint that says Retry-After: %s asks for %s ms', async (said, milliseconds) => {
  handle = (_, response) => void response.writeHead(503, { 'retry-after': said }).end()
  const answer = await webhooks().post(postTo(url()))
  expect(answer.is === 'answered' && answer.retryAfter).toBe(milliseconds)
})

describe('no way into the operator’s network', () => {
  const nothing = () => false
  test.each(['https://127.0.0.1/', 'https://[::1]/', 'https://10.0.0.1/', 'https://169.254.169.254/'])(
    '%s is refused before anything is sent',
    async (target) => {
      expect(await webhooks({ allowed: nothing }).post(postTo(target))).toMatchObject({ is: 'refused' })
    },
  )

  test('a name that resolves to a private address is refused when it is called', async () => {
    expect(await webhooks({ allowed: nothing }).post(postTo(url()))).toMatchObject({ is: 'refused' })
    expect(received).toEqual([])
  })

  test('a redirect is an answer, and not followed', async () => {
    handle = (_, response) => void response.writeHead(302, { location: url('/inside') }).end()
    expect(await webhooks().post(postTo(url()))).toMatchObject({ is: 'answered', status: 302 })
    expect(received).toHaveLength(1)
  })

  test('plain http is refused unless the operator allows it', async () => {
    await new Promise((resolve) => server.close(resolve))
    await listen(http.createServer(receive))
    const plain = `http://localhost:${port()}/`
    expect(await webhooks().post(postTo(plain))).toMatchObject({ is: 'refused' })
    expect(await webhooks({ overHttp: true }).post(postTo(plain))).toMatchObject({ is: 'answered' })
  })

  test('a certificate that nobody vouches for is no answer', async () => {
    expect(await webhooks({ caPem: null }).post(postTo(url()))).toMatchObject({ is: 'unreachable' })
    expect(received).toEqual([])
  })
})

test('an endpoint that never ends its answer costs a bounded time, and an endless one a bounded size', async () => {
  handle = (_, response) => void response.writeHead(200).write('x')
  const slow = await webhooks({ patience: 200 }).post(postTo(url()))
  expect(slow).toMatchObject({ is: 'unreachable', detail: 'There was no answer in time.' })
  handle = (_, response) => {
    response.writeHead(200)
    const more = (): void => {
      while (response.write(`line\r\n${'y'.repeat(1000)}`));
      response.once('drain', more)
    }
    more()
  }
  const endless = await webhooks().post(postTo(url()))
  expect(endless).toMatchObject({ is: 'answered', status: 200 })
  expect(endless.detail.length).toBeLessThanOrEqual(300)
  expect(endless.detail).not.toMatch(/[\r\n]/)
})
