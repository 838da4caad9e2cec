// The demo's settings: its ports, each with its override so that a taken one is no dead end, and the time between attempts.

export type Ports = {
  readonly api: number
  readonly http: number
  readonly tls: number
  readonly ca: number
  /** Of the practice CA's staging directory. */
  readonly staging: number
  readonly dns: number
  readonly origin: number
  /** Of the practice CA: its fault plan. */
  readonly manage: number
  /** Of the name server: what names answer. */
  readonly names: number
  /** Where edges and origin are stopped and started. */
  readonly parts: number
  /** What is measured. */
  readonly metrics: number
  /** Of our own name server, for validation records that are delegated to us. */
  readonly responder: number
}

const DEFAULTS: Ports = {
  api: 8080,
  http: 8081,
  tls: 8443,
  ca: 14_000,
  staging: 14_002,
  dns: 8053,
  origin: 8082,
  manage: 14_001,
  names: 8054,
  parts: 8083,
  metrics: 9090,
  responder: 8055,
}

export const NODE_ADDRESS = '127.0.0.1'
export const WORKER_ADDRESS = '127.0.0.2'
/** Another company's server, on the port that validators ask. */
export const STRANGER_ADDRESS = '127.0.0.3'
/** Where the CA's perspectives ask from, the primary first: each in a network of its own. All of 127.0.0.0/8 is this machine on
 *  Linux; elsewhere the system chooses. */
export const PERSPECTIVES =
  process.platform === 'linux' ? [1, 2, 3, 4, 5, 6].map((network) => `127.0.${network}.1`) : []
/** Where customers delegate their validation records to. */
export const NAMESERVER = 'ns1.cdn.example'
export const ALIAS_ZONE = 'acme.cdn.example'
export const ZONE = 'customer.example'
export const SITE = `www.${ZONE}`

type Environment = Readonly<Record<string, string | undefined>>

export const variableOf = (name: keyof Ports): string => `DEMO_${name.toUpperCase()}_PORT`

/** Reads DEMO_…_PORT. Throws an Error that names the one at fault. */
export function readPorts(env: Environment): Ports {
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
    staging: read('staging'),
    dns: read('dns'),
    origin: read('origin'),
    manage: read('manage'),
    names: read('names'),
    parts: read('parts'),
    metrics: read('metrics'),
    responder: read('responder'),
  }
}

/** Reads DEMO_RETRY_AFTER, `1m` by default; what it may be is the control plane's to say, but not longer than a day. */
export function readRetryAfter(env: Environment): string {
  const text = env['DEMO_RETRY_AFTER'] ?? '1m'
  if (!/^[1-9]\d{0,3}(?:s|m)$/.test(text)) {
    throw new Error(`DEMO_RETRY_AFTER must be a time such as 10s or 5m; it is "${text}".`)
  }
  return text
}
