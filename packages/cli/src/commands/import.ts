// Moving in from another ACME client, without a gap and without a fresh order.

import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { X509Certificate } from 'node:crypto'
import { thumbprintOf } from '@wellknown/control/adapters/ca/thumbprint.ts'
import { z } from 'zod'
import { ApiFault } from '../api.ts'
import { Fault, UsageFault, type Command } from '../command.ts'
import { findByName } from '../find-resource.ts'
import { acmeSh } from '../moving/acme-sh.ts'
import { certbot } from '../moving/certbot.ts'
import type { Client, FoundAccount, FoundCertificate } from '../moving/found.ts'
import { lego } from '../moving/lego.ts'
import { columns } from '../paint.ts'
import { filesOf } from './backup.ts'

const CLIENTS: Readonly<Record<string, Client>> = { certbot, lego, 'acme.sh': acmeSh }
const TAKES = ['<certbot|lego|acme.sh>', '<folder>']

function clientOf(name: string): Client {
  const client = CLIENTS[name]
  if (client) return client
  throw new UsageFault(`"${name}" is no client that is known here. Give ${Object.keys(CLIENTS).join(', ')}.`)
}

const account: Command = {
  name: 'import account',
  summary: 'Take over the account key of another ACME client, before "wellknown init"',
  takes: TAKES,
  options: { account: { about: 'Which, where there are several: its name or URL', value: 'ID' } },
  notes: `Writes ACME_ACCOUNT_KEY_FILE, which must not be there yet. "wellknown init" then finds the account at the CA, so
that CAA records with accounturi and renewals of what it issued stay as they are.`,
  examples: [
    ['wellknown import account certbot /etc/letsencrypt', 'then: wellknown init'],
    ['wellknown import account lego ~/.lego --account ops@example.com', 'one of several'],
  ],
  async run({ word, text, terminal }) {
    const chosen = choose(clientOf(word(0)).accounts(word(1)), text('account'), word(1))
    const { accountKeyFile: file } = filesOf(terminal.env)
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
    try {
      // `wx`: never over a key.
      writeFileSync(file, chosen.keyPem, { mode: 0o600, flag: 'wx' })
    } catch {
      throw new Fault(
        `${file} cannot be made, or is there already: an account key is never written over. Move it away, or set ACME_ACCOUNT_KEY_FILE.`,
      )
    }
    terminal.tell(`Made ${file}: the key of ${chosen.url ?? chosen.id}. Now "wellknown init"; edges pin:`)
    terminal.out(`ACME_THUMBPRINTS=${thumbprintOf(chosen.keyPem)}`)
  },
}

function choose(found: readonly FoundAccount[], wanted: string | null, folder: string): FoundAccount {
  const fitting = found.filter(({ id, url }) => wanted === null || wanted === id || wanted === url)
  const [only, ...more] = fitting
  if (only && more.length === 0) return only
  if (found.length === 0) throw new Fault(`There is no account in ${folder}.`)
  const list = found.map(({ id, directory, url }) => [id, directory, url ?? '-'])
  throw new UsageFault(`Say which by --account:\n${columns(['ACCOUNT', 'CA', 'URL'], list)}`)
}

type Result = {
  readonly name: string
  readonly resource: number | null
  readonly result: string
  readonly well: boolean
}

const certificates: Command = {
  name: 'import certificates',
  summary: 'Take over certificates with their keys: served at once, renewed when their time comes (operator)',
  takes: TAKES,
  options: { 'dry-run': { about: 'Only say what would be taken over' } },
  json: true,
  notes: `Each goes to the site of your client that has one of its names; make the sites first. What has expired is left out.
Doing it twice changes nothing. Exit code 1: something could not be taken over.`,
  examples: [
    ['wellknown import certificates certbot /etc/letsencrypt --dry-run', 'look first'],
    ['wellknown import certificates acme.sh ~/.acme.sh', 'then stop the other client’s renewals'],
  ],
  async run(given) {
    const found = clientOf(given.word(0)).certificates(given.word(1))
    if (found.length === 0) throw new Fault(`There is no certificate in ${given.word(1)}.`)
    const results: Result[] = []
    for (const each of found) results.push(await takeOver(given, each))
    if (given.is('json')) given.terminal.out(JSON.stringify(results, null, 2))
    else {
      const rows = results.map(({ name, resource, result }) => [
        name,
        resource === null ? '-' : String(resource),
        result,
      ])
      given.terminal.out(columns(['CERTIFICATE', 'RESOURCE', 'RESULT'], rows))
    }
    return results.every(({ well }) => well) ? 0 : 1
  },
}

async function takeOver(given: Parameters<Command['run']>[0], found: FoundCertificate): Promise<Result> {
  const { name, chain, key, directory, account: owner } = found
  const leaf = tryToRead(chain)
  if (leaf === null) return { name, resource: null, result: 'its chain cannot be read', well: false }
  if (leaf.until <= Date.now()) return { name, resource: null, result: 'it has expired', well: true }
  const sites = await Promise.all(leaf.names.map((each) => findByName(given.api(), each)))
  const site = sites.find((each) => each !== null)
  if (!site) {
    const make = `no site has one of its names: wellknown resource create ${leaf.names.join(' ')} --origin …`
    return { name, resource: null, result: make, well: false }
  }
  if (given.is('dry-run')) return { name, resource: site.id, result: 'would be taken over', well: true }
  try {
    const { imported } = await given
      .api()
      .call(z.object({ imported: z.boolean() }), 'POST', `/operator/resources/${site.id}/import`, {
        sslCertificate: chain,
        sslPrivateKey: key,
        ...(directory && { directory }),
        ...(owner && { account: owner }),
      })
    return { name, resource: site.id, result: imported ? 'taken over' : 'served already', well: true }
  } catch (error) {
    if (!(error instanceof ApiFault) || error.status !== 400) throw error
    return { name, resource: site.id, result: error.reasons.join(' '), well: false }
  }
}

function tryToRead(chain: string): { readonly names: readonly string[]; readonly until: number } | null {
  try {
    const { subjectAltName = '', validTo } = new X509Certificate(chain)
    const names = subjectAltName
      .split(', ')
      .flatMap((each) => (each.startsWith('DNS:') ? [each.slice(4)] : []))
    return { names, until: Date.parse(validTo) }
  } catch {
    return null
  }
}

/** Who looks for it among what can be done to certificates finds it there. */
export const certificateImport: Command = {
  ...certificates,
  name: 'cert import',
  summary: 'The same as "import certificates"',
  examples: certificates.examples.map(([line, does]) => [
    line.replace(certificates.name, 'cert import'),
    does,
  ]),
}

export const imports: readonly Command[] = [account, certificates]
