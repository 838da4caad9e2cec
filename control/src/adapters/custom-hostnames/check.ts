import { inspectChain } from '../ca/chain.ts'
import type { HostCertificate, Placed } from './port.ts'

/** The serial, or why this certificate cannot serve `host`. */
export function checkFor(
  host: string,
  { chain, key }: HostCertificate,
): { readonly serial: string } | Extract<Placed, { is: 'refused' }> {
  const inspected = inspectChain(chain)
  if (!inspected.ok) return refuse(`The chain cannot be used. ${inspected.reason}`)
  const { leaf } = inspected
  if (!leaf.publicKeyMatches(key)) return refuse('The key is not that of the certificate.')
  if (!leaf.names.includes(host)) return refuse(`The certificate does not name ${host}.`)
  return { serial: leaf.serial }
}

const refuse = (detail: string): Extract<Placed, { is: 'refused' }> => ({ is: 'refused', detail })
