// What a customer reads about each cause that a look at a delegation (DNS-01) can find.

import type { Advice } from './problem.ts'

const BY_ITSELF = 'There is nothing to do: we try again by ourselves.'
const AGAIN = 'We look again by ourselves.'
const customer = (sentence: string, fix: string): Advice => ({
  sentence,
  who: 'customer',
  fix: `${fix} ${AGAIN}`,
})

export type DelegationCode =
  | 'delegation-missing'
  | 'delegation-elsewhere'
  | 'delegation-hidden'
  | 'delegation-double-label'
  | 'delegation-broken'
  | 'delegation-dnssec'
  | 'dns-not-propagated'
  | 'dns-host-unavailable'

export const DELEGATION_ADVICE: Readonly<Record<DelegationCode, Advice>> = {
  'delegation-missing': customer(
    'The validation record of the name is not delegated to our DNS.',
    'Set the record exactly as given, at the DNS provider of the domain.',
  ),
  'delegation-elsewhere': customer(
    'The validation record of the name is delegated, but not to our DNS alone.',
    'Replace what is there by the record as given.',
  ),
  'delegation-hidden': customer(
    'A TXT record that was left over stands where the delegation to our DNS should be.',
    'Delete that TXT record, then set the record as given: the two cannot stand together.',
  ),
  'delegation-double-label': customer(
    'The delegation to our DNS was set at a name that ends in the domain twice.',
    'Many DNS providers add the domain to what is typed: type the name without it.',
  ),
  'delegation-broken': customer(
    'The validation record of the name cannot be looked up.',
    'Ask the DNS provider of the domain: the delegation must name our servers, all of them and no other.',
  ),
  'delegation-dnssec': customer(
    'The validation record of the name cannot be looked up: its DNSSEC signatures are wrong.',
    'Ask the DNS provider of the domain to mend its signatures, and to remove DS records for the delegated name.',
  ),
  'dns-not-propagated': {
    sentence: 'Some DNS servers do not have our validation record yet.',
    who: 'us',
    fix: BY_ITSELF,
  },
  'dns-host-unavailable': {
    sentence: 'Our DNS does not take the validation record at the moment.',
    who: 'us',
    fix: BY_ITSELF,
  },
}
