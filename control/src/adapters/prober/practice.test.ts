import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { startDns } from '@wellknown/practice-dns'
import { OURS, proberContract, THEIRS } from './contract.ts'
import { createNodeProber } from './node.ts'

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  // The cast: a server that listens on TCP has an address of this form.
  return `127.0.0.1:${(server.address() as AddressInfo).port}`
}

proberContract('the prober of Node', async () => {
  const zone = 'customer.test'
  const dns = await startDns({ host: '127.0.0.1', port: 0, zone, records: {} })
  const said = new Map<string, string>()
  const ours = createServer(({ url = '' }, response) => {
    const body = said.get(url.slice(url.lastIndexOf('/') + 1))
    response.writeHead(body === undefined ? 404 : 200).end(body)
  })
  const theirs = createServer((_, response) => response.end('Welcome'))
  const addressMap = { [OURS]: await listen(ours), [THEIRS]: await listen(theirs) }
  return {
    prober: createNodeProber({
      resolvers: [`127.0.0.1:${dns.port}`],
      port: 80,
      allowLoopback: true,
      addressMap,
    }),
    zone,
    serve: (token, body) => void said.set(token, body),
    set: (name, { fails, bogus, ...records }) =>
      dns.set(name, {
        ...records,
        ...(fails && { servfail: true }),
        ...(bogus !== undefined && { dnssecBogus: bogus }),
      }),
    async close() {
      await dns.close()
      for (const server of [ours, theirs]) await new Promise((resolve) => server.close(resolve))
    },
  }
})
