import { blackBox } from '../black-box/black-box.ts'
import { startWorkerEdge } from './miniflare.ts'

blackBox('the edge as a worker', async (settings, countryFile) => ({
  ...(await startWorkerEdge({
    settings,
    listen: { host: '127.0.0.1', port: 0 },
    persist: null,
    countryFile,
  })),
  capability: 'own-host',
}))
