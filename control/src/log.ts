// The log: one JSON object a line. What is logged is chosen where it is logged; this is the last look before it is written.

import { pino, type DestinationStream } from 'pino'
import type { Log } from './world.ts'

const HIDDEN = '[hidden]'
/** What nobody may read in a log, by the name under which somebody may put it there one day. */
const SECRETS =
  /^(?:authorization|cookie|password|secret|(?:api_?)?token|.*key_?authori[sz]ation|.*private_?key|(?:sealed|account|master|signing)_?key|key_?pem|hmac_?key)$/i
/** A key as PEM, or the private part of a JWK, wherever it stands. */
const KEY = /-----BEGIN [A-Z ]*PRIVATE KEY-----|"d"\s*:\s*"[\w-]{20,}"/
const DEEPEST = 5

/** A log that is written to `stream`. A line's `level` is `alarm` or `error`, or else `info`. */
export function createLog(stream: DestinationStream): Log {
  const logger = pino(
    {
      base: null,
      customLevels: { alarm: 55 },
      timestamp: () => `,"at":"${new Date().toISOString()}"`,
      formatters: { level: (label) => ({ level: label }) },
    },
    stream,
  )
  return ({ level, ...line }) => {
    const write = level === 'alarm' ? 'alarm' : level === 'error' ? 'error' : 'info'
    logger[write](hide(line, 0))
  }
}

function hide(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return KEY.test(value) ? HIDDEN : value
  if (typeof value !== 'object' || value === null) return value
  if (depth > DEEPEST) return '…'
  if (Array.isArray(value)) return value.map((each) => hide(each, depth + 1))
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [
      name,
      typeof each === 'string' && SECRETS.test(name) ? HIDDEN : hide(each, depth + 1),
    ]),
  )
}

/** The control plane's own, on standard output. */
export const writeLog: Log = createLog(process.stdout)
