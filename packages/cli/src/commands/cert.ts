// What can be done to a certificate, each by a call of the public API.

import { NOTHING } from '../api.ts'
import { Fault, UsageFault, type Command, type Given } from '../command.ts'
import { findResource, type Resource } from '../find-resource.ts'

const NOTES =
  'A <resource> is its number or one of its names. What comes of it: wellknown cert status <resource> --watch'

/** A command that makes one call about a resource. */
const verb = (
  name: string,
  summary: string,
  example: string,
  call: (given: Given, resource: Resource) => Promise<string>,
  options: Command['options'] = {},
): Command => ({
  name: `cert ${name}`,
  summary,
  takes: ['<resource>'],
  options,
  notes: NOTES,
  examples: [[`wellknown cert ${name} www.example.com`, example]],
  async run(given) {
    const resource = await findResource(given.api(), given.word(0))
    given.terminal.tell(await call(given, resource))
  },
})

const post = ({ api }: Given, path: string, body?: object): Promise<unknown> =>
  api().call(NOTHING, 'POST', path, body)

/** The certificate object of a managed certificate. */
function objectOf({ cname, sslData, ssl_automated: automated }: Resource): number {
  if (sslData !== null && automated) return sslData
  throw new Fault(`${cname} has no managed certificate. Ask for one: wellknown cert issue ${cname}`)
}

const issue = verb(
  'issue',
  'Turn HTTPS on with a Let’s Encrypt certificate',
  'starts with a look at the names',
  async (given, found) => {
    const body = { sslEnabled: true, ssl_automated: true }
    await given.api().call(NOTHING, 'PATCH', `/cdn/resources/${found.id}`, body)
    return `A certificate for ${found.cname} was asked for.`
  },
)

const renew = verb(
  'renew',
  'Renew now, before its time',
  'the old one serves until the new one is live',
  async (given, found) => {
    await post(given, `/cdn/sslData/${objectOf(found)}/renew`)
    return `The renewal of ${found.cname} has begun.`
  },
)

const forceRetry = verb(
  'force-retry',
  'Start the next attempt now instead of later',
  'within the CA’s limits',
  async (given, found) => {
    await post(given, `/cdn/sslData/${objectOf(found)}/force-retry`)
    return `The next attempt for ${found.cname} begins now.`
  },
)

const reissue = verb(
  'reissue',
  'Get another certificate, and see it serving before the old one goes',
  'after a key was lost: --revoke-old',
  async (given, found) => {
    await post(given, `/cdn/resources/${found.id}/ssl/le/reissue`, { revoke_old: given.is('revoke-old') })
    return `Another certificate for ${found.cname} was asked for.`
  },
  { 'revoke-old': { about: 'Revoke the old one at the CA once the new one is live' } },
)

const REASONS: Readonly<Record<string, number>> = {
  unspecified: 0,
  'key-compromise': 1,
  superseded: 4,
  'cessation-of-operation': 5,
}
const reasonNames = Object.keys(REASONS).join(', ')

const revoke = verb(
  'revoke',
  'Turn HTTPS off and revoke the certificate at the CA',
  'visitors get no HTTPS until another is issued',
  async (given, found) => {
    const name = given.text('reason') ?? 'cessation-of-operation'
    const reason = REASONS[name]
    if (reason === undefined)
      throw new UsageFault(`--reason ${name} is none that a CA takes. Give ${reasonNames}.`)
    if (!given.is('yes')) {
      if (!given.terminal.interactive) throw new UsageFault('--yes is missing: nobody can be asked here.')
      const said = await given.terminal.ask(
        `Revoke the certificate of ${found.cname}? HTTPS goes off. Type the name: `,
      )
      if (said !== found.cname) throw new Fault('Nothing was revoked.')
    }
    const confirm = given.is('confirm-hsts') && { confirm_hsts: true }
    await post(given, `/cdn/resources/${found.id}/ssl/le/revoke`, { reason, ...confirm })
    return `HTTPS is off for ${found.cname}; the CA is told until it has heard.`
  },
  {
    reason: { about: `Why: ${reasonNames}`, value: 'REASON' },
    'confirm-hsts': { about: 'Do it although browsers were told to come over HTTPS only' },
    yes: { about: 'Do not ask' },
  },
)

const abort = verb(
  'abort',
  'End the issue process that is running',
  'what is served stays',
  async (given, found) => {
    await post(given, `/cdn/resources/${found.id}/ssl/le/abort`)
    return `The issue process of ${found.cname} is ended.`
  },
)

const anyway = verb(
  'anyway',
  'Ask the CA although our own look failed, once an hour',
  'when you are sure',
  async (given, found) => {
    await post(given, `/cdn/resources/${found.id}/ssl/le/anyway`)
    return `The CA is asked for ${found.cname}.`
  },
)

export const certificates: readonly Command[] = [issue, renew, forceRetry, reissue, revoke, abort, anyway]
