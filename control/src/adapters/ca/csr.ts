// Keys and signing requests of certificates.

import acme from 'acme-client'

/** A fresh certificate key, PKCS#8 PEM, EC P-256. */
export async function createCertificateKey(): Promise<string> {
  return (await acme.crypto.createPrivateEcdsaKey()).toString()
}

/** The signing request (DER) for exactly these names, none of them a common name: that field ends at 64 characters. */
export async function createCsr(names: readonly string[], keyPem: string): Promise<Uint8Array> {
  const [, csr] = await acme.crypto.createCsr({ altNames: [...names] }, keyPem)
  return Buffer.from(acme.crypto.getPemBodyAsB64u(csr), 'base64url')
}
