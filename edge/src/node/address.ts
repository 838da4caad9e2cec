/** Reads `host:port`, an IPv6 address in brackets. Throws an Error that shows the form. */
export function readAddress(text: string): { host: string; port: number } {
  const parts = /^(?:\[(?<six>[^\]]+)\]|(?<host>[^:]+)):(?<port>\d{1,5})$/.exec(text)?.groups
  if (!parts) throw new Error(`${text} is not an address with a port, such as 0.0.0.0:80.`)
  return { host: parts['six'] ?? parts['host'] ?? '', port: Number(parts['port']) }
}
