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
const LONGEST_INPUT = 1000
/** Boulder refuses names of more labels (policy/pa.go). */
const MOST_LABELS = 10

const LABEL = /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/
/** Dotted, decimal, octal and hexadecimal spellings of an IPv4 address: a last label that is a number (WHATWG URL). */
const NUMBER = /^(?:\d+|0x[0-9a-f]*)$/

const refuse = (code: NameCode, reason: string): ParsedName => ({ ok: false, code, reason })

/** Normalises a customer's hostname to lower-case A-labels without a trailing dot. */
export function parseHostname(input: string): ParsedName {
  // Longer than any spelling of a name: not worth the tables.
  if (input.length > LONGEST_INPUT)
    return refuse('too-long', `A hostname has at most ${LONGEST_NAME} characters.`)
  const typed = input.trim()
  if (typed === '') return refuse('empty', 'Give a hostname, such as www.example.com.')
  // UTS #46 reads full-width forms as what they look like; so do the words of a refusal.
  const plainly = typed.normalize('NFKC')
  if (plainly.includes('*'))
    return refuse('wildcard', 'A wildcard name cannot be used here; name each hostname.')
  if (/[/?#@\\\s]/.test(plainly))
    return refuse('url', 'Give the hostname alone, without scheme, path or spaces.')
  if (plainly.includes(':')) {
    return /^[^:]+:\d+$/.test(plainly)
      ? refuse('url', 'Give the hostname alone, without a port.')
      : refuse('ip', 'An IP address cannot be used; give a hostname.')
  }
  if (plainly.includes('_'))
    return refuse('underscore', 'A hostname cannot hold an underscore; the CA refuses it.')
  // RFC 3490 §3.1: other scripts have full stops of their own.
  const undotted = typed.replace(/[.\u3002\uff0e\uff61]$/, '')
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

/** What looks like a slip of a script that put the same label before a name again and again, in words; null: nothing does.
 *  Let's Encrypt refuses such names the first time they are asked for (PRE-26). */
export function findSlip(name: Hostname): string | null {
  const domain = registeredDomain(name) ?? name
  const labels = name.slice(0, -domain.length).split('.').filter(Boolean)
  const twice = labels.find((label, at) => label === labels[at + 1])
  if (twice === undefined) return null
  return `${name} holds ${twice}.${twice}: names with a label twice in a row are refused by the CA when they look made by a loop.`
}

/** Is `name` the zone itself or a name under it? */
export function isUnder(name: string, zone: string): boolean {
  return name === zone || name.endsWith(`.${zone}`)
}

/** Does a certificate's name speak for `host`? RFC 6125 §6.4.3: `*` stands for one whole label, the leftmost. */
export function covers(pattern: string, host: string): boolean {
  return pattern === host || (pattern.startsWith('*.') && host.slice(host.indexOf('.')) === pattern.slice(1))
}
