// Signed configuration snapshots: made by the control plane, verified by an edge each time it starts to use one.

import { fromBase64, toBase64, utf8 } from './bytes.ts'
import { configPayload, type Config, type ConfigDocument, type ConfigPayload } from './documents.ts'
import type { SigningKey, VerifyingKeys } from './keys.ts'

/** Separates these signatures from those over requests. */
const CONTEXT = 'wellknown-config-v1\n'

/** Signs what an edge shall do for `host` from revision `rev` on. */
export async function signConfig(
  host: string,
  epoch: number,
  rev: number,
  config: Config,
  { keyid, key }: SigningKey,
): Promise<ConfigDocument> {
  const payload = JSON.stringify({ host, epoch, rev, config } satisfies ConfigPayload)
  const signature = new Uint8Array(await crypto.subtle.sign('Ed25519', key, utf8(CONTEXT + payload)))
  return { payload, keyid, signature: toBase64(signature) }
}

/** The configuration, if one of `keys` signed it for this very host; else null. Their times are the caller's to ask (`keysAt`):
 *  what is new, and what was taken long ago, are told apart only there. */
export async function openConfig(
  host: string,
  document: ConfigDocument,
  keys: VerifyingKeys,
): Promise<ConfigPayload | null> {
  const known = keys.get(document.keyid)
  if (!known) return null
  const signature = readBase64(document.signature)
  const good =
    signature &&
    (await crypto.subtle.verify('Ed25519', known.key, signature, utf8(CONTEXT + document.payload)))
  if (!good) return null
  const payload = configPayload.safeParse(readJson(document.payload))
  return payload.success && payload.data.host === host ? payload.data : null
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

function readBase64(text: string): Uint8Array<ArrayBuffer> | null {
  try {
    return fromBase64(text)
  } catch {
    return null
  }
}
