export { startDns } from './dns.ts'
export type { Caa, DnsServer, Records } from './dns.ts'
