// What a dialog says before something is done: what it means for visitors, what is kept, what is revoked, and whether there is
// a way back.

import type { Action } from '../../words.ts'

export type Consequences = {
  readonly visitors: string
  readonly kept: string
  readonly revoked: string
  readonly back: string
  readonly danger: boolean
}

/** P24. */
const OFF =
  'HTTPS goes off at once: https:// is refused at the handshake, http:// is served, and a redirect to HTTPS is suspended. If the site sends HSTS you are asked once more, with the time for which visitors would be locked out.'

/** Actions that take nothing away and cost nothing have none: they are done at a click. */
export const CONSEQUENCES: Readonly<Partial<Record<Action | 'detach', Consequences>>> = {
  disable: {
    visitors: OFF,
    kept: 'The certificate and its key are kept. Enabling HTTPS again within its life orders nothing.',
    revoked: 'Nothing is revoked. An issue process that is running is cancelled.',
    back: 'Yes, at any time.',
    danger: true,
  },
  detach: {
    visitors: OFF,
    kept: 'The certificate stays on the SSL certificates page, and can be used again.',
    revoked: 'Nothing is revoked.',
    back: 'Yes: choose it again.',
    danger: true,
  },
  revoke: {
    visitors: OFF,
    kept: 'The resource, its rules and its hostnames. You can get a new certificate afterwards, which counts against the limits of the certificate authority.',
    revoked: 'The certificate is revoked at the certificate authority, and its key is destroyed.',
    back: 'No. A revoked certificate stays revoked.',
    danger: true,
  },
  delete: {
    visitors: 'The site is taken off our servers. Nothing of it is served any more.',
    kept: 'What happened stays in the audit log. Your hostnames stay yours for a while before others can claim them with proof.',
    revoked:
      'Nothing is revoked. The key of a managed certificate is destroyed; revoke it first if it is to be worthless.',
    back: 'No. Create the resource anew instead.',
    danger: true,
  },
  abort: {
    visitors: 'Nothing changes for visitors: what serves now goes on serving.',
    kept: 'The certificate that is in use, if there is one.',
    revoked: 'The process is cancelled, and what is pending at the certificate authority is given up.',
    back: 'Yes: start again when you like. What the authority was asked already has counted.',
    danger: false,
  },
  reissue: {
    visitors: 'Nothing changes for visitors until the new certificate is seen serving.',
    kept: 'The present certificate serves until the new one is live, and is retired at most 30 minutes later.',
    revoked: 'The old certificate is revoked only if you ask for it here.',
    back: 'The order cannot be taken back once it is made.',
    danger: false,
  },
  renew: {
    visitors: 'Nothing changes for visitors until the new certificate is seen serving.',
    kept: 'The present certificate, if there is one, serves until the new one is live.',
    revoked: 'Nothing is revoked.',
    back: 'The order cannot be taken back once it is made.',
    danger: false,
  },
  retry: {
    visitors: 'Nothing changes for visitors until a certificate is seen serving.',
    kept: 'The count of failed attempts goes on: the fifth ends the series.',
    revoked: 'Nothing is revoked.',
    back: 'An attempt that fails has counted.',
    danger: false,
  },
  anyway: {
    visitors: 'Nothing changes for visitors until a certificate is seen serving.',
    kept: 'Our look has found what would make the authority say no. If it is wrong, you get your certificate.',
    revoked: 'Nothing is revoked.',
    back: 'An attempt that fails has counted. You can do this once an hour.',
    danger: false,
  },
}

/** What costs an order, or may, is done after a look at what is left. */
export const COSTS: readonly Action[] = ['retry', 'anyway', 'renew', 'reissue']
