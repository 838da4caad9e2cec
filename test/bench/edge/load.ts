// Asks one server as fast as it answers, over a few connections that stay open, and times each answer.

import net from 'node:net'

export type Question = { readonly host: string; readonly path: string; readonly holds: string }

export type Target = {
  readonly port: number
  /** What each connection asks for and what an answer must hold, or the measurement would be of something else. */
  readonly asks: (connection: number) => Question
}

/** A server that answers nothing for so long has failed. */
const SILENCE_MS = 10_000
const END_OF_HEAD = Buffer.from('\r\n\r\n')
const LAST_CHUNK = Buffer.from('\r\n0\r\n\r\n')

type Connection = { check(): Promise<void>; ask(): Promise<string>; close(): void }

/** Opens one connection. `ask` gives the whole answer once it is there; `check` rejects when it is another than expected. */
async function connect({ port, asks }: Target, number: number): Promise<Connection> {
  const { host, path, holds } = asks(number)
  const socket = net.connect({ port, host: '127.0.0.1', noDelay: true })
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve)
    socket.once('error', reject)
  })
  const question = `GET ${path} HTTP/1.1\r\nHost: ${host}\r\n\r\n`
  let held = Buffer.alloc(0)
  let waiting: { give: (answer: string) => void; fail: (error: Error) => void } | null = null
  const fail = (why: string): void => waiting?.fail(new Error(`${host}${path} on port ${port}: ${why}`))
  socket.on('data', (chunk) => {
    held = held.length === 0 ? chunk : Buffer.concat([held, chunk])
    if (!isWhole(held)) return
    const answer = held.toString('latin1')
    held = Buffer.alloc(0)
    waiting?.give(answer)
  })
  socket.setTimeout(SILENCE_MS, () => socket.destroy(new Error('no answer')))
  socket.on('error', (error) => fail(error.message))
  socket.on('close', () => fail('the connection was closed'))
  const ask = (): Promise<string> =>
    new Promise((give, fail) => {
      waiting = { give, fail }
      socket.write(question)
    })
  return {
    ask,
    async check() {
      const answer = await ask()
      if (!answer.includes(holds)) throw new Error(`${host}${path} answers: ${answer}`)
    },
    close: () => {
      waiting = null
      socket.destroy()
    },
  }
}

function isWhole(held: Buffer): boolean {
  const end = held.indexOf(END_OF_HEAD)
  if (end < 0) return false
  const head = held.toString('latin1', 0, end)
  const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1]
  return length === undefined
    ? held.subarray(-LAST_CHUNK.length).equals(LAST_CHUNK)
    : held.length >= end + END_OF_HEAD.length + Number(length)
}

/** Asks `requests` times over `connections` at once; gives the microseconds of each. `begin` and `end` are called when
 *  every connection has had one answer, and when the last is there. */
export async function load(
  target: Target,
  { connections, requests }: { connections: number; requests: number },
  measure: { begin(): void; end(): void } | null = null,
): Promise<readonly number[]> {
  const open = await Promise.all(Array.from({ length: connections }, (_, number) => connect(target, number)))
  for (const connection of open) {
    await connection.check()
  }
  const taken: number[] = []
  let left = requests
  measure?.begin()
  await Promise.all(
    open.map(async (connection) => {
      while (left-- > 0) {
        const start = process.hrtime.bigint()
        await connection.ask()
        taken.push(Number(process.hrtime.bigint() - start) / 1000)
      }
    }),
  )
  measure?.end()
  for (const connection of open) connection.close()
  return taken
}
