import { blackBox } from '../black-box/black-box.ts'
import { startNodeEdge } from './listen.ts'

blackBox('the edge on Node', async (settings, countryFile) => {
  const edge = await startNodeEdge({
    settings,
    http: { host: '127.0.0.1', port: 0 },
    tls: null,
    admin: null,
    shelfFile: ':memory:',
    sealKeyFile: null,
    allowPrivateOrigins: ['127.0.0.0/8'],
    countryFile,
  })
  return { port: edge.httpPort, capability: 'any-host', close: () => edge.close() }
})
