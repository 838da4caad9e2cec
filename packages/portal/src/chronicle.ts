// What an entry of the timeline says to a person.

export type Told = {
  readonly title: string
  readonly detail: string | null
  readonly tone: 'good' | 'bad' | 'plain'
}

type Detail = Readonly<Record<string, unknown>>

const STEPS: Readonly<Record<string, string>> = {
  order: 'An order is made at the certificate authority',
  present: 'The order stands; its tokens are asked for',
  confirm: 'The tokens go to every edge',
  answer: 'Every edge holds them and each was read back: the authority is told to look',
  wait: 'The authority is looking',
  finalize: 'The authority has seen the tokens; our signing request follows',
  collect: 'The certificate is being fetched',
  verify: 'The certificate is looked at: key, names and dates',
}

const TITLES: Readonly<Record<string, string>> = {
  enable: 'HTTPS was asked for',
  own: 'An own certificate was chosen',
  looked: 'We looked at the names',
  passed: 'Every name passes',
  blocked: 'Pre-validation failed',
  held: 'Held, at the cost of no attempt',
  issued: 'Issued',
  failed: 'The certificate authority said no',
  refused: 'Refused',
  live: 'Live: every edge that terminates TLS was seen serving it',
  due: 'It was time to go on',
  retry: 'Force retry',
  anyway: 'The authority is asked although our own look failed',
  partial: 'Issued for the names that pass',
  renew: 'A renewal was asked for',
  reissue: 'A new certificate was asked for',
  rename: 'The hostnames were changed',
  abort: 'The process was aborted',
  disable: 'HTTPS was disabled',
  revoke: 'A revocation was asked for',
  revoked: 'The certificate authority has revoked the certificate',
  retired: 'The old certificate was retired',
  expired: 'The certificate ran out',
  suspend: 'The site was taken out of service',
  resume: 'The resource was activated',
  told: 'You were told',
  alarm: 'A part of the renewal window is over',
  advised: 'The certificate authority has advised when to renew',
  called: 'A call of the API',
  viewed: 'An operator looked at this',
  'challenge-hits': 'Validators asked for the tokens',
  rehearsed: 'A rehearsal',
}
/** What is told of, with its title. */
export const EVENTS = Object.entries(TITLES)

/** Who did it: the token of a call, or nobody: it came by itself. */
export function whoOf(event: string, detail: Detail): string {
  const { token } = detail
  if (isRecord(token)) {
    const name = `Token “${textOf(token['name'])}”`
    return event === 'viewed' ? `${name} of an operator` : `${name}, ${textOf(token['role'])}`
  }
  return textOf(detail['detail']).startsWith('Our operators') ? 'Our operators' : 'By itself'
}

const GOOD: readonly string[] = ['passed', 'issued', 'live', 'revoked']
const BAD: readonly string[] = ['blocked', 'failed', 'refused', 'expired']

/** `event` with its detail, in a sentence and what there is to add. */
export function tell(event: string, detail: Detail): Told {
  const step = event === 'step' ? STEPS[textOf(detail['step'])] : undefined
  return {
    title: step ?? TITLES[event] ?? event,
    detail: detailOf(event, detail),
    tone: GOOD.includes(event) ? 'good' : BAD.includes(event) ? 'bad' : 'plain',
  }
}

function detailOf(event: string, detail: Detail): string | null {
  switch (event) {
    case 'looked':
      return namesOf(detail['names'])
    case 'issued':
    case 'live':
      return `Serial ${textOf(detail['serial'])}`
    case 'called': {
      const by = isRecord(detail['token']) ? ` with token “${textOf(detail['token']['name'])}”` : ''
      return `${textOf(detail['method'])} ${textOf(detail['path'])}${by}`
    }
    case 'failed':
      return said(textOf(detail['detail']))
    case 'challenge-hits':
      return hitsOf(detail)
    case 'viewed':
      return isRecord(detail['token']) ? `With token “${textOf(detail['token']['name'])}”` : null
    case 'told':
      return textOf(detail['message']) || null
    default:
      return textOf(detail['detail']) || problemsOf(detail['problems']) || null
  }
}

/** The certificate authority's own words, as such. */
const said = (words: string): string | null => (words === '' ? null : `In its own words: “${words}”`)

/** How many came, and from how many places: a CA looks from several (its perspectives). */
function hitsOf(detail: Detail): string {
  const numberOf = (name: string): number => (typeof detail[name] === 'number' ? detail[name] : 0)
  const [requests, answered, networks] = [numberOf('requests'), numberOf('answered'), numberOf('networks')]
  const pops = Array.isArray(detail['pops']) ? detail['pops'].map(textOf).join(', ') : ''
  const asked = `${requests === 1 ? 'One request' : `${requests} requests`} from ${networks === 1 ? 'one network' : `${networks} networks`}`
  return `${asked} at ${pops}; ${answered === requests ? 'all were answered' : `${answered} answered`}.`
}

/** What each address of each name answered. */
function namesOf(names: unknown): string | null {
  if (!Array.isArray(names)) return null
  return names
    .filter(isRecord)
    .map(({ name, dns, probes }) => {
      const seen = Array.isArray(probes) ? probes.filter(isRecord) : []
      const said = seen.map(
        ({ address, is }) => `${textOf(address)} ${is === 'ours' ? 'answers with our token' : textOf(is)}`,
      )
      return `${textOf(name)}: ${said.length > 0 ? said.join(', ') : isRecord(dns) ? textOf(dns['is']) : ''}`
    })
    .join('; ')
}

const problemsOf = (problems: unknown): string =>
  Array.isArray(problems)
    ? problems
        .filter(isRecord)
        .map(({ detail }) => textOf(detail))
        .join(' ')
    : ''

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')
const isRecord = (value: unknown): value is Detail =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
