// A way to an edge on which some clients come late: what they send is held until it is let on.

import net from 'node:net'

export type LateRelay = {
  /** `address:port` to ask instead of the edge. */
  readonly at: string
  /** Clients from here are late from now on; nobody is any more, and those that were held go on. */
  hold(addresses: readonly string[]): void
  release(): void
  /** How many are held now. */
  held(): number
  close(): Promise<void>
}

/** `target` is asked for with each connection, since the edge may start later. */
export async function startLateRelay(
  target: () => { readonly host: string; readonly port: number },
): Promise<LateRelay> {
  let late: readonly string[] = []
  let waiting: (() => void)[] = []
  const sockets = new Set<net.Socket>()
  const join = (client: net.Socket): void => {
    const edge = net.connect(target())
    sockets.add(edge)
    for (const [one, other] of [
      [client, edge],
      [edge, client],
    ] as const) {
      one.on('error', () => other.destroy())
      one.on('close', () => sockets.delete(one))
      one.pipe(other)
    }
  }
  const server = net.createServer((client) => {
    sockets.add(client)
    client.on('error', () => undefined)
    if (late.includes(client.remoteAddress ?? '')) waiting.push(() => join(client))
    else join(client)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as net.AddressInfo
  return {
    at: `127.0.0.1:${port}`,
    hold: (addresses) => void (late = addresses),
    release() {
      late = []
      for (const go of waiting.splice(0)) go()
    },
    held: () => waiting.length,
    async close() {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
