// Which control plane, and with what token. Never by argument: others on the machine can read those.

import { chmodSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import { Fault } from './command.ts'

type Environment = Readonly<Record<string, string | undefined>>
export type Credentials = { readonly url: string; readonly token: string }

const STANDARD_URL = 'http://127.0.0.1:8080'
const OPEN_TO_OTHERS = 0o077
const content = z.object({ url: z.url({ protocol: /^https?$/ }).optional(), token: z.string().min(1) })

/** WELLKNOWN_CONFIG, else under XDG_CONFIG_HOME or ~/.config. */
export const credentialsFile = (env: Environment): string =>
  env['WELLKNOWN_CONFIG'] ??
  join(env['XDG_CONFIG_HOME'] ?? join(env['HOME'] ?? homedir(), '.config'), 'wellknown', 'credentials.json')

/** The environment goes before the file. Throws a Fault that says what to set. */
export function readCredentials(env: Environment): Credentials {
  const file = env['WELLKNOWN_TOKEN'] ? null : readFile(credentialsFile(env))
  const token = env['WELLKNOWN_TOKEN'] ?? file?.token
  if (!token) {
    throw new Fault(
      `No API token. Set WELLKNOWN_TOKEN, or run "wellknown login" once: it keeps the token in ${credentialsFile(env)}.`,
    )
  }
  const url = env['WELLKNOWN_URL'] ?? file?.url ?? STANDARD_URL
  if (!URL.canParse(url))
    throw new Fault(`WELLKNOWN_URL is "${url}", which is no URL such as ${STANDARD_URL}.`)
  return { url: url.replace(/\/+$/, ''), token }
}

/** Writes the file with mode 0600; gives its name. */
export function saveCredentials(env: Environment, credentials: Credentials): string {
  const file = credentialsFile(env)
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  writeFileSync(file, `${JSON.stringify(credentials, null, 2)}\n`, { mode: 0o600 })
  // A file that was there before keeps its mode when it is written.
  chmodSync(file, 0o600)
  return file
}

function readFile(file: string): z.infer<typeof content> | null {
  let text: string
  try {
    if ((statSync(file).mode & OPEN_TO_OTHERS) !== 0) {
      throw new Fault(`Others may read ${file}, and a token is in it. Run "chmod 600 ${file}".`)
    }
    text = readFileSync(file, 'utf8')
  } catch (error) {
    if (error instanceof Fault) throw error
    return null
  }
  try {
    return content.parse(JSON.parse(text))
  } catch {
    // The error itself would quote the token.
    throw new Fault(`${file} is not as "wellknown login" writes it: {"url": "…", "token": "…"}.`)
  }
}
