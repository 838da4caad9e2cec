// What a customer reads about each problem: plain words, who must act, and what to do.

import { DELEGATION_ADVICE } from './delegation-advice.ts'
import { LOOK_ADVICE } from './look/advice.ts'
import type { Advice, ProblemCode } from './problem.ts'

const BY_ITSELF = 'There is nothing to do: we try again by ourselves.'
const OPERATOR = 'Our operators have to mend this; no attempt is spent meanwhile.'

/** No code without advice: a new one does not compile until it has its entry here. */
export const PROBLEMS: Readonly<Record<ProblemCode, Advice>> = {
  // ---- pre-validation: our own look, before the certificate authority is asked
  ...LOOK_ADVICE,
  ...DELEGATION_ADVICE,

  // ---- the certificate authority looked, and said no: an attempt is spent
  'ca-connection': {
    sentence: 'The certificate authority could not connect to the name.',
    who: 'customer',
    fix: 'Check that every A and AAAA record of the name leads to our CDN and that no firewall blocks port 80 on the way.',
  },
  'ca-dns': {
    sentence: 'The certificate authority could not look up the name in DNS.',
    who: 'customer',
    fix: "Ask the domain's DNS provider: all its servers must answer for A, AAAA and CAA, with valid DNSSEC signatures if any.",
  },
  'ca-unauthorized': {
    sentence: 'The certificate authority reached the name but did not get our answer there.',
    who: 'customer',
    fix: 'Make every A and AAAA record of the name lead to our CDN, and let a proxy in front of it pass /.well-known/acme-challenge/ unchanged.',
  },
  'ca-caa': {
    sentence: 'A CAA record of the domain forbids this certificate authority to issue.',
    who: 'customer',
    fix: 'Add a CAA record that allows the certificate authority, for Let\'s Encrypt: 0 issue "letsencrypt.org"; or remove the CAA records.',
  },
  'ca-tls': {
    sentence:
      'The certificate authority was sent on to an HTTPS address and could not open a secure connection there.',
    who: 'customer',
    fix: 'Exempt /.well-known/acme-challenge/ from redirects to HTTPS on the servers in front of our CDN.',
  },
  'ca-rejected-identifier': {
    sentence: 'The certificate authority does not issue certificates for this name.',
    who: 'customer',
    fix: 'Remove the name from the resource, use another one, or upload a certificate of your own. Trying again does not help.',
  },
  'ca-refused': {
    sentence: 'The certificate authority refused the request.',
    who: 'operator',
    fix: 'Our operators have to look at the reason given. Trying again without a change rarely helps.',
  },

  // ---- the certificate authority did not judge: no attempt is spent
  'rate-limited': {
    sentence: 'A limit of the certificate authority is reached.',
    who: 'ca',
    fix: 'There is nothing to do: we go on as soon as the limit allows it. No attempt is spent.',
  },
  'ca-paused': {
    sentence: 'The certificate authority has paused this name after many failed attempts.',
    who: 'operator',
    fix: `${OPERATOR} Check meanwhile that the name leads to our CDN.`,
  },
  'ca-unavailable': {
    sentence: 'The certificate authority does not answer, or reports a fault of its own.',
    who: 'ca',
    fix: `${BY_ITSELF} No attempt is spent.`,
  },
  'ca-account': {
    sentence: 'The certificate authority does not accept our account.',
    who: 'operator',
    fix: OPERATOR,
  },
  'ca-terms-changed': {
    sentence: 'The certificate authority has new terms of service, which have to be agreed to.',
    who: 'operator',
    fix: OPERATOR,
  },
  'ca-bad-answer': {
    sentence: 'The certificate authority gave an answer that makes no sense.',
    who: 'operator',
    fix: 'If it does not pass by itself, our operators have to look at the reason given.',
  },

  // ---- nobody is asked
  'operator-hold': {
    sentence: 'Our operators hold new certificates back for the moment.',
    who: 'operator',
    fix: 'What serves goes on serving, no attempt is spent, and we go on by ourselves as soon as the hold is lifted.',
  },

  // ---- deployment
  'edge-unreachable': {
    sentence: 'Some of our servers cannot be reached at the moment.',
    who: 'us',
    fix: BY_ITSELF,
  },
  'not-served-yet': {
    sentence: 'Some of our servers do not serve the new certificate yet.',
    who: 'us',
    fix: BY_ITSELF,
  },
  'certificate-refused': {
    sentence: 'Our servers refused the certificate.',
    who: 'operator',
    fix: 'If it is a certificate of your own, check that its key and chain belong to it; else our operators have to look.',
  },

  // ---- the rest
  expired: {
    sentence: 'The certificate has expired before a new one could be issued.',
    who: 'customer',
    fix: 'If the cause is yours to mend, mend it and press Retry issue; once a day we also try by ourselves.',
  },
  suspended: {
    sentence: 'The resource is not active, and nothing is ordered for an inactive resource.',
    who: 'customer',
    fix: 'Activate the resource; the name is then checked first.',
  },
}
