// The life of one resource's certificate, as a table: in STATE, on EVENT, it may become one of these.
//
// Nothing here touches a clock, a network or a database. `decide` (decide.ts) is told what happened and when; it answers
// with the next situation and the work to be done. The rules (rules/, a file per state) fill in the rest.

import type { EventName, StateName } from './vocabulary.ts'

// oxfmt-ignore
export const TABLE = {
  off:       { enable:  ['checking', 'deploying'], // deploying: the kept certificate still lives
               own:     ['deploying'],
               disable: ['off'], revoke: ['off'], delete: ['deleting'],
               expired: ['off'], alarm: ['off'], suspend: ['off'], resume: ['off'] },

  checking:  { passed:  ['issuing', 'waiting'],    // waiting: never an order while suspended
               blocked: ['blocked', 'checking', 'active'], // checking: without the bad names (P25)
               held:    ['waiting'],
               own:     ['deploying'], rename: ['checking'], abort: ['off', 'active'],
               disable: ['off'], revoke: ['off'], delete: ['deleting'],
               expired: ['checking'], alarm: ['checking'], suspend: ['waiting'], resume: ['checking'] },

  blocked:   { due:     ['checking'],              // looked at again by itself
               retry:   ['checking'],
               anyway:  ['issuing'],               // the customer is sure
               partial: ['checking', 'active'],    // for the names that pass; active: those are served
               own:     ['deploying'], rename: ['checking'], abort: ['off', 'active'],
               disable: ['off'], revoke: ['off'], delete: ['deleting'],
               expired: ['blocked'], alarm: ['blocked'], suspend: ['waiting'], resume: ['blocked'] },

  issuing:   { issued:  ['deploying'],
               failed:  ['waiting', 'failed', 'active'], // failed: it was the fifth; active: of added names
               refused: ['failed', 'active'],      // no retry can cure it
               held:    ['waiting'],               // costs no attempt
               rename:  ['checking'], abort: ['off', 'active'],
               disable: ['off'], revoke: ['off'], delete: ['deleting'],
               expired: ['issuing'], alarm: ['issuing'], suspend: ['waiting'], resume: ['issuing'] },

  waiting:   { due:     ['checking'],              // fifteen minutes are over, or what held us may be
               retry:   ['checking'],              // "force retry"
               lifted:  ['waiting'],               // the operator has moved: due now
               partial: ['checking', 'active'],
               own:     ['deploying'], rename: ['checking'], abort: ['off', 'active'],
               disable: ['off'], revoke: ['off'], delete: ['deleting'],
               expired: ['waiting'], alarm: ['waiting'], suspend: ['waiting'], resume: ['waiting'] },

  deploying: { live:    ['active', 'checking'],    // checking: a rename came meanwhile
               due:     ['deploying'],
               rename:  ['deploying'],
               refused: ['failed', 'active', 'off'],
               disable: ['off'], revoke: ['off'], delete: ['deleting'],
               expired: ['deploying'], alarm: ['deploying'], suspend: ['deploying'], resume: ['deploying'] },

  active:    { due:     ['checking', 'active'],    // renewal; active: not while suspended
               advised: ['active'],                // the CA says when
               renew:   ['checking'], reissue: ['checking'],
               retry:   ['checking'],              // names left out are looked at now
               rename:  ['checking', 'active'],    // active: an own certificate stays, with a warning
               enable:  ['checking'],              // another certificate object
               own:     ['deploying'],
               disable: ['off'], revoke: ['off'], delete: ['deleting'],
               expired: ['checking', 'off'],       // off: it was the customer's own
               alarm: ['active'], suspend: ['active'], resume: ['active'] },

  failed:    { due:     ['checking', 'failed'],    // failed: not while suspended
               renew:   ['checking'], enable: ['checking'], rename: ['checking'],
               partial: ['checking', 'active'],
               own:     ['deploying'],
               disable: ['off'], revoke: ['off'], delete: ['deleting'],
               expired: ['failed'], alarm: ['failed'], suspend: ['failed'], resume: ['failed'] },

  deleting:  { due:     ['deleting'],
               gone:    ['deleting'] },            // the shell removes the row
} as const satisfies { [S in StateName]: { [E in EventName]?: readonly StateName[] } }

export type Table = typeof TABLE
