// The edges: which there are, how each stands, and changing that while everything runs.

import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { NOTHING, orElse } from '../api.ts'
import { Fault, type Command } from '../command.ts'
import { columns, day } from '../paint.ts'

const pop = z.looseObject({
  name: z.string(),
  membership: z.string(),
  drained: z.string().nullable(),
  last_seen: z.string().nullable(),
  skew_milliseconds: z.int().nullable(),
  behind: z.int(),
  fault: z.string().nullable(),
  terminates_tls: z.boolean(),
})

const pathOf = (name: string): string => `/operator/pops/${encodeURIComponent(name)}`

const listPops: Command = {
  name: 'pops list',
  summary:
    'The edges: in service or not, last seen, how far behind, how far their clocks are off, what is wrong',
  json: true,
  examples: [['wellknown pops list', '"in" counts; "out" and "drained" are not waited for']],
  async run({ api, is, terminal }) {
    const pops = await api().call(z.array(pop), 'GET', '/operator/pops')
    if (is('json')) return terminal.out(JSON.stringify(pops, null, 2))
    const rows = pops.map((each) => [
      each.name,
      each.drained === null ? each.membership : `drained (${each.membership})`,
      day(each.last_seen),
      String(each.behind),
      each.skew_milliseconds === null ? '-' : `${each.skew_milliseconds} ms`,
      each.terminates_tls ? 'yes' : 'no',
      each.fault ?? '',
    ])
    return terminal.out(
      columns(['POP', 'MEMBERSHIP', 'LAST SEEN', 'BEHIND', 'SKEW', 'TLS', 'WHAT IS WRONG'], rows),
    )
  },
}

const addPop: Command = {
  name: 'pops add',
  summary: 'Add an edge: it counts once it holds every document and was seen answering',
  takes: ['<name>'],
  options: {
    admin: { about: 'The URL of its admin host', value: 'URL' },
    http: { about: 'address:port of a public HTTP listener', value: 'ADDRESS', many: true },
    tls: {
      about: 'address:port of a TLS listener; none: it terminates no TLS',
      value: 'ADDRESS',
      many: true,
    },
    'admin-ca': { about: 'PEM of the CA of its admin listener', value: 'FILE' },
  },
  examples: [
    [
      'wellknown pops add ams-1 --admin https://ams-1.edge.example:8443 --http 198.51.100.1:80 --tls 198.51.100.1:443',
      'the name is the one that POP says there',
    ],
  ],
  async run({ api, word, needed, list, text, terminal }) {
    const file = text('admin-ca')
    const tls = list('tls')
    const body = {
      name: word(0),
      admin: needed('admin'),
      http: list('http'),
      tls: tls.length === 0 ? null : tls,
      ...(file !== null && { admin_ca: readPem(file) }),
    }
    await api().call(pop, 'POST', '/operator/pops', body)
    terminal.tell(`Added. "wellknown pops list" says when ${word(0)} is in service.`)
  },
}

const missing = (name: string): string => `There is no edge ${name}. "wellknown pops list" shows them all.`

const drainPop: Command = {
  name: 'pops drain',
  summary: 'Wait for an edge no more, while it is kept up to date; --off waits for it again',
  takes: ['<name>'],
  options: { off: { about: 'It counts again, once it has caught up' } },
  examples: [
    ['wellknown pops drain ams-1', 'before it is taken down'],
    ['wellknown pops drain ams-1 --off', 'when it is back'],
  ],
  async run({ api, word, is, terminal }) {
    await orElse(api().call(pop, is('off') ? 'DELETE' : 'POST', `${pathOf(word(0))}/drain`), missing(word(0)))
    terminal.tell(is('off') ? 'It counts again once it has caught up.' : 'Drained.')
  },
}

const declareOut: Command = {
  name: 'pops out',
  summary: 'Declare an edge out: nothing waits for it until it answers again and has caught up',
  takes: ['<name>'],
  notes:
    'For one that is known to be down, before the control plane gives it up by itself. It comes back by itself.',
  examples: [['wellknown pops out ams-1', 'what waited for it goes on']],
  async run({ api, word, terminal }) {
    await orElse(api().call(pop, 'POST', `${pathOf(word(0))}/out`), missing(word(0)))
    terminal.tell(`Out. ${word(0)} counts again once it answers and has caught up.`)
  },
}

const removePop: Command = {
  name: 'pops remove',
  summary: 'Forget an edge: nothing is pushed to it, and nothing waits for it',
  takes: ['<name>'],
  notes: 'What it holds stays on it: take it down, or clear its shelf. EDGES_FILE does not bring it back.',
  examples: [['wellknown pops remove ams-1', 'it is gone for good']],
  async run({ api, word, terminal }) {
    await orElse(api().call(NOTHING, 'DELETE', pathOf(word(0))), missing(word(0)))
    terminal.tell('Removed.')
  },
}

function readPem(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    throw new Fault(`--admin-ca names a file that cannot be read: ${file}.`)
  }
}

export const pops: readonly Command[] = [listPops, addPop, drainPop, declareOut, removePop]
