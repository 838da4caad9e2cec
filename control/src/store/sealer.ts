// Private keys at rest: each under a data key of its own, which the master key wraps (AES-256-GCM both times).

import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'

/** Seals and opens secrets for one purpose: `about` is bound in, so a sealed value cannot stand in another row. */
export type Sealer = {
  seal(plain: string, about: string): string
  /** Throws when no master key opens it, or the value was changed or moved. */
  open(sealed: string, about: string): string
  /** The same secret under the present master key; unchanged if it is already. Throws like `open`. */
  rewrap(sealed: string, about: string): string
}

const KEY_BYTES = 32
const NONCE_BYTES = 12
const TAG_BYTES = 16

function encrypt(key: Buffer, plain: Buffer, about: string): Buffer {
  const nonce = randomBytes(NONCE_BYTES)
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(about))
  const box = Buffer.concat([cipher.update(plain), cipher.final()])
  return Buffer.concat([nonce, cipher.getAuthTag(), box])
}

function decrypt(key: Buffer, bytes: Buffer, about: string): Buffer {
  const nonce = bytes.subarray(0, NONCE_BYTES)
  const tag = bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES)
  const decipher = createDecipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(about)).setAuthTag(tag)
  return Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()])
}

/** A sealer under this master key: 32 bytes, base64 (the content of MASTER_KEY_FILE). What `previous` ones sealed is opened
 *  as well, until it is re-sealed. */
export function createSealer(masterKey: string, previous: readonly string[] = []): Sealer {
  const master = readMasterKey(masterKey)
  const older = previous.map(readMasterKey)

  /** The data key, and whether the present master key wraps it. */
  function unwrap(wrapped: string, about: string): { dataKey: Buffer; present: boolean } {
    const bytes = Buffer.from(wrapped, 'base64')
    const open = (key: Buffer): Buffer => decrypt(key, bytes, `data key ${about}`)
    for (const key of [master, ...older]) {
      try {
        return { dataKey: open(key), present: key === master }
      } catch {
        // The next key's, if any.
      }
    }
    throw new Error('No master key opens this value.')
  }

  return {
    seal(plain, about) {
      const dataKey = randomBytes(KEY_BYTES)
      const wrapped = encrypt(master, dataKey, `data key ${about}`)
      return `1.${wrapped.toString('base64')}.${encrypt(dataKey, Buffer.from(plain), about).toString('base64')}`
    },
    open(sealed, about) {
      const { wrapped, box } = readSealed(sealed)
      return decrypt(unwrap(wrapped, about).dataKey, Buffer.from(box, 'base64'), about).toString()
    },
    rewrap(sealed, about) {
      const { wrapped, box } = readSealed(sealed)
      const { dataKey, present } = unwrap(wrapped, about)
      // A box that does not open is not worth a new wrapping.
      decrypt(dataKey, Buffer.from(box, 'base64'), about)
      if (present) return sealed
      return `1.${encrypt(master, dataKey, `data key ${about}`).toString('base64')}.${box}`
    },
  }
}

function readMasterKey(text: string): Buffer {
  const key = Buffer.from(text.trim(), 'base64')
  if (key.length !== KEY_BYTES) throw new Error('The master key must be 32 bytes in base64.')
  return key
}

function readSealed(sealed: string): { wrapped: string; box: string } {
  const [version, wrapped, box] = sealed.split('.')
  if (version !== '1' || !wrapped || !box) throw new Error('Not a sealed value.')
  return { wrapped, box }
}
