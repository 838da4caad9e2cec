// How settings are read from an environment: each fault is kept, and all are told at once.

import { readFileSync } from 'node:fs'
import { isIP } from 'node:net'

export type Environment = Readonly<Record<string, string | undefined>>
export type Listen = { readonly host: string; readonly port: number }

export type SettingsReader = {
  /** Trimmed; null where it is unset or empty. */
  text(name: string): string | null
  needed(name: string, wish: string): string
  /** Parts between commas. */
  list(name: string): readonly string[]
  flag(name: string, otherwise?: boolean): boolean
  /** `30s`, `15m`, `1h`, in milliseconds. */
  duration(name: string, otherwise: number): number
  /** The content of the file it names; null where it is unset. */
  file(name: string): string | null
  fault(name: string, wish: string): void
  /** A fault that names its setting itself. */
  report(fault: string): void
  /** Throws one Error that lists every fault, if there is any. */
  throwFaults(headline: string): void
}

export function createSettingsReader(env: Environment): SettingsReader {
  const faults: string[] = []
  const fault = (name: string, wish: string): void => void faults.push(`${name} ${wish}`)
  const text = (name: string): string | null => env[name]?.trim() || null
  return {
    text,
    fault,
    report: (said) => void faults.push(said),
    needed(name, wish) {
      const value = text(name)
      if (value === null) fault(name, `is not set: ${wish}`)
      return value ?? ''
    },
    list: (name) =>
      (text(name) ?? '')
        .split(',')
        .map((part) => part.trim())
        .filter(Boolean),
    flag(name, otherwise = false) {
      const value = text(name) ?? String(otherwise)
      if (value !== 'true' && value !== 'false') fault(name, 'must be true or false')
      return value === 'true'
    },
    duration(name, otherwise) {
      const value = text(name)
      if (value === null) return otherwise
      const read = readDuration(value)
      if (!read) fault(name, 'must be a time such as 30s, 15m or 1h')
      return read ?? otherwise
    },
    file(name) {
      const path = text(name)
      if (path === null) return null
      try {
        return readFileSync(path, 'utf8')
      } catch {
        fault(name, `names a file that cannot be read: ${path}`)
        return null
      }
    },
    throwFaults(headline) {
      if (faults.length > 0) throw new Error(`${headline}:\n${faults.map((each) => `- ${each}`).join('\n')}`)
    },
  }
}

/** `address:port`, an IPv6 address in brackets. */
export function readListen(text: string): Listen | null {
  const parts = /^(?:\[(?<six>[0-9a-fA-F:]+)\]|(?<host>[^:[\]]+)):(?<port>\d{1,5})$/.exec(text)?.groups
  const port = Number(parts?.['port'])
  return parts && port <= 65_535 ? { host: parts['six'] ?? parts['host'] ?? '', port } : null
}

export function isAddressAndPort(text: string): boolean {
  const listen = readListen(text)
  return listen !== null && isIP(listen.host) !== 0 && listen.port > 0
}

const MINUTE = 60_000
const UNITS: Readonly<Record<string, number>> = { s: 1000, m: MINUTE, h: 60 * MINUTE }

/** `30s`, `15m` or `1h` in milliseconds; null for anything else. */
export function readDuration(text: string): number | null {
  const [, count, unit] = /^(\d{1,6})(s|m|h)$/.exec(text) ?? []
  return count && unit ? Number(count) * (UNITS[unit] ?? 0) : null
}
