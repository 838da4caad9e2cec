export { createPort, listenOn, refuse, refuseMethod } from './port.ts'
export type { Call, Reply } from './port.ts'
