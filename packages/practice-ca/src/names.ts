// Which names an order may hold, and which hosts a redirect may lead to.

import { isIP } from 'node:net'
import { domainToUnicode } from 'node:url'
import { Refusal, problem, quote, type Problem } from './problem.ts'

const MOST_NAMES = 100
/** Boulder's bound, to keep CAA lookups few. */
const MOST_LABELS = 10
const LONGEST_NAME = 253
const LABEL = /^(?!-)[a-z0-9-]{1,63}(?<!-)$/

/** Is this a lower-case host name of two labels or more? Not an IPv4 address, nor a name that a URL would take for one
 *  because of a number at its end. */
export function isHostname(name: string): boolean {
  const labels = name.split('.')
  return (
    name.length <= LONGEST_NAME &&
    labels.length >= 2 &&
    labels.every((label) => LABEL.test(label) && !isFaultyALabel(label)) &&
    isIP(name) === 0 &&
    URL.parse(`http://${name}/`)?.hostname === name
  )
}

/** Node leaves what is not Punycode (RFC 3492) as it stands. */
const isFaultyALabel = (label: string): boolean =>
  label.startsWith('xn--') && domainToUnicode(label).startsWith('xn--')

/** The names of a new order, each once and sorted. Throws a Refusal that names each bad one. */
export function readNames(
  identifiers: readonly { readonly type: string; readonly value: string }[],
): readonly string[] {
  const names = [...new Set(identifiers.map(({ value }) => value))].toSorted()
  if (names.length === 0) throw new Refusal('malformed', 'An order needs at least one identifier')
  if (names.length > MOST_NAMES) {
    throw new Refusal('malformed', `Order cannot contain more than ${MOST_NAMES} identifiers`)
  }
  const stranger = identifiers.find(({ type }) => type !== 'dns')
  if (stranger) {
    throw new Refusal(
      'unsupportedIdentifier',
      `Only "dns" identifiers are served, not ${quote(stranger.type)}`,
    )
  }
  const faults = names.flatMap((name): Problem[] => {
    const fault = faultOf(name)
    const cut = name.slice(0, LONGEST_NAME)
    return fault === null
      ? []
      : [problem('rejectedIdentifier', `Cannot issue for ${quote(cut)}: ${fault}`, { name: cut })]
  })
  const [first] = faults
  if (first) {
    throw new Refusal('rejectedIdentifier', first.detail, faults.length > 1 ? { subproblems: faults } : first)
  }
  return names
}

function faultOf(name: string): string | null {
  if (name.startsWith('*.')) return 'a wildcard cannot be validated over HTTP-01'
  if (name !== name.toLowerCase()) return 'names are to be sent in lower case'
  if (name.includes('_')) return 'a host name holds no underscore'
  if (!isHostname(name)) return 'this is not a fully qualified host name'
  if (name.split('.').length > MOST_LABELS) return `a name has at most ${MOST_LABELS} labels`
  return null
}
