// `npm run control`: the control plane by its environment.

import { readConfig } from './config.ts'
import { startControl } from './control.ts'
import { writeLog } from './log.ts'

// Whoever reads our log may go away; certificates are still to be renewed.
process.stdout.on('error', () => undefined)

try {
  const control = await startControl(readConfig(process.env), writeLog)
  writeLog({ event: 'listening', api: control.apiPort, metrics: control.metricsPort })
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => void control.close())
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error))
  process.exitCode = 1
}
