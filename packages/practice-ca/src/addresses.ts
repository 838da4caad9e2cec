// Where a name may lead, and where we knock instead on systems that lack the address.

import ipaddr from 'ipaddr.js'

export type Endpoint = { readonly address: string; readonly port: number }

/** Is this address outside the public Internet? Mapped IPv4 counts as what it embeds. */
export function isReserved(address: string): boolean {
  return !ipaddr.isValid(address) || ipaddr.process(address).range() !== 'unicast'
}

/** `address:port`, with an IPv6 address in brackets. Throws an Error that says what is wrong. */
export function parseEndpoint(text: string): Endpoint {
  const { address = '', port = '' } = /^\[?(?<address>[^[\]]+?)\]?:(?<port>\d{1,5})$/.exec(text)?.groups ?? {}
  if (!ipaddr.isValid(address) || Number(port) > 65_535) throw new Error(`${text} is not address:port.`)
  return { address, port: Number(port) }
}

export const formatEndpoint = ({ address, port }: Endpoint): string =>
  address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`

/** Turns where a name leads into where to connect. A key `address` holds for the validation port, `address:port` for
 *  just that one; what is not mapped stays. Throws on a value that is not `address:port`. */
export function createAddressMap(
  map: Readonly<Record<string, string>>,
  validationPort: number,
): (endpoint: Endpoint) => Endpoint {
  const targets = new Map(Object.entries(map).map(([key, value]) => [key, parseEndpoint(value)]))
  return (endpoint) =>
    targets.get(formatEndpoint(endpoint)) ??
    (endpoint.port === validationPort ? targets.get(endpoint.address) : undefined) ??
    endpoint
}
