// What browsers that visited a host over HTTPS remember: for how long they refuse plain HTTP (RFC 6797).

import type { Instant } from './words.ts'

export type HstsMemory = {
  /** The hosts among these that were not looked at since `instant`. */
  hostsToLookAt(hosts: readonly string[], instant: Instant): Promise<readonly string[]>
  /** A host was looked at; `until` when the last visitor's memory of it ends, null where it asks for none. A longer memory
   *  than this one stands. */
  rememberHsts(host: string, until: Instant | null, now: Instant): Promise<void>
  /** The longest memory of any of these hosts, and whose it is; null: of none, or it is over. */
  hstsOf(
    hosts: readonly string[],
    now: Instant,
  ): Promise<{ readonly host: string; readonly until: Instant } | null>
  /** Forgets what nobody remembers and nobody looked at since `instant`. */
  dropHsts(now: Instant, instant: Instant): Promise<void>
}
