import { z } from 'zod'
import { NOTHING, orElse } from '../api.ts'
import { UsageFault, type Command } from '../command.ts'
import { columns, day } from '../paint.ts'

const client = z.looseObject({ id: z.int(), name: z.string(), cname: z.string(), created: z.string() })
const token = z.looseObject({
  id: z.int(),
  name: z.string(),
  role: z.string(),
  expires: z.string().nullable(),
  last_used: z.string().nullable(),
})
const newToken = token.extend({ token: z.string() })
const ROLES = ['read', 'write', 'admin', 'operator']
const DAY_MS = 24 * 60 * 60_000

const listClients: Command = {
  name: 'clients list',
  summary: 'All clients of the CDN (operator)',
  json: true,
  examples: [['wellknown clients list', 'each with the name its customers point at']],
  async run({ api, is, terminal }) {
    const clients = await api().call(z.array(client), 'GET', '/operator/clients')
    if (is('json')) return terminal.out(JSON.stringify(clients, null, 2))
    const rows = clients.map(({ id, name, cname, created }) => [String(id), name, cname, day(created)])
    return terminal.out(columns(['ID', 'NAME', 'TARGET', 'SINCE'], rows))
  },
}

const createClient: Command = {
  name: 'clients create',
  summary: 'Make a client and its first API token (operator)',
  takes: ['<name>'],
  json: true,
  notes: 'The token is printed once and kept nowhere. It goes to standard output, everything else beside it.',
  examples: [['wellknown clients create "Example Ltd" > token', 'the file then holds the token only']],
  async run({ api, word, is, terminal }) {
    const made = await api().call(z.object({ client, token: newToken }), 'POST', '/operator/clients', {
      name: word(0),
    })
    if (is('json')) return terminal.out(JSON.stringify(made, null, 2))
    terminal.tell(
      `Made client ${made.client.id}; its names point at ${made.client.cname}. Its token, shown once:`,
    )
    return terminal.out(made.token.token)
  },
}

const listTokens: Command = {
  name: 'tokens list',
  summary: 'The API tokens of your client, without their text',
  json: true,
  examples: [['wellknown tokens list', 'with role, expiry and last use']],
  async run({ api, is, terminal }) {
    const tokens = await api().call(z.array(token), 'GET', '/cdn/clients/me/tokens')
    if (is('json')) return terminal.out(JSON.stringify(tokens, null, 2))
    const rows = tokens.map((each) => [
      String(each.id),
      each.name,
      each.role,
      each.expires === null ? 'never' : day(each.expires),
      each.last_used === null ? 'never' : day(each.last_used),
    ])
    return terminal.out(columns(['ID', 'NAME', 'ROLE', 'EXPIRES', 'LAST USED'], rows))
  },
}

const createToken: Command = {
  name: 'tokens create',
  summary: 'Make an API token for your client',
  takes: ['<name>'],
  options: {
    role: { about: `What it may do: ${ROLES.join(', ')}; write unless said`, value: 'ROLE' },
    days: { about: 'It ends after so many days; never unless said', value: 'N' },
  },
  json: true,
  notes: 'The token is printed once and kept nowhere. It goes to standard output, everything else beside it.',
  examples: [['wellknown tokens create ci --role read --days 90 > token', 'for a script that only looks']],
  async run({ api, word, text, is, terminal }) {
    const role = text('role') ?? 'write'
    if (!ROLES.includes(role)) throw new UsageFault(`--role ${role} is none. Give ${ROLES.join(', ')}.`)
    const days = text('days')
    if (days !== null && !/^[1-9]\d{0,4}$/.test(days))
      throw new UsageFault('--days wants a number of days, such as 90.')
    const expires = days === null ? null : new Date(Date.now() + Number(days) * DAY_MS).toISOString()
    const made = await api().call(newToken, 'POST', '/cdn/clients/me/tokens', {
      name: word(0),
      role,
      expires,
    })
    if (is('json')) return terminal.out(JSON.stringify(made, null, 2))
    terminal.tell(`Made token ${made.id} (${made.role}). Its text, shown once:`)
    return terminal.out(made.token)
  },
}

const deleteToken: Command = {
  name: 'tokens delete',
  summary: 'Delete an API token: it is good for nothing from then on',
  takes: ['<id>'],
  examples: [['wellknown tokens delete 3', 'its number is in "wellknown tokens list"']],
  async run({ api, word, terminal }) {
    await orElse(
      api().call(NOTHING, 'DELETE', `/cdn/clients/me/tokens/${encodeURIComponent(word(0))}`),
      `No token of your client has the number ${word(0)}. "wellknown tokens list" shows them all.`,
    )
    terminal.tell('Deleted.')
  },
}

export const clients: readonly Command[] = [listClients, createClient, listTokens, createToken, deleteToken]
