// Which addresses a customer's origin may not lead to: the operator's own network, judged after resolution.

import ipaddr from 'ipaddr.js'

/** A test for addresses that are allowed although private: CIDR ranges or single `address:port` pairs. */
export type Allowance = (address: string, port: number) => boolean

/** Reads ALLOW_PRIVATE_ORIGINS. Throws an Error that names the faulty part. */
export function readAllowance(parts: readonly string[]): Allowance {
  const tests = parts.map((part): Allowance => {
    const pair = /^(?<address>[^/]+):(?<port>\d+)$/.exec(part)?.groups
    if (pair && ipaddr.isValid(pair['address'] ?? '')) {
      return (address, port) => address === pair['address'] && port === Number(pair['port'])
    }
    if (!ipaddr.isValidCIDR(part))
      throw new Error(`ALLOW_PRIVATE_ORIGINS: ${part} is neither a CIDR range nor address:port.`)
    const [range, bits] = ipaddr.parseCIDR(part)
    return (address) => {
      const parsed = ipaddr.process(address)
      return parsed.kind() === range.kind() && parsed.match(range, bits)
    }
  })
  return (address, port) => tests.some((test) => test(address, port))
}

/** Is this an address of the public Internet? Mapped and translated IPv4 counts as what it embeds. */
export function isPublicAddress(address: string): boolean {
  return ipaddr.isValid(address) && ipaddr.process(address).range() === 'unicast'
}
