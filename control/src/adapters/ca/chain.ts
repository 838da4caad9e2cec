// A PEM chain, looked at before it is used. It may come from a CA or from a customer; neither is believed.

import { createPrivateKey, X509Certificate } from 'node:crypto'
import { thumbprintOf } from './thumbprint.ts'

export type Leaf = {
  /** Hexadecimal, upper case. */
  readonly serial: string
  /** The DNS names of the subject alternative name, lower case. */
  readonly names: readonly string[]
  /** Milliseconds since the epoch. */
  readonly notBefore: number
  readonly notAfter: number
  readonly issuerName: string
  /** The common name; empty where there is none. */
  readonly subjectName: string
  /** RFC 7638 thumbprint of its public key; null for a key of another kind than RSA or EC. */
  readonly keyThumbprint: string | null
  /** Is `keyPem` this certificate's private key? False for what is no key. */
  publicKeyMatches(keyPem: string): boolean
}

export type Inspected =
  | {
      readonly ok: true
      readonly leaf: Leaf
      readonly blocks: readonly string[]
      /** The common name of the root it leads to: who issued the last certificate in it. Empty where there is none. */
      readonly rootName: string
    }
  | { readonly ok: false; readonly reason: string }

const LARGEST_CHAIN = 100_000
const MOST_CERTIFICATES = 10
const BEGIN = '-----BEGIN CERTIFICATE-----'
const END = '-----END CERTIFICATE-----'

/** Reads a chain, leaf first, each certificate issued by the next. RFC 8555 §11.4: nothing but CERTIFICATE blocks is
 *  taken, since other blocks could mean something to whoever reads the file next. */
export function inspectChain(pem: string): Inspected {
  if (pem.length > LARGEST_CHAIN) return refuse(`It is longer than ${LARGEST_CHAIN} characters.`)
  const blocks: string[] = []
  let rest = pem.trim()
  while (rest !== '') {
    const end = rest.indexOf(END)
    if (!rest.startsWith(BEGIN) || end < 0) return refuse('It holds something else than PEM certificates.')
    const base64 = rest.slice(BEGIN.length, end)
    if (!/^[A-Za-z0-9+/=\s]*$/.test(base64)) return refuse('A certificate in it is not base64.')
    blocks.push(`${BEGIN}\n${base64.trim()}\n${END}`)
    rest = rest.slice(end + END.length).trim()
  }
  if (blocks.length === 0) return refuse('It is empty.')
  if (blocks.length > MOST_CERTIFICATES)
    return refuse(`It holds more than ${MOST_CERTIFICATES} certificates.`)
  let certificates: X509Certificate[]
  try {
    certificates = blocks.map((block) => new X509Certificate(block))
  } catch {
    return refuse('A certificate in it cannot be read.')
  }
  const [leaf] = certificates
  if (!leaf) return refuse('It is empty.')
  const broken = certificates.findIndex((each, index) => {
    const issuer = certificates[index + 1]
    return issuer !== undefined && !isIssuedBy(each, issuer)
  })
  if (broken >= 0) return refuse(`Certificate ${broken + 1} in it was not issued by the one after it.`)
  return { ok: true, leaf: describe(leaf), blocks, rootName: commonName(certificates.at(-1)?.issuer) }
}

function isIssuedBy(each: X509Certificate, issuer: X509Certificate): boolean {
  try {
    return each.checkIssued(issuer) && each.verify(issuer.publicKey)
  } catch {
    // A key of a kind that Node does not know.
    return false
  }
}

function describe(leaf: X509Certificate): Leaf {
  return {
    serial: leaf.serialNumber.toUpperCase(),
    names: (leaf.subjectAltName ?? '')
      .split(', ')
      .flatMap((entry) => (entry.startsWith('DNS:') ? [entry.slice('DNS:'.length).toLowerCase()] : [])),
    notBefore: leaf.validFromDate.getTime(),
    notAfter: leaf.validToDate.getTime(),
    issuerName: attributesOf(leaf.issuer),
    subjectName: commonName(leaf.subject),
    keyThumbprint: thumbprintOrNull(leaf),
    publicKeyMatches(keyPem) {
      try {
        return leaf.checkPrivateKey(createPrivateKey(keyPem))
      } catch {
        return false
      }
    },
  }
}

function thumbprintOrNull({ publicKey }: X509Certificate): string | null {
  const kind = publicKey.asymmetricKeyType
  return kind === 'ec' || kind === 'rsa' ? thumbprintOf(publicKey) : null
}

/** Node prints one attribute a line. */
const commonName = (name: string | undefined): string => /^CN=(.*)$/m.exec(name ?? '')?.[1] ?? ''

const attributesOf = (name: string | undefined): string => (name ?? '').split('\n').join(', ').slice(0, 500)
const refuse = (reason: string): Inspected => ({ ok: false, reason })
