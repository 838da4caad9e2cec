import { caContract } from './contract.ts'
import { createMemoryCa } from './memory.ts'

caContract('the CA in memory', async () => {
  const served = new Map<string, string>()
  const look = async (_: string, token: string) => served.get(token) ?? null
  const ca = await createMemoryCa({ look, lifetime: 90 * 86_400_000, now: Date.now })
  return { ca, serve: (token, body) => void served.set(token, body), close: async () => undefined }
})
