// Pre-validation as pure judgement: facts about a name go in, problems come out. An unsure fact never blocks (P7).

import type { Problem, ProblemCode } from './problem.ts'

/** What one address of a name answered to our probe token. */
export type ProbeFact = { readonly address: string } & (
  | { readonly is: 'ours' | 'reserved' | 'no-route' }
  | {
      readonly is: 'other'
      readonly status: number
      readonly location: string | null
      readonly excerpt: string
    }
  | { readonly is: 'unreachable'; readonly detail: string }
)

/** What was seen of one name. */
export type NameFacts = {
  readonly name: string
  readonly dns:
    | { readonly is: 'found'; readonly cnames: readonly string[] }
    | { readonly is: 'nxdomain' }
    | { readonly is: 'failure'; readonly detail: string }
  readonly probes: readonly ProbeFact[]
}

/** Why this name cannot be validated now, worst first; empty when nothing speaks against asking the CA. Every address
 *  must lead to us: the CA picks one (P8). An address family we lack is not counted. */
export function judgeName({ name, dns, probes }: NameFacts): readonly Problem[] {
  const problem = (code: ProblemCode, detail: string): Problem => ({ code, detail, name, retryAt: null })
  if (dns.is === 'nxdomain') return [problem('name-does-not-exist', `${name} does not exist in DNS.`)]
  if (dns.is === 'failure') return [problem('dns-failure', dns.detail)]
  if (probes.length === 0) {
    const alias = dns.cnames.at(-1)
    return [
      problem(
        'no-records',
        alias === undefined
          ? `${name} has neither A nor AAAA records.`
          : `${name} is an alias of ${alias}, which has neither A nor AAAA records.`,
      ),
    ]
  }
  return probes.flatMap((probe): Problem[] => {
    switch (probe.is) {
      case 'ours':
      case 'no-route':
        return []
      case 'reserved':
        return [problem('reserved-address', `${probe.address} is no public address.`)]
      case 'unreachable':
        return [problem('unreachable', `${probe.address}: ${probe.detail}.`)]
      case 'other':
        return probe.location === null
          ? [problem('wrong-answer', `${probe.address} answered ${probe.status}${quote(probe.excerpt)}.`)]
          : [
              problem(
                'redirected',
                `${probe.address} answered ${probe.status} and leads to ${probe.location}.`,
              ),
            ]
    }
  })
}

const quote = (excerpt: string): string => (excerpt === '' ? '' : ` with "${excerpt.slice(0, 80)}"`)
