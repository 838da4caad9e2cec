import { afterEach, beforeEach } from 'vitest'
import { createCaller, HOST, type Caller } from './caller.ts'
import { ADDRESSES, startMemorySystem, type MemorySystem } from './memory-system.ts'

/** A fresh system with one client for each test of a file; HOST leads to the edges. */
export function useApi(): { readonly system: MemorySystem; readonly caller: Caller } {
  let system: MemorySystem
  let caller: Caller
  beforeEach(async () => {
    system = await startMemorySystem()
    system.prober.lead(HOST, ADDRESSES)
    caller = await createCaller(system.world)
  })
  afterEach(() => system.close())
  return {
    get system() {
      return system
    },
    get caller() {
      return caller
    },
  }
}
