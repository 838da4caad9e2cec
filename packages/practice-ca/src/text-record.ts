// DNS-01 from one perspective (RFC 8555 §8.4): the TXT records of one name, of which any may be the right one.

import { createHash } from 'node:crypto'
import type { Endpoint } from './addresses.ts'
import { aliasEndOf, DnsTimeout, isSameName, queryDns } from './dns-query.ts'
import { problem, quote, type Problem } from './problem.ts'
import { refusalOf } from './resolver.ts'

export type TextOptions = { readonly dns: Endpoint; readonly signal: AbortSignal }

/** Null when one of the records at `_acme-challenge.<name>` is the digest of the key authorization. Aliases and
 *  delegations are left to the server that is asked, which is taken for a resolver. */
export async function checkText(
  name: string,
  keyAuthorization: string,
  options: TextOptions,
): Promise<Problem | null> {
  const record = `_acme-challenge.${name}`
  const found = await lookUp(record, options)
  if ('fault' in found) return problem('dns', found.fault)
  const digest = createHash('sha256').update(keyAuthorization).digest('base64url')
  const { texts } = found
  if (texts.includes(digest)) return null
  const [first] = texts
  if (first === undefined) return problem('unauthorized', `No TXT record found at ${record}`)
  const more = texts.length > 1 ? ` (and ${texts.length - 1} more)` : ''
  return problem('unauthorized', `Incorrect TXT record ${quote(first)}${more} found at ${record}`)
}

async function lookUp(
  record: string,
  { dns, signal }: TextOptions,
): Promise<{ readonly texts: readonly string[] } | { readonly fault: string }> {
  try {
    const answer = await queryDns(dns, record, 'TXT', signal)
    if (answer.rcode !== 'NOERROR') return { fault: refusalOf(answer, 'TXT', record) }
    const end = aliasEndOf(answer, record)
    const texts = (answer.answers ?? []).flatMap((each) =>
      each.type === 'TXT' && isSameName(each.name, end) ? [[each.data].flat().join('')] : [],
    )
    return { texts }
  } catch (error) {
    const cause = error instanceof DnsTimeout ? 'query timed out' : 'networking error'
    return { fault: `DNS problem: ${cause} looking up TXT for ${record}` }
  }
}
