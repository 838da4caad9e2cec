// The certificates issued, and which of them are revoked.

import { X509Certificate } from 'node:crypto'

export type Issued = {
  /** Upper-case hex. */
  readonly serial: string
  readonly names: readonly string[]
  /** The id of its order. */
  readonly order: string
  /** Thumbprint of the account that ordered it. */
  readonly account: string
  /** PEM, leaf first. */
  readonly chain: string
  /** The reason of RFC 5280 §5.3.1, or null while it stands. */
  readonly revoked: number | null
}

export type Certificates = {
  find(serial: string): Issued | null
  /** The certificate with exactly these DER bytes. */
  recognise(der: Buffer): Issued | null
  add(issued: Issued): void
  revoke(issued: Issued, reason: number): void
  all(): readonly Issued[]
}

/** @param known what was issued before a restart, so that it can still be revoked and downloaded */
export function createCertificates(known: readonly Issued[]): Certificates {
  const certificates = new Map(known.map((each) => [each.serial, each]))
  return {
    find: (serial) => certificates.get(serial) ?? null,
    recognise(der) {
      const found = certificates.get(serialOf(der) ?? '')
      return found && new X509Certificate(found.chain).raw.equals(der) ? found : null
    },
    add: (issued) => void certificates.set(issued.serial, issued),
    revoke: (issued, reason) => void certificates.set(issued.serial, { ...issued, revoked: reason }),
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
