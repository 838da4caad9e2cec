export { startDns } from './dns.ts'
export type { DnsServer } from './dns.ts'
export type { Caa, Records } from './records.ts'
