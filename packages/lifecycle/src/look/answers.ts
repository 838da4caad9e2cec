// What answers at an address that is not ours, and in a redirect's case where it leads: the first question that fits
// explains the address.

import type { Expected, ProbeFact } from './facts.ts'
import { isForeign } from './addresses.ts'
import { finding, type Check, type Finding } from './finding.ts'
import type { LookCode } from './codes.ts'
import { cdnOf } from './proxy.ts'

type Other = Extract<ProbeFact, { is: 'other' }>
type Unreachable = Extract<ProbeFact, { is: 'unreachable' }>

/** Answers of these kinds say no more than that the address is not ours, which another check may have said. */
const PLAIN: readonly LookCode[] = [
  'wrong-answer',
  'answer-too-long',
  'port-closed',
  'time-out',
  'unreachable',
]

/** Why each foreign address does not give our token. */
export const answersOurToken: Check = (facts, expected) => {
  const said = facts.probes
    .filter((probe) => isForeign(probe, expected))
    .flatMap((probe) => explain(facts.name, probe))
  // Once an address is ours, or none is meant to be, the addresses themselves are told of.
  return isToldOfAlready(facts.probes, expected) ? said.filter(({ code }) => !PLAIN.includes(code)) : said
}

function explain(name: string, probe: ProbeFact): readonly Finding[] {
  const told =
    probe.is === 'other' ? ofAnswer(probe) : probe.is === 'unreachable' ? ofConnection(probe) : null
  return told ? [finding('fail', told[0], name, `${probe.address} ${told[1]}.`)] : []
}

type Told = readonly [code: LookCode, detail: string]

function ofConnection({ how, detail }: Unreachable): Told {
  switch (how) {
    case 'refused':
      return ['port-closed', 'refuses connections on port 80']
    case 'timeout':
      return ['time-out', 'did not answer in time']
    case 'tls':
      return ['https-on-port-80', 'speaks HTTPS on port 80']
    case 'broken':
      return ['unreachable', `could not be asked: ${detail}`]
  }
}

function ofAnswer(probe: Other): Told {
  const { status, headers, excerpt, page, long } = probe
  const cdn = cdnOf(headers)
  const by = cdn === null ? '' : ` (${cdn})`
  const answered = `answered ${status}${by}${quote(excerpt)}`
  if (probe.redirect) return ofRedirect(probe.redirect, `answered ${status}${by}`)
  if (page === 'https-wanted') return ['https-on-port-80', answered]
  if (headers['cf-mitigated'] === 'challenge' || page === 'bot-check') return ['bot-check', answered]
  if (status === 401 || page === 'login') return ['login-page', answered]
  if (status === 403 || status === 451) return ['block-page', answered]
  if (cdn !== null) return ['other-cdn', answered]
  return long ? ['answer-too-long', answered] : ['wrong-answer', answered]
}

/** As Boulder follows them: 301, 302, 307 and 308, to http and https on their own ports, to public names. */
function ofRedirect({ urls, end }: NonNullable<Other['redirect']>, answered: string): Told {
  const way = `${answered} and leads to ${urls.join(', then ')}`
  const last = urls.at(-1) ?? ''
  if (end.is === 'forbidden') return [FORBIDDEN[end.why], `${way}; the CA does not follow it there`]
  const ended =
    end.is === 'other'
      ? `, which answered ${end.status}${quote(end.excerpt)}`
      : end.is === 'unreachable'
        ? `, which could not be asked: ${end.detail}`
        : ''
  return [last.startsWith('https:') ? 'redirect-to-https' : 'redirected', `${way}${ended}`]
}

const FORBIDDEN = {
  status: 'redirect-status',
  scheme: 'redirect-scheme',
  port: 'redirect-port',
  host: 'redirect-host',
  loop: 'redirect-loop',
} as const

/** Our token is there behind a redirect: the CA follows it, and one rule less would be safer. */
export const needsNoRedirect: Check = ({ name, probes }) =>
  probes.flatMap((probe) => {
    if (probe.is !== 'other' || !probe.redirect) return []
    const { urls, end } = probe.redirect
    const way = `${probe.address} leads to ${urls.join(', then ')}`
    if (end.is === 'ours') return [finding('note', 'redirect-followed', name, `${way}, where our answer is.`)]
    return end.is === 'given-up' ? [finding('unsure', 'not-seen', name, `${way}, and on from there.`)] : []
  })

const quote = (excerpt: string): string => (excerpt === '' ? '' : ` with "${excerpt.slice(0, 80)}"`)

/** leadsToUs has told of these addresses: some are ours and others not, or the whole name leads elsewhere. */
function isToldOfAlready(probes: readonly ProbeFact[], expected: Expected): boolean {
  const foreign = probes.filter((probe) => isForeign(probe, expected))
  const inFront = foreign.some((probe) => probe.is === 'other' && (probe.redirect || cdnOf(probe.headers)))
  return foreign.length < probes.length || !inFront
}
