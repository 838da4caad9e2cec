import http from 'node:http'
import { createServer, type AddressInfo, type Server } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import { createNodeProber, type ProberOptions } from './node.ts'
import type { Prober } from './port.ts'

const HOST = 'www.customer.test'
const TOKEN = 't'.repeat(43)
const BODY = `${TOKEN}.${'p'.repeat(43)}`
const servers: Server[] = []

afterEach(async () => {
  for (const server of servers.splice(0)) await new Promise((resolve) => server.close(resolve))
})

async function listen(server: Server, host = '127.0.0.1'): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, host, resolve))
  servers.push(server)
  // The cast: a server that listens on TCP has an address of this form.
  return (server.address() as AddressInfo).port
}
const site = (answer: http.RequestListener, host?: string): Promise<number> =>
  listen(
    http.createServer({ keepAliveTimeout: 1 }, (request, response) => {
      response.setHeader('connection', 'close')
      answer(request, response)
    }),
    host,
  )
const proberOn = (port: number, options: Partial<ProberOptions> = {}): Prober =>
  createNodeProber({ resolvers: [], port, allowLoopback: true, ...options })
const look = (port: number, options?: Partial<ProberOptions>) =>
  proberOn(port, options).ask(HOST, '127.0.0.1', TOKEN, BODY)

describe('an address', () => {
  test('that answers our token is ours; it was asked by name, path and method as a CA does (PRE-20)', async () => {
    let asked: http.IncomingMessage | undefined
    const port = await site((request, response) => {
      asked = request
      response.end(BODY)
    })
    expect(await look(port)).toEqual({ is: 'ours', milliseconds: expect.any(Number), headers: {} })
    expect([asked?.method, asked?.url, asked?.headers.host]).toEqual([
      'GET',
      `/.well-known/acme-challenge/${TOKEN}`,
      HOST,
    ])
  })

  test.each([
    ['a trailing newline', `${BODY}\n`],
    ['trailing blanks', `${BODY} \r\n\t`],
    ['40 bytes of them, as much as Boulder reads', `${BODY}${'\n'.repeat(40)}`],
  ])('that adds %s is ours', async (_, body) => {
    const port = await site((_, response) => response.end(body))
    expect(await look(port)).toMatchObject({ is: 'ours' })
  })

  test.each([
    ['a leading blank', 200, ` ${BODY}`],
    ['a byte order mark', 200, `\u{feff}${BODY}`],
    ['something behind', 200, `${BODY}.`],
    ['more blanks than Boulder reads', 200, `${BODY}${'\n'.repeat(41)}`],
    ['half of it', 200, BODY.slice(0, 50)],
    ['nothing', 200, ''],
    ['it with status 201', 201, BODY],
    ['it with status 206', 206, BODY],
    ['it with status 404', 404, BODY],
  ])('that answers %s is another’s (PRE-20)', async (_, status, body) => {
    const port = await site((_, response) => response.writeHead(status).end(body))
    expect(await look(port)).toMatchObject({ is: 'other', status })
  })

  test('of IPv6 is asked at that address', async () => {
    const port = await site((_, response) => response.end(BODY), '::1')
    expect(await proberOn(port).ask(HOST, '::1', TOKEN, BODY)).toMatchObject({ is: 'ours' })
    expect(await look(port)).toMatchObject({ is: 'unreachable' })
  })

  test('is quoted in one bounded line of visible characters (SEC-26)', async () => {
    const headers = { server: `a\u00e9${'b'.repeat(500)}` }
    const port = await site((_, response) =>
      response.writeHead(404, headers).end(`<h1>\r\n\u001b[31m\u0000No</h1>${'x'.repeat(500)}`),
    )
    const answer = await look(port)
    if (answer.is !== 'other') throw new Error(answer.is)
    expect(answer.excerpt).toMatch(/^<h1> \[31m No<\/h1>x+$/)
    for (const text of [answer.excerpt, answer.headers['server'] ?? '']) {
      expect(text.length).toBeLessThanOrEqual(200)
      expect(text).toMatch(/^[\x20-\x7e]+$/)
    }
  })

  test.each([
    ['a login', '<form><input type="password"></form>', 'login'],
    ['a bot check', '<title>Just a moment...</title>', 'bot-check'],
    ['a wish for HTTPS', 'The plain HTTP request was sent to HTTPS port', 'https-wanted'],
    ['nothing known', 'Welcome', null],
  ])('with a page of %s is told so', async (_, text, page) => {
    const port = await site((_, response) => response.end(text))
    expect(await look(port)).toMatchObject({ is: 'other', page, long: false })
  })

  test('with more than a CA reads is told so', async () => {
    const port = await site((_, response) => response.end(`${BODY}${'\n'.repeat(100)}`))
    expect(await look(port)).toMatchObject({ is: 'other', long: true })
  })

  test('that never ends its answer is hung up on at the cap (SEC-25)', async () => {
    const hungUp = Promise.withResolvers<void>()
    const port = await site((_, response) => {
      response.once('close', () => hungUp.resolve())
      response.write(BODY)
      const fill = (): void => {
        while (!response.destroyed && response.write('\n'.repeat(16_384)));
      }
      response.on('drain', fill)
      fill()
    })
    expect(await look(port)).toMatchObject({ is: 'other', status: 200 })
    await hungUp.promise
  })

  test('that refuses the connection is unreachable', async () => {
    const port = await site(() => {})
    for (const server of servers.splice(0)) await new Promise((resolve) => server.close(resolve))
    expect(await look(port)).toEqual({
      is: 'unreachable',
      how: 'refused',
      detail: 'the connection was refused',
    })
  })

  test.each([
    ['says nothing', ''],
    ['stops within its headers', 'HTTP/1.1 200 OK\r\nContent-'],
    ['stops within its answer', `HTTP/1.1 200 OK\r\nContent-Length: 88\r\n\r\n${BODY}`],
  ])('that %s is unreachable, in time', async (_, text) => {
    const port = await listen(
      createServer((socket) => {
        socket.on('error', () => {}).resume()
        if (text !== '') socket.write(text)
      }),
    )
    expect(await look(port, { askTimeoutMs: 150 })).toEqual({
      is: 'unreachable',
      how: 'timeout',
      detail: 'no answer in time',
    })
  })

  test.each([
    ['hangs up', ''],
    ['speaks no HTTP', 'SSH-2.0-OpenSSH_9.2\r\n'],
    ['breaks off within its answer', `HTTP/1.1 200 OK\r\nContent-Length: 88\r\n\r\n${BODY}`],
    ['switches protocols', 'HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\n'],
    ['sends headers without end', `HTTP/1.1 200 OK\r\nX: ${'x'.repeat(100_000)}`],
    ['speaks TLS', '\u0015\u0003\u0001\u0000\u0002\u0002\u0046'],
  ])('that %s is unreachable at once', async (_, text) => {
    const port = await listen(
      createServer((socket) => {
        socket.on('error', () => {}).resume()
        socket.once('data', () => socket.end(text))
      }),
    )
    expect(await look(port)).toMatchObject({ is: 'unreachable' })
  })
})

describe('an address that may not be touched', () => {
  const RESERVED = [
    '169.254.169.254',
    '10.0.0.1',
    '0.0.0.0',
    '::ffff:10.0.0.1',
    '64:ff9b::a00:1',
    'fd00::1',
    '::7f00:1',
  ]

  async function countingListener(): Promise<{ port: number; connections(): number }> {
    let count = 0
    const port = await listen(
      createServer((socket) => {
        count++
        socket.on('error', () => {}).destroy()
      }),
    )
    return { port, connections: () => count }
  }
  /** Whatever address a prober might connect to would lead to the listener. */
  const everywhere = (port: number, addresses: readonly string[]) =>
    Object.fromEntries(addresses.map((address) => [address, `127.0.0.1:${port}`]))

  test('is reported, and no socket is opened (PRE-9, SEC-29)', async () => {
    const { port, connections } = await countingListener()
    const addresses = [...RESERVED, '127.0.0.1', '::1', '::ffff:127.0.0.1', 'localhost', HOST]
    const prober = proberOn(port, { allowLoopback: false, addressMap: everywhere(port, addresses) })
    for (const address of addresses) {
      expect(await prober.ask(HOST, address, TOKEN, BODY), address).toEqual({ is: 'reserved' })
    }
    expect(connections()).toBe(0)
  })

  test('stays so where loopback is allowed, which opens loopback and nothing else', async () => {
    const { port, connections } = await countingListener()
    const prober = proberOn(port, { addressMap: everywhere(port, RESERVED) })
    for (const address of [...RESERVED, 'localhost']) {
      expect(await prober.ask(HOST, address, TOKEN, BODY), address).toEqual({ is: 'reserved' })
    }
    expect(connections()).toBe(0)
    expect(await prober.ask(HOST, '127.0.0.1', TOKEN, BODY)).toMatchObject({ is: 'unreachable' })
    expect(connections()).toBe(1)
  })
})

test.each(['127.0.0.1', '[::1]'])(
  'an address that this system lacks is asked where the map leads: %s',
  async (to) => {
    const port = await site((_, response) => response.end(BODY), to.replace(/[[\]]/g, ''))
    const prober = createNodeProber({
      resolvers: [],
      port: 1,
      allowLoopback: true,
      addressMap: { '127.0.0.77': `${to}:${port}` },
    })
    expect(await prober.ask(HOST, '127.0.0.77', TOKEN, BODY)).toMatchObject({ is: 'ours' })
  },
)
