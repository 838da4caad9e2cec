// For those who run the CDN: a token of the role operator is needed.

import { z } from 'zod'
import { NOTHING } from '../api.ts'
import { UsageFault, type Command, type Given } from '../command.ts'
import { columns, day } from '../paint.ts'

const SCOPE: Command['options'] = {
  all: { about: 'Everything' },
  client: { about: 'One client, by its number', value: 'ID' },
  name: { about: 'One hostname', value: 'HOSTNAME' },
  ca: { about: 'One CA, by the URL of its directory', value: 'URL' },
}

function scopeOf({ is, text }: Given): { scope: string; subject?: string } {
  const named = (['client', 'name', 'ca'] as const).flatMap((scope) => {
    const subject = text(scope)
    return subject === null ? [] : [{ scope, subject }]
  })
  const [first, ...more] = [...named, ...(is('all') ? [{ scope: 'all' }] : [])]
  if (!first || more.length > 0)
    throw new UsageFault('Say what is meant by one of --all, --client, --name, --ca.')
  return first
}

const hold: Command = {
  name: 'hold',
  summary: 'Order nothing new until resumed; serving, deploying and revoking go on',
  options: { ...SCOPE, reason: { about: 'Why: customers are shown it', value: 'TEXT' } },
  examples: [
    ['wellknown hold --all --reason "The CA is being looked at"', 'everybody waits, nobody loses an attempt'],
    ['wellknown hold --name www.example.com --reason "By your wish"', 'one name'],
  ],
  async run(given) {
    const body = { ...scopeOf(given), reason: given.needed('reason') }
    await given.api().call(NOTHING, 'POST', '/operator/hold', body)
    given.terminal.tell('Held. "wellknown holds" lists what is held; "wellknown resume" lifts it.')
  },
}

const resume: Command = {
  name: 'resume',
  summary: 'Lift a hold: what it held starts by and by, one first',
  options: SCOPE,
  examples: [['wellknown resume --all', 'in the words it was held by']],
  async run(given) {
    await given.api().call(NOTHING, 'POST', '/operator/resume', scopeOf(given))
    given.terminal.tell('Resumed.')
  },
}

const held = z.array(
  z.object({
    scope: z.string(),
    subject: z.string(),
    client_name: z.string().nullable(),
    reason: z.string(),
    by: z.string(),
    since: z.string(),
  }),
)

const subjectOf = ({ subject, client_name: name }: z.infer<typeof held>[number]): string =>
  name === null ? subject || '-' : `${subject} (${name})`

const listHolds: Command = {
  name: 'holds',
  summary: 'What is held, why, by whom and since when',
  json: true,
  examples: [['wellknown holds --json', 'for a script']],
  async run({ api, is, terminal }) {
    const holds = await api().call(held, 'GET', '/operator/holds')
    if (is('json')) return terminal.out(JSON.stringify(holds, null, 2))
    if (holds.length === 0) return terminal.out('Nothing is held.')
    const rows = holds.map((each) => [each.scope, subjectOf(each), day(each.since), each.by, each.reason])
    return terminal.out(columns(['SCOPE', 'SUBJECT', 'SINCE', 'BY', 'REASON'], rows))
  },
}

const numberOf = (word: string): string => {
  if (!/^[1-9]\d{0,14}$/.test(word)) throw new UsageFault(`${word} is no number of a resource.`)
  return word
}

const suspend: Command = {
  name: 'suspend',
  summary: 'Take a site out of service: visitors get 403, nothing is ordered, the certificate is kept',
  takes: ['<resource>'],
  options: { reason: { about: 'Why: its customer is mailed it, and reads it in the API', value: 'TEXT' } },
  notes:
    'A <resource> is its number, of whatever client. Its customer cannot undo it, and is told of its end as well.',
  examples: [['wellknown suspend 42 --reason "It serves malware"', 'until "wellknown unsuspend 42"']],
  async run({ api, word, needed, terminal }) {
    const path = `/operator/resources/${numberOf(word(0))}/suspend`
    await api().call(NOTHING, 'POST', path, { reason: needed('reason') })
    terminal.tell('Suspended. "wellknown unsuspend" puts it back.')
  },
}

const unsuspend: Command = {
  name: 'unsuspend',
  summary: 'Put a suspended site back, unless its customer has switched it off',
  takes: ['<resource>'],
  examples: [['wellknown unsuspend 42', 'by its number']],
  async run({ api, word, terminal }) {
    await api().call(NOTHING, 'POST', `/operator/resources/${numberOf(word(0))}/unsuspend`)
    terminal.tell('It is in service again.')
  },
}

export const holds: readonly Command[] = [hold, resume, listHolds, suspend, unsuspend]
