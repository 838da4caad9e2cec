// Serial numbers of certificates.

import { randomBytes } from 'node:crypto'

/** 126 random bits, as upper-case hex. The first bits are 01: DER then needs neither a sign byte nor a shorter form. */
export function randomSerial(): string {
  const bytes = randomBytes(16)
  bytes.writeUInt8((bytes.readUInt8() & 0x3f) | 0x40)
  return bytes.toString('hex').toUpperCase()
}
