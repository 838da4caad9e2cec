// Asks a name server for what was delegated to it, as a resolver does.

import { randomInt } from 'node:crypto'
import { createSocket } from 'node:dgram'
import { decode, encode, type Packet, type Question } from 'dns-packet'

const TIMEOUT_MS = 1_000

/** The answer of the server at `address:port`; null: none came. */
export function forward(to: string, question: Question): Promise<Packet | null> {
  const cut = to.lastIndexOf(':')
  const query: Packet = { type: 'query', id: randomInt(65_536), questions: [question] }
  const socket = createSocket('udp4')
  return new Promise<Packet | null>((resolve) => {
    const timer = setTimeout(() => resolve(null), TIMEOUT_MS)
    socket.on('close', () => clearTimeout(timer))
    socket.on('error', () => resolve(null))
    socket.on('message', (bytes) => {
      const answer = read(bytes)
      if (answer?.id === query.id) resolve(answer)
    })
    socket.connect(Number(to.slice(cut + 1)), to.slice(0, cut), () => socket.send(encode(query)))
  }).finally(() => socket.close())
}

function read(bytes: Buffer): Packet | null {
  try {
    return decode(bytes)
  } catch {
    return null
  }
}
