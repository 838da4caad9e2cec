// The management port, where the fault plan is put and the log is read.

import type { Server } from 'node:http'
import { createPort, refuse, refuseMethod } from '@wellknown/practice-port'
import type { FaultPlan } from './fault-plan.ts'
import { readFaultPlan } from './fault-schema.ts'
import type { Journal } from './log.ts'

/** A server that is not listening yet. Throws an Error for a host that is not loopback. */
export const createManagementServer = (host: string, faults: FaultPlan, journal: Journal): Server =>
  createPort(host, async ({ method, path, read }) => {
    if (path === '/log')
      return method === 'GET' ? { status: 200, body: journal.lines() } : refuseMethod('GET')
    if (path !== '/faults') return refuse(404, 'There are /faults and /log')
    switch (method) {
      case 'GET':
        return { status: 200, body: faults.list() }
      case 'PUT':
        faults.replace(readFaultPlan(await read()))
        return { status: 200, body: faults.list() }
      case 'POST':
        faults.add(readFaultPlan(await read()))
        return { status: 200, body: faults.list() }
      case 'DELETE':
        faults.replace([])
        return { status: 204 }
      default:
        return refuseMethod('GET, PUT, POST, DELETE')
    }
  })
