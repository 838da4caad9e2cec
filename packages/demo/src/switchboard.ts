// The port at which parts of the town are stopped and started: plain HTTP on loopback.

import type { Server } from 'node:http'
import { createPort, refuse, refuseMethod } from '@wellknown/practice-port'
import { z } from 'zod'
import type { Switch } from './switch.ts'

const wish = z.strictObject({ up: z.boolean() })

/** A server that is not listening yet, for `PUT /parts/{name}` with `{"up": false}`, `GET /parts`, and `DELETE /parts`,
 *  which starts all that are stopped. `heard` is told of each wish. */
export function createSwitchboard(
  host: string,
  parts: Readonly<Record<string, Switch>>,
  heard: (name: string, up: boolean) => void,
): Server {
  const turn = async (name: string, part: Switch, up: boolean): Promise<void> => {
    if (part.isUp() === up) return
    await part.turn(up)
    heard(name, up)
  }
  const state = (): Readonly<Record<string, { up: boolean }>> =>
    Object.fromEntries(Object.entries(parts).map(([name, part]) => [name, { up: part.isUp() }]))

  return createPort(host, async ({ method, path, read }) => {
    if (path === '/parts') {
      if (method === 'GET') return { status: 200, body: state() }
      if (method !== 'DELETE') return refuseMethod('GET, DELETE')
      await Promise.all(Object.entries(parts).map(([name, part]) => turn(name, part, true)))
      return { status: 204 }
    }
    const name = path.startsWith('/parts/') ? path.slice('/parts/'.length) : ''
    const part = Object.hasOwn(parts, name) ? parts[name] : undefined
    if (!part)
      return refuse(
        404,
        `There are /parts and ${Object.keys(parts)
          .map((each) => `/parts/${each}`)
          .join(', ')}`,
      )
    if (method !== 'PUT') return refuseMethod('PUT')
    const { up } = wish.parse(await read())
    await turn(name, part, up)
    return { status: 200, body: state() }
  })
}
