// Renewal advice (RFC 9773).

import 'reflect-metadata'
import { AuthorityKeyIdentifierExtension, X509Certificate } from '@peculiar/x509'
import { z } from 'zod'
import { readRetryAfter } from './problem.ts'
import type { RenewalInfo } from './port.ts'

const document = z.object({
  suggestedWindow: z.object({
    start: z.iso.datetime({ offset: true }),
    end: z.iso.datetime({ offset: true }),
  }),
  // Shown to people as a link: no other scheme than the web's.
  explanationURL: z
    .url({ protocol: /^https?$/ })
    .max(2000)
    .optional()
    .catch(undefined),
})

/** RFC 9773 §4.1: the authority key identifier and the serial's DER bytes, base64url. Null for a leaf without the first. */
export function certificateId(leafPem: string): string | null {
  const leaf = new X509Certificate(leafPem)
  const keyId = leaf.getExtension(AuthorityKeyIdentifierExtension)?.keyId
  if (!keyId) return null
  const even = leaf.serialNumber.length % 2 === 0 ? leaf.serialNumber : `0${leaf.serialNumber}`
  // DER integers are signed: a first byte of 80 or more is preceded by a zero.
  const serial = parseInt(even.slice(0, 2), 16) >= 0x80 ? `00${even}` : even
  return `${toBase64Url(keyId)}.${toBase64Url(serial)}`
}

const toBase64Url = (hex: string): string => Buffer.from(hex, 'hex').toString('base64url')

/** Reads a renewal information object; null for one that is no window (RFC 9773 §4.2: as if there were none). */
export function readRenewalInfo(body: unknown, retryAfter: string | null, now: number): RenewalInfo | null {
  const parsed = document.safeParse(body)
  if (!parsed.success) return null
  const { suggestedWindow, explanationURL } = parsed.data
  const start = Date.parse(suggestedWindow.start)
  const end = Date.parse(suggestedWindow.end)
  if (end <= start) return null
  return { start, end, explanationUrl: explanationURL ?? null, retryAt: readRetryAfter(retryAfter, now) }
}
