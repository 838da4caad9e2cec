export { hostOf, isHostname } from './host.ts'
export type { Hostname } from './host.ts'
export { covers, findSlip, isUnder, parseHostname, registeredDomain } from './parse.ts'
export type { NameCode, ParsedName } from './parse.ts'
