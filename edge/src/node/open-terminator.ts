// The terminator over what is on the shelf. A key that opens none of it would refuse every handshake, while the control plane
// has receipts for all: the edge does not start with one.

import { makeSealKey, readSealKey } from './seal-key.ts'
import type { NodeShelf } from './shelf.ts'
import { createTerminator, type NodeTerminator } from './terminator.ts'

/** Certificates that are tried: one or the other may be broken by itself. */
const MOST_TRIED = 10

type Files = { readonly shelfFile: string; readonly sealKeyFile: string | null }

/** With the key of SEAL_KEY_FILE, or with a new one where nothing is sealed to another. Throws an Error that says what to do. */
export async function openTerminator(
  shelf: NodeShelf,
  { shelfFile, sealKeyFile }: Files,
): Promise<NodeTerminator> {
  const hosts = shelf.certificateHosts(MOST_TRIED)
  const kept = sealKeyFile === null ? null : await readSealKey(sealKeyFile)
  if (kept === null && hosts.length > 0) {
    const missing =
      sealKeyFile === null ? 'SEAL_KEY_FILE is not set' : `SEAL_KEY_FILE ${sealKeyFile} is not there`
    throw new Error(
      `${missing}, but SHELF_FILE ${shelfFile} holds certificates whose keys are sealed to it. ${WAYS}`,
    )
  }
  const terminator = createTerminator(shelf, kept ?? (await makeSealKey(sealKeyFile)))
  const opened = await Promise.all(hosts.map((host) => terminator.canServe(host)))
  if (hosts.length > 0 && !opened.includes(true)) {
    throw new Error(
      `SEAL_KEY_FILE ${sealKeyFile} holds another key than the one that the certificates in SHELF_FILE ${shelfFile} are sealed to. ${WAYS}`,
    )
  }
  return terminator
}

const WAYS =
  'Put the key file back. If it is lost, run "npm run edge:forget-certificates" with the same SHELF_FILE and start again: the control plane then sends every certificate anew, sealed to the new key.'
