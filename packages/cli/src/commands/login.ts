import { z } from 'zod'
import { createApi } from '../api.ts'
import { UsageFault, type Command } from '../command.ts'
import { saveCredentials } from '../credentials.ts'
import { oneLine } from '../paint.ts'

const STANDARD_URL = 'http://127.0.0.1:8080'
const account = z.object({ id: z.int(), cname: z.string() })

export const login: Command = {
  name: 'login',
  summary: 'Keep an API token for the commands that follow',
  options: {
    url: { about: `Where the control plane listens; else WELLKNOWN_URL, or ${STANDARD_URL}`, value: 'URL' },
  },
  notes: 'The token is read from standard input, tried, and kept in a file that only you can read.',
  examples: [
    ['wellknown login --url https://cdn.example', 'asks for the token'],
    ['wellknown login < token', 'reads it from a file'],
  ],
  async run({ text, terminal }) {
    const url = (text('url') ?? terminal.env['WELLKNOWN_URL'] ?? STANDARD_URL).replace(/\/+$/, '')
    if (!URL.canParse(url))
      throw new UsageFault(`--url is "${url}", which is no URL such as ${STANDARD_URL}.`)
    const token = (terminal.interactive ? await terminal.ask('API token: ') : await terminal.input()).trim()
    if (token === '') throw new UsageFault('No token came by standard input: "wellknown login < file".')
    const { id, cname } = await createApi({ url, token }, terminal.tell).call(
      account,
      'GET',
      '/cdn/clients/me',
    )
    const file = saveCredentials(terminal.env, { url, token })
    terminal.tell(`Client ${id} of ${url}; names point at ${oneLine(cname)}. Kept in ${file}.`)
  },
}
