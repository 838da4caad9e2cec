// Keys and signing requests of certificates.

import acme from 'acme-client'

export type KeyType = 'ecdsa' | 'rsa'

const RSA_BITS = 2048

/** A fresh certificate key, PKCS#8 PEM: EC P-256, or RSA with 2048 bits. */
export async function createCertificateKey(type: KeyType): Promise<string> {
  const { createPrivateEcdsaKey, createPrivateRsaKey } = acme.crypto
  return (await (type === 'rsa' ? createPrivateRsaKey(RSA_BITS) : createPrivateEcdsaKey())).toString()
}

/** The signing request (DER) for exactly these names, none of them a common name: that field ends at 64 characters. */
export async function createCsr(names: readonly string[], keyPem: string): Promise<Uint8Array> {
  const [, csr] = await acme.crypto.createCsr({ altNames: [...names] }, keyPem)
  return Buffer.from(acme.crypto.getPemBodyAsB64u(csr), 'base64url')
}
