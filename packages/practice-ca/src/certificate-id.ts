// The id of a certificate in ARI (RFC 9773 §4.1): its issuer's key and its serial number.

import 'reflect-metadata'
import * as x509 from '@peculiar/x509'

/** base64url of the authority key identifier, a dot, base64url of the serial number's DER content. Null for what has no
 *  such identifier. The PEM's first certificate counts. */
export function certificateIdOf(pem: string): string | null {
  const certificate = new x509.X509Certificate(pem.slice(0, pem.indexOf('-----END') + 25))
  const issuer = certificate.getExtension(x509.AuthorityKeyIdentifierExtension)
  if (issuer?.keyId === undefined) return null
  const serial = certificate.serialNumber
  // DER puts a zero in front of a number that would look negative.
  const content = /^[89a-f]/i.test(serial) && serial.length % 2 === 0 ? `00${serial}` : serial
  return `${base64url(issuer.keyId)}.${base64url(content)}`
}

/** The serial in such an id, as upper-case hex; null if there is none. */
export function serialIn(id: string): string | null {
  const serial = /^[A-Za-z0-9_-]+\.(?<serial>[A-Za-z0-9_-]+)$/.exec(id)?.groups?.['serial']
  return serial === undefined ? null : Buffer.from(serial, 'base64url').toString('hex').toUpperCase()
}

const base64url = (hex: string): string => Buffer.from(hex, 'hex').toString('base64url')
