// What the operator demands of a name beyond what the CA does.

import type { SettingsReader } from '../settings-reader.ts'
import type { LookPolicy } from '../world.ts'

/** REQUIRE_CNAME, REQUIRE_ORIGIN; DNS-01 is offered where DNS_PROVIDER names who hosts the records. */
export function readLook({ flag, text }: SettingsReader): LookPolicy {
  return {
    requireCname: flag('REQUIRE_CNAME'),
    requireOrigin: flag('REQUIRE_ORIGIN'),
    offersDns01: (text('DNS_PROVIDER') ?? 'none') !== 'none',
  }
}
