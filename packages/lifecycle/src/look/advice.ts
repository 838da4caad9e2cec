// What a customer reads about each cause that a look can find.

import type { Advice } from '../problem.ts'
import type { LookCode } from './codes.ts'

const BY_ITSELF = 'There is nothing to do: we try again by ourselves.'
const AGAIN = 'We look again by ourselves.'
const ALIAS = 'Point the name at our CDN with the CNAME record shown'
const EXEMPT =
  'Let that server pass /.well-known/acme-challenge/ to us unchanged, or point the name at our CDN directly.'
const FINE = 'The certificate is issued all the same.'

const customer = (sentence: string, fix: string): Advice => ({ sentence, who: 'customer', fix })
const us = (sentence: string): Advice => ({ sentence, who: 'us', fix: BY_ITSELF })
const idle = (sentence: string): Advice => ({
  sentence,
  who: 'us',
  fix: 'There is nothing to do: it keeps nothing back.',
})

export const LOOK_ADVICE: Readonly<Record<LookCode, Advice>> = {
  // ---- DNS
  'name-does-not-exist': customer(
    'The name does not exist in DNS.',
    `Check the spelling and the registration of the domain. ${ALIAS}. ${AGAIN}`,
  ),
  'no-records': customer('The name has no address in DNS.', `${ALIAS}. ${AGAIN}`),
  'dns-failure': customer(
    'The name could not be looked up: its DNS servers fail.',
    `Ask the domain's DNS provider to mend its servers. ${AGAIN}`,
  ),
  'dns-timeout': customer(
    'The name could not be looked up: its DNS servers do not answer.',
    `Ask the domain's DNS provider whether all its servers answer, over UDP and TCP. ${AGAIN}`,
  ),
  'dnssec-bogus': customer(
    'The DNSSEC signatures of the domain are wrong, so that the certificate authority does not believe its records.',
    `Have the DNS provider sign the zone anew, or remove the DS record at the registrar. ${AGAIN}`,
  ),

  // ---- where it leads
  'reserved-address': customer(
    'The name leads to an address that cannot be reached from the internet.',
    `Remove the A or AAAA record with this address, so that the name leads to our CDN only. ${AGAIN}`,
  ),
  'cname-elsewhere': customer(
    'The name is an alias of something else than our CDN.',
    `${ALIAS}, in place of the present one. ${AGAIN}`,
  ),
  'cname-missing': customer(
    'The name does not lead to our CDN.',
    `${ALIAS}, in place of its A and AAAA records. ${AGAIN}`,
  ),
  'cname-required': customer(
    'The name leads to our CDN, but is no alias of it, which the operator of this CDN demands.',
    `${ALIAS}, in place of its A and AAAA records. ${AGAIN}`,
  ),
  'mixed-addresses': customer(
    'Some addresses of the name lead to our CDN, and others do not.',
    `Remove the A record with this address: the certificate authority may ask at any of them. ${AGAIN}`,
  ),
  'foreign-ipv6': customer(
    'An IPv6 address of the name does not lead to our CDN.',
    `Remove the AAAA record with this address: the certificate authority asks there first. ${AGAIN}`,
  ),
  'dead-ipv6': customer(
    'An IPv6 address of the name does not answer.',
    `Remove the AAAA record with this address: the certificate authority asks there first. ${AGAIN}`,
  ),
  left: customer(
    'The name has led to our CDN, and does not any more.',
    'If it shall come back, set the CNAME record shown, and all goes on by itself; else remove the name from the resource.',
  ),
  'cname-flattened': customer(
    'The name leads to our CDN by our addresses, not by an alias.',
    `${FINE} An alias would follow us when our addresses change.`,
  ),
  'apex-address': customer(
    'The name is the head of its domain and leads to our CDN by our addresses.',
    `${FINE} Our addresses may change: where your DNS provider has an alias for such names (ALIAS, ANAME), use it.`,
  ),

  // ---- what answers there
  'other-cdn': customer(
    'Another CDN stands in front of ours and does not pass our answer on.',
    `${EXEMPT} ${AGAIN}`,
  ),
  proxied: customer(
    'Another server stands in front of our CDN, and passes our answer on.',
    `${FINE} Keep /.well-known/acme-challenge/ passing there, also for the renewals.`,
  ),
  'redirect-to-https': customer(
    'A server in front of our CDN redirects the request to HTTPS instead of passing it on.',
    `Exempt /.well-known/acme-challenge/ from the redirect there. Rules on our CDN do no harm. ${AGAIN}`,
  ),
  'redirect-loop': customer(
    'A server in front of our CDN redirects the request in a circle.',
    `Exempt /.well-known/acme-challenge/ from the redirect there. ${AGAIN}`,
  ),
  'redirect-scheme': customer(
    'A server in front of our CDN redirects the request to something that is neither HTTP nor HTTPS.',
    `Correct the redirect there, or exempt /.well-known/acme-challenge/ from it. ${AGAIN}`,
  ),
  'redirect-port': customer(
    'A server in front of our CDN redirects the request to a port that the certificate authority does not ask at.',
    `Redirect to port 80 or 443 only, or exempt /.well-known/acme-challenge/. ${AGAIN}`,
  ),
  'redirect-host': customer(
    'A server in front of our CDN redirects the request to a place that is not of the public internet.',
    `Correct the redirect there: its target is mistyped or private. ${AGAIN}`,
  ),
  'redirect-status': customer(
    'A server in front of our CDN redirects the request in a way that the certificate authority does not follow.',
    `Use status 301, 302, 307 or 308 there, or exempt /.well-known/acme-challenge/. ${AGAIN}`,
  ),
  redirected: customer(
    'A server in front of our CDN redirects the request instead of passing it on.',
    `Exempt /.well-known/acme-challenge/ from the redirect there. Rules on our CDN do no harm. ${AGAIN}`,
  ),
  'redirect-followed': customer(
    'Our answer is reached, but behind a redirect of a server in front of our CDN.',
    `${FINE} To be safe, exempt /.well-known/acme-challenge/ from the redirect there.`,
  ),
  'login-page': customer(
    'A server in front of our CDN asks for a login.',
    `Exempt /.well-known/acme-challenge/ from the login there. ${AGAIN}`,
  ),
  'bot-check': customer(
    'A server in front of our CDN checks whether a human asks.',
    `Exempt /.well-known/acme-challenge/ from the bot check there: the certificate authority is none. ${AGAIN}`,
  ),
  'block-page': customer(
    'A server in front of our CDN blocks the request.',
    `Exempt /.well-known/acme-challenge/ from its firewall and country rules. ${AGAIN}`,
  ),
  'answer-too-long': customer(
    'An address of the name answers with a page instead of our short answer.',
    `${EXEMPT} ${AGAIN}`,
  ),
  'wrong-answer': customer(
    'An address of the name is answered by another server than our CDN.',
    `${EXEMPT} ${AGAIN}`,
  ),
  'port-closed': customer(
    'An address of the name refuses connections on port 80.',
    `Open port 80 there, or remove the A or AAAA record if the address is not of our CDN. ${AGAIN}`,
  ),
  'time-out': customer(
    'An address of the name does not answer on port 80: a firewall drops the request, or nothing is there.',
    `Let port 80 through the firewall, or remove the A or AAAA record if the address is not of our CDN. ${AGAIN}`,
  ),
  'https-on-port-80': customer(
    'An address of the name speaks HTTPS on port 80.',
    `Serve plain HTTP on port 80 there, or point the name at our CDN directly. ${AGAIN}`,
  ),
  unreachable: customer(
    'An address of the name does not answer as a web server on port 80.',
    `If the address is not one of our CDN, remove its A or AAAA record. ${AGAIN}`,
  ),
  'not-seen': idle('An address of the name could not be asked from where we look.'),

  // ---- CAA
  'caa-forbids': customer(
    'The CAA records of the domain do not let our certificate authority issue.',
    `Add the CAA record shown, or remove those that are there. ${AGAIN}`,
  ),
  'caa-critical': customer(
    'A CAA record of the domain demands something that no certificate authority knows.',
    `Remove this CAA record, or its critical flag. ${AGAIN}`,
  ),
  'caa-spelling': customer(
    'A CAA record of the domain writes the name of our certificate authority in capitals, which it does not take.',
    `Write it in lower case, as in the CAA record shown. ${AGAIN}`,
  ),
  'caa-account': customer(
    'A CAA record of the domain lets another account of our certificate authority issue, not ours.',
    `Add the CAA record shown, which allows our account too. ${AGAIN}`,
  ),
  'caa-method': customer(
    'A CAA record of the domain does not allow the way in which the name is validated.',
    `Add the method to the record (validationmethods), or add the CAA record shown. ${AGAIN}`,
  ),
  'caa-failure': customer(
    'The CAA records of the domain could not be looked up: its DNS servers fail.',
    `Ask the domain's DNS provider: its servers must answer for CAA too, if only with nothing. ${AGAIN}`,
  ),
  'caa-unsure': idle('The CAA records of the domain could not be looked up from here.'),

  // ---- the origin
  'origin-down': customer(
    'The origin does not answer.',
    'The certificate is issued all the same; visitors will miss the origin.',
  ),
  'origin-required': customer(
    'The origin does not answer, and the operator of this CDN demands one that does.',
    `Start the origin, or correct its address in the origin group. ${AGAIN}`,
  ),

  // ---- ours
  'edge-not-propagated': us('Some of our servers do not have the configuration of the name yet.'),
  'edge-not-seen': idle('One of our servers works, but could not be asked from where we look.'),
  'our-trouble': us('The check could not be made because of a fault on our side.'),
  'dns-01-helps': customer(
    'The certificate can be had without the name leading to our CDN.',
    'Delegate the validation records of the name to our DNS and enable use_dns01_le_challenge on the resource.',
  ),
}
