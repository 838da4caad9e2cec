// Signing requests (PKCS #10), read with suspicion.

import 'reflect-metadata'
import { createPublicKey, type KeyObject } from 'node:crypto'
import { isIP } from 'node:net'
import * as x509 from '@peculiar/x509'
import { isStrongKey } from './jws.ts'
import { Refusal } from './problem.ts'

const SUBJECT_ALTERNATIVE_NAME = '2.5.29.17'
/** RFC 7633, "must staple": Boulder has no OCSP left to staple. */
const TLS_FEATURE = '1.3.6.1.5.5.7.1.24'

export type SigningRequest = {
  /** Lower case, each once, sorted; a common name is one of them. */
  readonly names: readonly string[]
  readonly key: KeyObject
}

/** Reads a DER signing request and checks its signature. Throws a Refusal, `badCSR` but for must-staple. */
export async function readCsr(der: Buffer): Promise<SigningRequest> {
  const { csr, key, alternatives } = parse(der)
  if (!isStrongKey(key))
    throw new Refusal('badCSR', 'The key must be EC P-256 or P-384, or RSA of 2048 to 4096 bits')
  if (/^SHA-?1$/i.test(csr.signatureAlgorithm.hash.name)) {
    throw new Refusal('badCSR', 'The signature of the CSR is made with SHA-1')
  }
  if (!(await csr.verify().catch(() => false)))
    throw new Refusal('badCSR', 'The signature of the CSR is not good')
  if (csr.getExtension(TLS_FEATURE))
    throw new Refusal('unauthorized', 'OCSP must-staple is no longer available')
  if (alternatives.some(({ type }) => type !== 'dns')) {
    throw new Refusal('badCSR', 'The CSR holds names other than DNS names')
  }
  const commonNames = csr.subjectName.getField('CN')
  if (commonNames.some((name) => isIP(name) !== 0))
    throw new Refusal('badCSR', 'The common name is an IP address')
  const names = [...alternatives.map(({ value }) => value), ...commonNames].map((name) => name.toLowerCase())
  return { names: [...new Set(names)].toSorted(), key }
}

function parse(der: Buffer) {
  try {
    const csr = new x509.Pkcs10CertificateRequest(der)
    const extension = csr.getExtension(SUBJECT_ALTERNATIVE_NAME)
    return {
      csr,
      key: createPublicKey({ key: Buffer.from(csr.publicKey.rawData), format: 'der', type: 'spki' }),
      alternatives: extension ? new x509.SubjectAlternativeNameExtension(extension.rawData).names.items : [],
    }
  } catch {
    throw new Refusal('badCSR', 'The CSR cannot be read')
  }
}
