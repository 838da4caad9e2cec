export { startDns } from './dns.ts'
export type { DnsServer, Records } from './dns.ts'
