// Signs: an intermediate under the root, made at each start, and leaves under it.

import 'reflect-metadata'
import type { KeyObject } from 'node:crypto'
import * as x509 from '@peculiar/x509'
import { EC_P256, type Root } from './root.ts'
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

type Leaf = { readonly serial: string; readonly chainPem: string }

export type Issuer = {
  /** A certificate for validated names. */
  issue(names: readonly string[], key: KeyObject): Promise<Leaf>
  /** The certificate of our own listener, for names and addresses, valid by the machine's clock. */
  issueListener(names: readonly x509.JsonGeneralName[]): Promise<{ chainPem: string; keyPem: string }>
}

/** Makes the intermediate. `now` rules the validity of what is issued. */
export async function createIssuer(options: {
  readonly root: Root
  readonly lifetimeSeconds: number
  readonly now: () => number
}): Promise<Issuer> {
  const { root, now } = options
  // A clock turned by hand and the machine's must both find the intermediate valid.
  const clocks = [now(), Date.now()]
  const keys = await crypto.subtle.generateKey(EC_P256, false, ['sign', 'verify'])
  const intermediate = await x509.X509CertificateGenerator.create({
    serialNumber: randomSerial(),
    subject: [
      { O: ['wellknown practice CA'] },
      { CN: [`Practice Intermediate ${randomSerial().slice(0, 6)}`] },
    ],
    issuer: root.certificate.subjectName,
    notBefore: new Date(Math.max(Math.min(...clocks) - DAY_MS, root.certificate.notBefore.getTime())),
    notAfter: new Date(
      Math.min(Math.max(...clocks) + INTERMEDIATE_LIFETIME_MS, root.certificate.notAfter.getTime()),
    ),
    publicKey: keys.publicKey,
    signingKey: root.signingKey,
    ...('namedCurve' in root.signingKey.algorithm && {
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
      await keyIdOfRoot(root),
    ],
  })
  const intermediatePem = `${intermediate.toString('pem')}\n`

  async function sign(leaf: {
    readonly names: readonly x509.JsonGeneralName[]
    readonly publicKey: x509.PublicKey
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
    return { serial, chainPem: `${certificate.toString('pem')}\n${intermediatePem}` }
  }

  return {
    issue(names, key) {
      const lifetime = options.lifetimeSeconds * 1000
      // Boulder dates certificates back by an hour, for clocks that are slow; less here for lives of minutes.
      const notBefore = now() - Math.min(HOUR_MS, lifetime / 24)
      return sign({
        names: names.map((value) => ({ type: 'dns', value })),
        publicKey: new x509.PublicKey(key.export({ format: 'der', type: 'spki' })),
        rsa: key.asymmetricKeyType === 'rsa',
        notBefore,
        // RFC 5280 §4.1.2.5: the last second belongs to the life.
        notAfter: notBefore + lifetime - 1000,
      })
    },
    async issueListener(names) {
      const { publicKey, privateKey } = await crypto.subtle.generateKey(EC_P256, true, ['sign', 'verify'])
      const { chainPem } = await sign({
        names,
        publicKey: await x509.PublicKey.create(publicKey),
        rsa: false,
        notBefore: Date.now() - HOUR_MS,
        notAfter: Date.now() + LISTENER_LIFETIME_MS,
      })
      const der = await crypto.subtle.exportKey('pkcs8', privateKey)
      return { chainPem, keyPem: x509.PemConverter.encode(der, 'PRIVATE KEY') }
    },
  }
}

/** The issuer's own word for its key, if it has one: roots from elsewhere may count it differently. */
async function keyIdOfRoot({ certificate }: Root): Promise<x509.Extension> {
  const own = certificate.getExtension(x509.SubjectKeyIdentifierExtension)
  return own
    ? new x509.AuthorityKeyIdentifierExtension(own.keyId)
    : x509.AuthorityKeyIdentifierExtension.create(certificate.publicKey)
}
