// The certificates issued, and which of them are revoked or replaced.

import { X509Certificate } from 'node:crypto'
import { certificateIdOf, serialIn } from './certificate-id.ts'

export type Issued = {
  /** Upper-case hex. */
  readonly serial: string
  readonly names: readonly string[]
  /** The id of its order. */
  readonly order: string
  /** The id of the account that ordered it. */
  readonly account: string
  /** PEM, leaf first. */
  readonly chain: string
  /** The same leaf under other roots; PEM, leaf first. */
  readonly alternates?: readonly string[]
  /** The reason of RFC 5280 §5.3.1, or null while it stands. */
  readonly revoked: number | null
  /** An order that was finalized has replaced it (RFC 9773 §5). */
  readonly replaced?: boolean
}

export type Certificates = {
  find(serial: string): Issued | null
  /** By its id in ARI. */
  findById(id: string): Issued | null
  /** The last one for precisely these sorted names. */
  findLatest(names: readonly string[]): Issued | null
  /** The certificate with exactly these DER bytes. */
  recognise(der: Buffer): Issued | null
  add(issued: Issued): void
  revoke(issued: Issued, reason: number): void
  markReplaced(serial: string): void
  all(): readonly Issued[]
}

/** @param known what was issued before a restart, so that it can still be revoked and downloaded */
export function createCertificates(known: readonly Issued[]): Certificates {
  const certificates = new Map<string, Issued>()
  /** Names → serial of the last one. */
  const latest = new Map<string, string>()
  const add = (issued: Issued): void => {
    certificates.set(issued.serial, issued)
    latest.set(issued.names.join(), issued.serial)
  }
  const change = (serial: string, part: Partial<Issued>): void => {
    const found = certificates.get(serial)
    if (found) certificates.set(serial, { ...found, ...part })
  }
  for (const each of known) add(each)
  return {
    find: (serial) => certificates.get(serial) ?? null,
    findById(id) {
      const found = certificates.get(serialIn(id) ?? '')
      return found && certificateIdOf(found.chain) === id ? found : null
    },
    findLatest: (names) => certificates.get(latest.get(names.join()) ?? '') ?? null,
    recognise(der) {
      const found = certificates.get(serialOf(der) ?? '')
      return found && new X509Certificate(found.chain).raw.equals(der) ? found : null
    },
    add,
    revoke: ({ serial }, reason) => change(serial, { revoked: reason }),
    markReplaced: (serial) => change(serial, { replaced: true }),
    all: () => [...certificates.values()],
  }
}

function serialOf(der: Buffer): string | null {
  try {
    return new X509Certificate(der).serialNumber
  } catch {
    return null
  }
}
