// Which addresses may be touched on a customer's word: none of the operator's own network.

import ipaddr from 'ipaddr.js'

/** A test for addresses that are allowed although private. */
export type Allowance = (address: string, port: number) => boolean

/** Reads ALLOW_PRIVATE_ORIGINS: CIDR ranges or single `address:port` pairs. Throws an Error that names the faulty part. */
export function readAllowance(parts: readonly string[]): Allowance {
  const tests = parts.map((part): Allowance => {
    const cut = part.lastIndexOf(':')
    const [address, port] = [part.slice(0, cut), part.slice(cut + 1)]
    if (ipaddr.isValid(address) && /^\d{1,5}$/.test(port)) {
      return (asked, askedPort) => asked === address && askedPort === Number(port)
    }
    if (!ipaddr.isValidCIDR(part))
      throw new Error(`ALLOW_PRIVATE_ORIGINS holds ${part}, which is neither a CIDR range nor address:port.`)
    const [range, bits] = ipaddr.parseCIDR(part)
    return (asked) => {
      if (!ipaddr.isValid(asked)) return false
      const parsed = ipaddr.process(asked)
      return parsed.kind() === range.kind() && parsed.match(range, bits)
    }
  })
  return (address, port) => tests.some((test) => test(address, port))
}

/** `address:port`, an IPv6 address in brackets, as sockets want it. */
export function readEndpoint(text: string): { readonly host: string; readonly port: number } {
  const cut = text.lastIndexOf(':')
  return { host: text.slice(0, cut).replace(/^\[|\]$/g, ''), port: Number(text.slice(cut + 1)) }
}

const HIGHEST_PORT = 65_535

/** Is this `address:port`, an IPv6 address in brackets? */
export function isEndpoint(text: string): boolean {
  const [, six, four, port] = /^(?:\[([0-9a-fA-F:.]+)\]|([0-9.]+)):(\d{1,5})$/.exec(text) ?? []
  const good = six === undefined ? ipaddr.IPv4.isValidFourPartDecimal(four ?? '') : ipaddr.IPv6.isValid(six)
  return good && Number(port) >= 1 && Number(port) <= HIGHEST_PORT
}

/** Is this an address of the public Internet? Mapped IPv4 counts as what it embeds. */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false
  const parsed = ipaddr.process(address)
  if (parsed.range() !== 'unicast') return false
  return parsed.kind() === 'ipv4' || parsed.match(GLOBAL_UNICAST, GLOBAL_UNICAST_BITS)
}

/** All that IANA has given out of IPv6. Outside of it lies `::7f00:1`, an old way to write 127.0.0.1. */
const GLOBAL_UNICAST = ipaddr.parse('2000::')
const GLOBAL_UNICAST_BITS = 3

/** Is this a loopback address? */
export function isLoopback(address: string): boolean {
  return ipaddr.isValid(address) && ipaddr.process(address).range() === 'loopback'
}
