// Addresses and ranges of them as numbers, for lists that every request is held against. On the edge's hot path: no
// tables, no expression that goes back.

/** One address. An IPv4-mapped IPv6 address (RFC 4291 §2.5.5.2) is the IPv4 address in it: sockets that take both
 *  families show visitors so. */
export type Address = { readonly family: 4 | 6; readonly value: bigint }

/** The addresses of one family from `first` to `last`. */
export type Range = { readonly family: 4 | 6; readonly first: bigint; readonly last: bigint }

const OCTET = /^(?:0|[1-9]\d{0,2})$/
const GROUP = /^[0-9a-f]{1,4}$/i
const BITS = /^(?:0|[1-9]\d{0,2})$/
const MAPPED = 0xff_ffn << 32n
const WIDTH = { 4: 32, 6: 128 } as const
/** The longest spelling of an IPv6 address; what is longer is none. */
const LONGEST = 45

/** Reads an address as sockets and platforms write it; a zone (`%eth0`) is dropped. Null for what is none. */
export function parseAddress(text: string): Address | null {
  const plain = text.split('%', 1)[0] ?? ''
  if (plain.length > LONGEST) return null
  if (!plain.includes(':')) {
    const value = readFour(plain)
    return value === null ? null : { family: 4, value }
  }
  const value = readSix(plain)
  if (value === null) return null
  return value >> 32n === MAPPED >> 32n ? { family: 4, value: value & 0xff_ff_ff_ffn } : { family: 6, value }
}

/** Reads a range in CIDR notation (RFC 4632 §3.1, RFC 4291 §2.3), or one address. Bits behind the mask are meaningless,
 *  as in nginx. Null for what is none. */
export function parseRange(text: string): Range | null {
  const [name = '', bits, ...rest] = text.split('/')
  const address = name.includes('%') ? null : parseAddress(name)
  if (!address || rest.length > 0) return null
  const { family, value } = address
  const width = WIDTH[family]
  // The mask of a mapped range counts the bits before the IPv4 address too.
  const before = family === 4 && name.includes(':') ? WIDTH[6] - WIDTH[4] : 0
  if (bits !== undefined && !BITS.test(bits)) return null
  const length = bits === undefined ? width : Number(bits) - before
  if (length < 0 || length > width) return null
  const free = BigInt(width - length)
  const first = (value >> free) << free
  return { family, first, last: first | ((1n << free) - 1n) }
}

/** A test whether an address lies in one of `ranges`, in the logarithm of their number. */
export function createRangeSet(ranges: readonly Range[]): (address: Address) => boolean {
  const of = (family: 4 | 6): readonly Range[] => merge(ranges.filter((range) => range.family === family))
  const merged = { 4: of(4), 6: of(6) }
  return ({ family, value }) => {
    const among = merged[family]
    let low = 0
    let high = among.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((among[middle]?.last ?? 0n) < value) low = middle + 1
      else high = middle
    }
    const found = among[low]
    return found !== undefined && found.first <= value
  }
}

/** In order, and none touching another. */
function merge(ranges: readonly Range[]): readonly Range[] {
  const merged: Range[] = []
  for (const range of ranges.toSorted((a, b) => (a.first < b.first ? -1 : a.first > b.first ? 1 : 0))) {
    const before = merged.at(-1)
    if (before && range.first <= before.last + 1n) {
      if (range.last > before.last) merged[merged.length - 1] = { ...before, last: range.last }
    } else merged.push(range)
  }
  return merged
}

/** Four decimal numbers without leading zeros: other spellings are read differently from place to place. */
function readFour(text: string): bigint | null {
  const parts = text.split('.')
  if (parts.length !== 4 || !parts.every((part) => OCTET.test(part) && Number(part) < 256)) return null
  return parts.reduce((value, part) => (value << 8n) | BigInt(part), 0n)
}

function readSix(text: string): bigint | null {
  const halves = text.split('::')
  if (halves.length > 2) return null
  const [before, after] = halves.map(readGroups)
  if (!before || (halves.length === 2 && !after)) return null
  const tail = after ?? []
  const missing = 8 - before.length - tail.length
  if (halves.length === 2 ? missing < 1 : missing !== 0) return null
  const groups = [...before, ...Array.from({ length: missing }, () => 0), ...tail]
  return groups.reduce((value, group) => (value << 16n) | BigInt(group), 0n)
}

/** Groups of four hexadecimal digits, of which the last two may be written as an IPv4 address (RFC 4291 §2.2). */
function readGroups(text: string): readonly number[] | null {
  if (text === '') return []
  const parts = text.split(':')
  const last = parts.at(-1) ?? ''
  const four = last.includes('.') ? readFour(last) : null
  if (last.includes('.') && four === null) return null
  const plain = four === null ? parts : parts.slice(0, -1)
  if (!plain.every((part) => GROUP.test(part))) return null
  const groups = plain.map((part) => Number.parseInt(part, 16))
  return four === null ? groups : [...groups, Number(four >> 16n), Number(four & 0xff_ffn)]
}
