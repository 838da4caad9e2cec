/** `address:port`, an IPv6 address in brackets, as sockets want it. */
export function addressOf(text: string): { readonly host: string; readonly port: number } {
  const cut = text.lastIndexOf(':')
  return { host: text.slice(0, cut).replace(/^\[|\]$/g, ''), port: Number(text.slice(cut + 1)) }
}
