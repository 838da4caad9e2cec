import { readListen, type Listen, type SettingsReader } from '../settings-reader.ts'

/** METRICS_LISTEN: `address:port`, or `none`. */
export function readMetrics({ text, fault }: SettingsReader): Listen | null {
  const value = text('METRICS_LISTEN') ?? '127.0.0.1:9090'
  if (value === 'none') return null
  const listen = readListen(value)
  if (!listen) fault('METRICS_LISTEN', 'must be address:port, or none')
  return listen
}
