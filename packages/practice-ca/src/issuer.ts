// Signs: an intermediate under the root, made at each start, and leaves under it.

import 'reflect-metadata'
import type { KeyObject, webcrypto } from 'node:crypto'
import * as x509 from '@peculiar/x509'
import type { Flaw } from './fault-schema.ts'
import { createRoot, EC_P256, type Root } from './root.ts'
import { randomSerial } from './serial.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
const INTERMEDIATE_LIFETIME_MS = 10 * 365 * DAY_MS
/** What browsers still take of a server's certificate. */
const LISTENER_LIFETIME_MS = 397 * DAY_MS
/** An RSA key may also carry a session key, in TLS 1.2. */
const RSA_USAGES = new x509.KeyUsagesExtension(
  x509.KeyUsageFlags.digitalSignature | x509.KeyUsageFlags.keyEncipherment,
  true,
)
const EC_USAGES = new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true)
const SERVER_AUTH = x509.ExtendedKeyUsage.serverAuth
/** "Domain validated", of the CA/Browser Forum. */
const DOMAIN_VALIDATED = '2.23.140.1.2.1'

type Leaf = {
  readonly serial: string
  readonly chainPem: string
  /** The same under each of the other roots. */
  readonly alternates: readonly string[]
}

/** How a leaf differs from the usual. */
type Kind = {
  /** Default: the CA's. */
  readonly lifetimeSeconds?: number
  /** What a planned fault has wrong with it. */
  readonly flaw?: Flaw
}

export type Issuer = {
  /** A certificate for validated names. */
  issue(names: readonly string[], key: KeyObject, kind?: Kind): Promise<Leaf>
  /** The certificate of our own listener, for names and addresses, valid by the machine's clock. */
  issueListener(names: readonly x509.JsonGeneralName[]): Promise<{ chainPem: string; keyPem: string }>
}

/** Makes the intermediate. `now` rules the validity of what is issued. */
export async function createIssuer(options: {
  readonly root: Root
  /** They sign the same intermediate, so that each leaf has a chain to each. */
  readonly alternateRoots?: readonly Root[]
  readonly lifetimeSeconds: number
  readonly now: () => number
}): Promise<Issuer> {
  const { root, now } = options
  // A clock turned by hand and the machine's must both find the intermediate valid.
  const clocks = [now(), Date.now()]
  const keys = await crypto.subtle.generateKey(EC_P256, false, ['sign', 'verify'])
  const subject = [
    { O: ['wellknown practice CA'] },
    { CN: [`Practice Intermediate ${randomSerial().slice(0, 6)}`] },
  ]
  const signIntermediate = async (signer: Root): Promise<x509.X509Certificate> =>
    x509.X509CertificateGenerator.create({
      serialNumber: randomSerial(),
      subject,
      issuer: signer.certificate.subjectName,
      notBefore: new Date(Math.max(Math.min(...clocks) - DAY_MS, signer.certificate.notBefore.getTime())),
      notAfter: new Date(
        Math.min(Math.max(...clocks) + INTERMEDIATE_LIFETIME_MS, signer.certificate.notAfter.getTime()),
      ),
      publicKey: keys.publicKey,
      signingKey: signer.signingKey,
      ...('namedCurve' in signer.signingKey.algorithm && {
        signingAlgorithm: { name: 'ECDSA', hash: 'SHA-256' },
      }),
      extensions: [
        new x509.BasicConstraintsExtension(true, 0, true),
        new x509.KeyUsagesExtension(
          x509.KeyUsageFlags.digitalSignature | x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign,
          true,
        ),
        new x509.ExtendedKeyUsageExtension([SERVER_AUTH]),
        await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
        await keyIdOfRoot(signer),
      ],
    })
  const intermediate = await signIntermediate(root)
  const otherPems = await Promise.all(
    (options.alternateRoots ?? []).map(async (each) => pemOf(await signIntermediate(each))),
  )
  const intermediatePem = pemOf(intermediate)

  async function sign(leaf: {
    readonly names: readonly x509.JsonGeneralName[]
    readonly publicKey: x509.PublicKey | webcrypto.CryptoKey
    readonly rsa: boolean
    readonly notBefore: number
    readonly notAfter: number
  }): Promise<Leaf> {
    const serial = randomSerial()
    const certificate = await x509.X509CertificateGenerator.create({
      serialNumber: serial,
      issuer: intermediate.subjectName,
      notBefore: new Date(leaf.notBefore),
      notAfter: new Date(Math.min(leaf.notAfter, intermediate.notAfter.getTime())),
      publicKey: leaf.publicKey,
      signingKey: keys.privateKey,
      signingAlgorithm: EC_P256,
      extensions: [
        leaf.rsa ? RSA_USAGES : EC_USAGES,
        new x509.ExtendedKeyUsageExtension([SERVER_AUTH]),
        new x509.BasicConstraintsExtension(false, undefined, true),
        await x509.SubjectKeyIdentifierExtension.create(leaf.publicKey),
        await x509.AuthorityKeyIdentifierExtension.create(keys.publicKey),
        // Critical, since the subject is empty (RFC 5280 §4.2.1.6): a common name ends at 64 characters.
        new x509.SubjectAlternativeNameExtension([...leaf.names], true),
        new x509.CertificatePolicyExtension([DOMAIN_VALIDATED]),
      ],
    })
    const pem = pemOf(certificate)
    return {
      serial,
      chainPem: `${pem}${intermediatePem}`,
      alternates: otherPems.map((other) => `${pem}${other}`),
    }
  }

  return {
    async issue(names, key, { lifetimeSeconds = options.lifetimeSeconds, flaw } = {}) {
      const lifetime = lifetimeSeconds * 1000
      const shift = flaw === 'future' ? DAY_MS : flaw === 'expired' ? -lifetime : 0
      // Boulder dates certificates back by an hour, for clocks that are slow; less here for lives of minutes.
      const notBefore = now() - Math.min(HOUR_MS, lifetime / 24) + shift
      const missing = names.length > 1 ? names.slice(1) : ['another.invalid']
      const leaf = await sign({
        names: (flaw === 'missingName' ? missing : names).map((value) => ({ type: 'dns', value })),
        publicKey:
          flaw === 'wrongKey'
            ? keys.publicKey
            : new x509.PublicKey(key.export({ format: 'der', type: 'spki' })),
        rsa: key.asymmetricKeyType === 'rsa',
        notBefore,
        // RFC 5280 §4.1.2.5: the last second belongs to the life.
        notAfter: notBefore + lifetime - 1000,
      })
      if (flaw !== 'foreignIssuer') return leaf
      const stranger = await createRoot(now())
      return { ...leaf, chainPem: leaf.chainPem.replace(intermediatePem, stranger.pem.certificate) }
    },
    async issueListener(names) {
      const { publicKey, privateKey } = await crypto.subtle.generateKey(EC_P256, true, ['sign', 'verify'])
      const { chainPem } = await sign({
        names,
        publicKey,
        rsa: false,
        notBefore: Date.now() - HOUR_MS,
        notAfter: Date.now() + LISTENER_LIFETIME_MS,
      })
      const der = await crypto.subtle.exportKey('pkcs8', privateKey)
      return { chainPem, keyPem: x509.PemConverter.encode(der, 'PRIVATE KEY') }
    },
  }
}

const pemOf = (certificate: x509.X509Certificate): string => `${certificate.toString('pem')}\n`

/** The issuer's own word for its key, if it has one: roots from elsewhere may count it differently. */
async function keyIdOfRoot({ certificate }: Root): Promise<x509.Extension> {
  const own = certificate.getExtension(x509.SubjectKeyIdentifierExtension)
  return own
    ? new x509.AuthorityKeyIdentifierExtension(own.keyId)
    : x509.AuthorityKeyIdentifierExtension.create(certificate.publicKey)
}
