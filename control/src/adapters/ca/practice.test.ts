import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { LETS_ENCRYPT_PROFILES, startPracticeCa } from '@wellknown/practice-ca'
import { startDns } from '@wellknown/practice-dns'
import { createAccountKey, openAccount, readTerms } from './account.ts'
import { createAcmeCa } from './acme.ts'
import { caContract } from './contract.ts'

caContract('a CA over ACME', async () => {
  const served = new Map<string, string>()
  const site = http.createServer((request, answer) => {
    answer.end(served.get(request.url?.split('/').at(-1) ?? '') ?? 'nothing')
  })
  await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve))
  const records = { a: ['127.0.0.1'] }
  const dns = await startDns({ host: '127.0.0.1', port: 0, zone: 'customer.example', records })
  const practice = await startPracticeCa({
    listen: { host: '127.0.0.1', port: 0 },
    root: null,
    dns: `127.0.0.1:${dns.port}`,
    validationPort: (site.address() as AddressInfo).port,
    allowReserved: true,
    profiles: LETS_ENCRYPT_PROFILES,
    alternateRoots: 1,
  })
  const common = {
    directoryUrl: practice.directoryUrl,
    accountKey: await createAccountKey(),
    caPem: practice.rootPem,
    now: Date.now,
  }
  const request = { ...common, eab: null }
  const termsAgreed = await readTerms(request)
  const { url: accountUrl } = await openAccount({ ...request, termsAgreed, contact: null })
  return {
    ca: createAcmeCa({ ...common, accountUrl }),
    serve: (token, body) => void served.set(token, body),
    async close() {
      await practice.close()
      await dns.close()
      site.closeAllConnections()
      await new Promise((resolve) => site.close(resolve))
    },
  }
})
