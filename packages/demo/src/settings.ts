// Ports of the demo: each with its override, so that a taken one is no dead end.

export type Ports = {
  readonly api: number
  readonly http: number
  readonly tls: number
  readonly ca: number
  readonly dns: number
  readonly origin: number
  /** Of the practice CA: its fault plan. */
  readonly manage: number
}

const DEFAULTS: Ports = {
  api: 8080,
  http: 8081,
  tls: 8443,
  ca: 14_000,
  dns: 8053,
  origin: 8082,
  manage: 14_001,
}

export const NODE_ADDRESS = '127.0.0.1'
export const WORKER_ADDRESS = '127.0.0.2'
export const ZONE = 'customer.example'
export const SITE = `www.${ZONE}`

export const variableOf = (name: keyof Ports): string => `DEMO_${name.toUpperCase()}_PORT`

/** Reads DEMO_…_PORT. Throws an Error that names the one at fault. */
export function readPorts(env: Readonly<Record<string, string | undefined>>): Ports {
  const read = (name: keyof Ports): number => {
    const text = env[variableOf(name)]
    if (text === undefined) return DEFAULTS[name]
    const port = Number(text)
    if (!Number.isInteger(port) || port < 1 || port > 65_535) {
      throw new Error(`${variableOf(name)} must be a port between 1 and 65535; it is "${text}".`)
    }
    return port
  }
  return {
    api: read('api'),
    http: read('http'),
    tls: read('tls'),
    ca: read('ca'),
    dns: read('dns'),
    origin: read('origin'),
    manage: read('manage'),
  }
}
