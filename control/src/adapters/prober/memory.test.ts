import { OURS, proberContract } from './contract.ts'
import { createMemoryProber } from './memory.ts'

proberContract('the prober in memory', async () => {
  const said = new Map<string, string>()
  const prober = createMemoryProber((address, _, token) =>
    address === OURS ? (said.get(token) ?? null) : null,
  )
  return {
    prober,
    zone: 'customer.test',
    serve: (token, body) => void said.set(token, body),
    set(name, holding) {
      const { a, aaaa, cname, txt, ns, caa, ...faults } = holding
      const nothing = Object.keys(holding).length === 0
      const records = {
        ...(a && { A: a }),
        ...(aaaa && { AAAA: aaaa }),
        ...(cname !== undefined && { CNAME: [cname] }),
        ...(txt && { TXT: txt }),
        ...(ns && { NS: ns }),
        ...(caa && { CAA: caa }),
      }
      prober.serve(name, nothing ? null : { ...records, ...faults })
    },
    close: async () => {},
  }
})
