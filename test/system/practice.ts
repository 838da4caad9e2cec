// A system at the practice CA, with a name server whose every name leads to both edges.

import { startPracticeCa, type PracticeCa, type PracticeCaOptions } from '@wellknown/practice-ca'
import { startDns, type DnsServer } from '@wellknown/practice-dns'
import { freePort } from './free-port.ts'
import { NODE_ADDRESS, startSystem, WORKER_ADDRESS, type System } from './system.ts'

export type Practice = {
  readonly dns: DnsServer
  readonly ca: PracticeCa
  readonly system: System
  close(): Promise<void>
}

/** Starts it all; `log` hears the CA. `given` is a name server that runs already. */
export async function startPractice(
  options: Parameters<typeof startSystem>[2] &
    Pick<PracticeCaOptions, 'log' | 'manage' | 'perspectiveSources' | 'addressMap'> = {},
  given: DnsServer | null = null,
): Promise<Practice> {
  const { log, manage, perspectiveSources, addressMap, ...rest } = options
  const port = await freePort()
  const records = { a: [NODE_ADDRESS, WORKER_ADDRESS] }
  const dns = given ?? (await startDns({ host: '127.0.0.1', port: 0, zone: 'customer.example', records }))
  const ca = await startPracticeCa({
    listen: { host: '127.0.0.1', port: 0 },
    root: null,
    dns: `127.0.0.1:${dns.port}`,
    validationPort: port,
    allowReserved: true,
    ...(log && { log }),
    ...(manage && { manage }),
    ...(perspectiveSources && { perspectiveSources }),
    ...(addressMap && { addressMap }),
  })
  const authority = { directoryUrl: ca.directoryUrl, caPem: ca.rootPem, dns: `127.0.0.1:${dns.port}` }
  const system = await startSystem(authority, port, rest)
  return {
    dns,
    ca,
    system,
    async close() {
      await system.close()
      await ca.close()
      await dns.close()
    },
  }
}
