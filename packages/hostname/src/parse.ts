// A name as a customer types it, judged and normalised, or refused with a reason that says what to do.

import { toASCII, toUnicode } from 'tr46'
import { parse as parseSuffix } from 'tldts'
import { hostOf, type Hostname } from './host.ts'

export type NameCode =
  | 'empty'
  | 'wildcard'
  | 'url'
  | 'ip'
  | 'idn'
  | 'too-long'
  | 'label'
  | 'underscore'
  | 'single-label'
  | 'too-many-labels'
  | 'public-suffix'

export type ParsedName =
  | { readonly ok: true; readonly name: Hostname }
  | { readonly ok: false; readonly code: NameCode; readonly reason: string }

const LONGEST_NAME = 253
const LONGEST_LABEL = 63
/** Boulder refuses names of more labels (policy/pa.go). */
const MOST_LABELS = 10

const LABEL = /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/
/** Dotted, decimal, octal and hexadecimal spellings of an IPv4 address: a last label that is a number (WHATWG URL). */
const NUMBER = /^(?:\d+|0x[0-9a-f]*)$/

const refuse = (code: NameCode, reason: string): ParsedName => ({ ok: false, code, reason })

/** Normalises a customer's hostname to lower-case A-labels without a trailing dot. */
export function parseHostname(input: string): ParsedName {
  const typed = input.trim()
  if (typed === '') return refuse('empty', 'Give a hostname, such as www.example.com.')
  if (typed.includes('*'))
    return refuse('wildcard', 'A wildcard name cannot be used here; name each hostname.')
  if (/[/?#@\\\s]/.test(typed))
    return refuse('url', 'Give the hostname alone, without scheme, path or spaces.')
  if (typed.includes(':')) {
    return /^[^:]+:\d+$/.test(typed)
      ? refuse('url', 'Give the hostname alone, without a port.')
      : refuse('ip', 'An IP address cannot be used; give a hostname.')
  }
  if (typed.includes('_'))
    return refuse('underscore', 'A hostname cannot hold an underscore; the CA refuses it.')
  const undotted = typed.endsWith('.') ? typed.slice(0, -1) : typed
  // oxlint-disable-next-line no-control-regex -- exactly the ASCII range is meant
  const plain = /^[\x00-\x7f]*$/.test(undotted)
  const ascii = toASCII(undotted, {
    checkHyphens: false,
    checkBidi: true,
    checkJoiners: true,
    useSTD3ASCIIRules: !plain,
  })
  if (ascii === null) return refuse('idn', 'This is not a valid international name.')
  const name = ascii.toLowerCase()
  const labels = name.split('.')
  if (labels.some((label) => label.startsWith('xn--')) && toUnicode(name).error) {
    return refuse('idn', 'An xn-- label of this name does not decode to a valid international name.')
  }
  if (name.length > LONGEST_NAME)
    return refuse('too-long', `A hostname has at most ${LONGEST_NAME} characters.`)
  if (NUMBER.test(labels.at(-1) ?? '')) return refuse('ip', 'An IP address cannot be used; give a hostname.')
  const bad = labels.find((label) => label.length > LONGEST_LABEL || !LABEL.test(label))
  if (bad !== undefined) {
    return refuse(
      'label',
      `Each part between dots has 1 to ${LONGEST_LABEL} letters, digits or inner hyphens.`,
    )
  }
  if (labels.length === 1)
    return refuse('single-label', 'Give a full hostname with a domain, such as www.example.com.')
  if (labels.length > MOST_LABELS)
    return refuse('too-many-labels', `The CA takes at most ${MOST_LABELS} parts in a name.`)
  const suffix = parseSuffix(name, { allowPrivateDomains: false })
  if (suffix.publicSuffix === name)
    return refuse('public-suffix', 'This is a public suffix; name a host under your domain.')
  const host = hostOf(name)
  return host ? { ok: true, name: host } : refuse('label', 'This is not a hostname.')
}

/** The domain one registers (`example.co.uk` of `www.example.co.uk`), by the public suffix list; null when none. */
export function registeredDomain(name: Hostname): string | null {
  return parseSuffix(name, { allowPrivateDomains: true }).domain
}

/** Is `name` the zone itself or a name under it? */
export function isUnder(name: string, zone: string): boolean {
  return name === zone || name.endsWith(`.${zone}`)
}
