// P4: the option `use_dns01_le_challenge` is taken only where every name's validation record is delegated to us.

import { listRecords, recordsToSet } from '@wellknown/lifecycle'
import type { Options } from '../store/records.ts'
import { wantsDns01 } from '../work/attempt/method.ts'
import { hostingOf, judgeDelegations } from '../work/judge-delegation.ts'
import type { World } from '../world.ts'
import { refuseField } from './refusal.ts'

export { wantsDns01 }

const FIELD = 'options.use_dns01_le_challenge'

/** Looks at the delegation of `names`, if the options ask for DNS-01. Throws a Refusal that says of each name what is wrong
 *  and which record to set. */
export async function checkDelegation(
  world: Pick<World, 'dns' | 'prober'>,
  options: Options,
  names: readonly string[],
): Promise<void> {
  if (!wantsDns01(options) || names.length === 0) return
  const { dns } = world
  if (dns === null) {
    throw refuseField(
      FIELD,
      'DNS-01 is not offered here: this installation hosts no DNS (DNS_PROVIDER). Leave the option off to validate over HTTP-01.',
    )
  }
  const { problems } = await judgeDelegations(world, dns, names)
  // What is our own trouble passes by itself, and is looked at again before each order.
  const theirs = problems.filter(({ code }) => code !== 'our-trouble')
  if (theirs.length === 0) return
  const faults = theirs.map(({ name, detail }) => {
    const records = name === null ? [] : recordsToSet(name, hostingOf(dns, name))
    return detail.includes('Set "') || records.length === 0 ? detail : `${detail} Set ${listRecords(records)}`
  })
  throw refuseField(
    FIELD,
    `DNS-01 needs the validation record of each name to lead to us. ${faults.join(' ')}`,
  )
}
