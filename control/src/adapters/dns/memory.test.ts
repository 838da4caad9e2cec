import { dnsContract } from './contract.ts'
import { createMemoryDns } from './memory.ts'

dnsContract('DNS in memory', async () => {
  const host = createMemoryDns()
  return { host, other: host, values: async (name) => host.valuesOf(name), close: async () => undefined }
})
