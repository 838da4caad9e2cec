import { blackBox } from '../black-box/black-box.ts'
import { startNodeEdge } from './listen.ts'

blackBox('the edge on Node', async (settings) => {
  const edge = await startNodeEdge({
    settings,
    http: { host: '127.0.0.1', port: 0 },
    tls: null,
    admin: null,
    shelfFile: ':memory:',
    sealKeyFile: null,
    allowPrivateOrigins: ['127.0.0.0/8'],
  })
  return { port: edge.httpPort, close: () => edge.close() }
})
