// The product's words for how a certificate stands, and what its buttons are called. What stands in the way, and who acts, is
// the API's to say.

import type { Schemas } from './api/client.ts'

type Glance = Schemas['Resource']['certificate']
export type Tone = 'good' | 'busy' | 'bad' | 'held' | 'none'
export type Action = Schemas['Actions'][number]['action']

const TONES: Readonly<Record<string, Tone>> = {
  Success: 'good',
  'Own certificate': 'good',
  Processing: 'busy',
  Deleting: 'busy',
  Held: 'held',
  'Pre-validation failed': 'bad',
  Failed: 'bad',
  'Failed (expired)': 'bad',
  Off: 'none',
}

export const toneOf = (label: string): Tone => TONES[label] ?? 'none'

/** For a person who sees no colour and reads no text: every tone has a sign of its own. */
export const SIGNS: Readonly<Record<Tone, string>> = { good: '✓', busy: '…', bad: '!', held: '‖', none: '–' }

/** The sentence under the label: what this state means; `served`: the resource is active, and not suspended. */
export function meaningOf({ label, state }: Pick<Glance, 'label' | 'state'>, served = true): string {
  switch (label) {
    case 'Success':
      if (!served)
        return "The Let's Encrypt certificate is kept. It is renewed once the resource is active again."
      return "Let's Encrypt certificate is used and will be renewed automatically."
    case 'Own certificate':
      return 'Your own certificate is used. We do not renew it: replace it before it expires.'
    case 'Processing':
      return PROCESSING[state] ?? 'The certificate is being issued.'
    case 'Held':
      return 'In the queue. Nothing has failed and no attempt is spent: we go on by ourselves as soon as we may.'
    case 'Pre-validation failed':
      return 'Our own look found what would make the certificate authority say no. No attempt is spent; we look again by ourselves.'
    case 'Failed':
      return 'The certificate authority said no and the series is over.'
    case 'Failed (expired)':
      return 'The certificate ran out before a new one could be issued. We go on trying, rarely, while the name leads here.'
    case 'Deleting':
      return 'The resource is being taken off our servers.'
    default:
      return served ? 'HTTPS is off. Visitors are served over plain HTTP.' : 'HTTPS is off.'
  }
}

/** P6: what is asked of the customer while a certificate is on its way, and where it has to wait for the resource itself
 *  (`processed`: not every edge has it yet); null: nothing. */
export function requestOf(
  { label, state }: Pick<Glance, 'label' | 'state'>,
  processed: boolean,
): string | null {
  if (label === 'Success' || !(state in PROCESSING)) return null
  const first = processed
    ? 'The resource is on its way to our edges; the certificate is issued as soon as every edge in service has it, usually within seconds. '
    : ''
  return `${first}Please leave HTTPS enabled and choose no other certificate until this is done: it would be cancelled.`
}

const PROCESSING: Readonly<Record<string, string>> = {
  checking: 'We are looking whether every name leads to our CDN.',
  issuing: 'The certificate authority is checking the names.',
  waiting: 'An attempt failed; the next one starts by itself.',
  deploying: 'The certificate is there and on its way to our servers.',
}

const NAMES: Readonly<Record<Action, string>> = {
  enable: 'Get SSL certificate',
  own: 'Use my own certificate',
  retry: 'Force retry',
  anyway: 'Ask the CA anyway',
  partial: 'Issue for the names that pass',
  renew: 'Renew certificate',
  reissue: 'Reissue certificate',
  abort: "Abort Let's Encrypt certificate issuing",
  disable: 'Disable HTTPS',
  revoke: 'Revoke certificate',
  delete: 'Delete resource',
}

/** What the button for an action is called where the certificate stands like this; `kept`: one is there while HTTPS is off. */
export function nameOf(
  action: Action,
  { label, state, kind }: Glance,
  { kept, accepted }: { readonly kept: boolean; readonly accepted: boolean },
): string {
  if (action === 'enable' && kept) return 'Enable HTTPS'
  if (action === 'retry' && state === 'blocked') return 'Check again'
  if (action === 'retry' && state === 'active' && accepted) return 'Look at the left-out names now'
  if (action === 'renew' && label.startsWith('Failed') && kind === null) return 'Retry issue'
  return NAMES[action]
}

/** Who the API says must move next, to the one who reads. */
export const MOVERS: Readonly<Record<string, string>> = {
  customer: 'You',
  operator: 'Our operators',
  ca: 'The certificate authority',
  us: 'We',
}

/** Where the API speaks of a call, what is to be done on the page. */
const ON_THE_PAGE: Readonly<Record<string, string>> = {
  'An active resource cannot be deleted. Set "active" to false first.':
    'Switch the site off first: Hostnames and DNS, Serving.',
}

/** Why an action cannot be had, in the page's own terms; `readOnly`: why whoever is here can change nothing. */
export function tellWhyNot(why: string | null, readOnly: string | null): string | null {
  if (why === null) return null
  // The API knows a view by a token that only reads, which the operator's is not.
  if (why === 'This token only reads.') return readOnly ?? why
  return ON_THE_PAGE[why] ?? why
}
