// A look at a name from any machine, without a control plane: DNS, CAA, and who answers. No token of ours is there to be
// found, so an address counts as ours by what it is, not by what it says.

import { isFault, judgeName, type Finding, type NameFacts } from '@wellknown/lifecycle'
import { randomBytes } from 'node:crypto'
import type { Prober } from './adapters/prober/port.ts'
import { climb, isApex } from './work/gather.ts'
import { lookAt } from './work/look.ts'

export type Wish = {
  /** What the name shall be an alias of. */
  readonly target: string
  /** Our edges' addresses, besides those that the target leads to. */
  readonly edges: readonly string[]
  /** As the CA goes by in CAA records. */
  readonly issuers: readonly string[]
}

export type Seen = {
  readonly facts: NameFacts
  readonly findings: readonly Finding[]
  /** Nothing that was seen speaks against asking the CA. */
  readonly passed: boolean
}

/** Looks and judges as pre-validation does, as far as it can be done from here. */
export async function lookFromHere(prober: Prober, name: string, wish: Wish): Promise<Seen> {
  const token = randomBytes(32).toString('base64url')
  const [led, apex, caa, ...addresses] = await Promise.all([
    lookAt({ prober, ca: { thumbprint: '' } }, name, token),
    isApex({ prober }, name),
    climb(name, (at) => prober.query(at, 'CAA')),
    prober.query(wish.target, 'A'),
    prober.query(wish.target, 'AAAA'),
  ])
  const facts: NameFacts = { ...led, apex, caa }
  const ofTarget = addresses.flatMap((each) => (each.is === 'found' ? each.records : []))
  const findings = judgeName(facts, {
    method: 'http-01',
    target: wish.target,
    edges: [...wish.edges, ...ofTarget],
    ca: { identities: wish.issuers, account: '' },
    covered: [],
    requireCname: false,
    requireOrigin: false,
    offersDns01: false,
  })
  return { facts, findings, passed: !findings.some(isFault) }
}
