import type { Candidate } from '@wellknown/lifecycle'
import { inspectChain, type Leaf } from '../../adapters/ca/chain.ts'
import { preferChain } from './prefer-chain.ts'
import type { At, Next, Step } from './step.ts'

/** Downloads the certificate and looks at it before anybody is shown it: our key, exactly our names, valid now. It is
 *  saved under the attempt's id, so that doing this twice makes one certificate. */
export const verify: Step = async (at) => {
  const { world, attempt } = at
  const { chain, alternates } = await world.ca.certificate(attempt.certificateUrl ?? '')
  const key = world.sealer.open(attempt.sealedKey ?? '', `attempt ${attempt.id}`)
  const inspected = inspectChain(chain)
  if (!inspected.ok) return refuse(inspected.reason)
  const { leaf } = inspected
  if (!leaf.publicKeyMatches(key)) return refuse('It is for another key.')
  const fault = faultOf(at, leaf)
  if (fault !== null) return refuse(fault)
  const { blocks } = await preferChain(at, inspected, alternates)

  const { directory, account } = world.ca
  const { serial, notBefore, notAfter, issuerName, subjectName } = leaf
  await world.store.saveCertificate({
    id: attempt.id,
    resource: attempt.resource,
    kind: 'managed',
    chain: blocks.join('\n'),
    sealedKey: world.sealer.seal(key, `certificate ${attempt.id}`),
    serial,
    names: attempt.names,
    notBefore,
    notAfter,
    issuerName,
    subjectName,
    directory,
    account,
    retires: null,
  })
  const candidate: Candidate = {
    kind: 'managed',
    certificate: attempt.id,
    serial,
    names: attempt.names,
    notBefore,
    notAfter,
    issuer: { directory, account },
  }
  return { is: 'issued', candidate }
}

/** What is wrong with a certificate that the attempt ordered, whoever has its key; null: nothing. */
export function faultOf({ world, attempt }: Pick<At, 'world' | 'attempt'>, leaf: Leaf): string | null {
  // RFC 8555 §11.1.
  if (leaf.keyThumbprint === world.ca.thumbprint) return 'Its key is that of our account.'
  const names = new Set(leaf.names)
  if (names.size !== attempt.names.length || !attempt.names.every((name) => names.has(name)))
    return 'It is for other names.'
  return leaf.notAfter <= world.now() ? 'It has run out already.' : null
}

export const refuse = (detail: string): Extract<Next, { is: 'refused' }> => ({
  is: 'refused',
  problem: {
    code: 'ca-bad-answer',
    detail: `The CA's certificate cannot be used. ${detail}`,
    name: null,
    retryAt: null,
  },
})
