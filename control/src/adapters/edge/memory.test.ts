import { edgeContract, popCalled, THUMBPRINT } from './contract.ts'
import { createMemoryEdge } from './memory.ts'

edgeContract('PoPs in memory', async () => {
  const edge = createMemoryEdge({ thumbprint: THUMBPRINT, terminates: ['main'], now: Date.now })
  edge.setReachable('away', false)
  return {
    edge,
    pop: popCalled('main', { tls: ['main:443'] }),
    plain: popCalled('plain'),
    away: popCalled('away', { tls: ['away:443'] }),
    answer: async ({ name }, host, token) => edge.visit(name, host, token, '203.0.113.0/24'),
    close: async () => {},
  }
})
