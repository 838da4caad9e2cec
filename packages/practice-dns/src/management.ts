// The management port: what names answer is set and taken back here.

import type { Server } from 'node:http'
import { createPort, refuse, refuseMethod } from '@wellknown/practice-port'
import { readName, readRecords, type Records } from './records.ts'

export type Names = {
  /** What a name answers now; null: it is none of this server's. */
  find(name: string): Records | null
  /** Null: as the zone says again. */
  set(name: string, records: Records | null): void
  /** Those that were set. */
  all(): Readonly<Record<string, Records>>
  clear(): void
}

/** A server that is not listening yet. `heard` is told of each change. Throws an Error for a host that is not loopback. */
export const createManagementServer = (
  host: string,
  names: Names,
  heard: (name: string, records: Records | null) => void,
): Server =>
  createPort(host, async ({ method, path, read }) => {
    if (path === '/names') return answerAll(method, names, heard)
    const name = path.startsWith('/names/') ? readName(path.slice('/names/'.length)) : null
    if (name === null) return refuse(404, 'There are /names and /names/{name}, with a host name')
    switch (method) {
      case 'GET': {
        const records = names.find(name)
        return records
          ? { status: 200, body: records }
          : refuse(404, `${name} is not in the zone, and was not set`)
      }
      case 'PUT': {
        const records = readRecords(await read())
        names.set(name, records)
        heard(name, records)
        return { status: 200, body: records }
      }
      case 'DELETE':
        names.set(name, null)
        heard(name, null)
        return { status: 204 }
      default:
        return refuseMethod('GET, PUT, DELETE')
    }
  })

function answerAll(
  method: string,
  names: Names,
  heard: (name: string, records: Records | null) => void,
): ReturnType<typeof refuse> {
  if (method === 'GET') return { status: 200, body: names.all() }
  if (method !== 'DELETE') return refuseMethod('GET, DELETE')
  const before = Object.keys(names.all())
  names.clear()
  for (const name of before) heard(name, null)
  return { status: 204 }
}
