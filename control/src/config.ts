// The settings of the control plane, from its environment (design.md §7). Every fault is reported at once.

import { readFileSync } from 'node:fs'
import { isIP } from 'node:net'
import { z } from 'zod'
import {
  createSettingsReader,
  isAddressAndPort,
  readListen,
  type Environment,
  type Listen,
} from './settings-reader.ts'
import { fieldsOf, wordsFor } from './issue-words.ts'
import { readAcme, type Acme } from './settings/acme.ts'
import { readApiRate, readEvents } from './settings/api.ts'
import { readAllowance } from '@wellknown/hostname/address'
import { readCustomHostnames, type CustomHostnamesSettings } from './settings/custom-hostnames.ts'
import { readDns, type Dns } from './settings/dns.ts'
import { readFiles, type Files } from './settings/files.ts'
import { readLook } from './settings/look.ts'
import type { MailSettings } from './adapters/mail/smtp.ts'
import { readTelling } from './settings/telling.ts'
import { readMetrics } from './settings/metrics.ts'
import { readPace } from './settings/pace.ts'
import { readPortalFolder } from './settings/portal.ts'
import { readRehearsal, type RehearsalSettings } from './settings/rehearsal.ts'
import type { Pop } from './store/records.ts'
import type { Policy } from './world.ts'

export type Config = Files & {
  readonly apiListen: Listen
  /** The page's files; null: the API only. */
  readonly portalFolder: string | null
  /** Null: nothing is measured. */
  readonly metricsListen: Listen | null
  readonly acme: Acme
  /** Null: rehearsals are not offered. */
  readonly rehearsal: RehearsalSettings | null
  readonly edges: readonly Pick<Pop, 'name' | 'admin' | 'adminCa' | 'http' | 'tls'>[]
  readonly resolvers: readonly string[]
  readonly probePort: number
  readonly probeAllowLoopback: boolean
  /** Null: DNS-01 is not offered. */
  readonly dns: Dns | null
  readonly customHostnames: CustomHostnamesSettings | null
  readonly policy: Policy
  /** Null: no mail server. */
  readonly mail: MailSettings | null
  readonly bootstrapToken: string | null
}

const MINUTE = 60_000
/** Guessing must be hopeless: API tokens we make have 43 characters. */
const SHORTEST_TOKEN = 16

const edge = z.strictObject({
  name: z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'a name of letters, digits and hyphens'),
  admin: z.url({ protocol: /^https?$/ }),
  http: z.array(z.string().refine(isAddressAndPort, 'an address:port')).min(1),
  tls: z.array(z.string().refine(isAddressAndPort, 'an address:port')).min(1).nullable(),
  adminCaFile: z.string().optional(),
})

/** Reads the environment. Throws one Error that names every setting at fault and what it should be, under `headline`. */
export function readConfig(env: Environment, headline = 'The control plane cannot start'): Config {
  const settings = createSettingsReader(env)
  const { text, needed, list, flag, duration, file, fault } = settings

  const { acme, issuance } = readAcme(settings)
  const cnameTarget = needed('CNAME_TARGET', 'the name customers point at; {client} stands for their id')
  const resolvers = list('DNS_RESOLVERS')
  for (const each of resolvers) {
    if (!isIP(each) && !isAddressAndPort(each)) fault('DNS_RESOLVERS', `holds ${each}, which is no ip[:port]`)
  }
  const allowPrivateOrigins = list('ALLOW_PRIVATE_ORIGINS')
  try {
    readAllowance(allowPrivateOrigins)
  } catch (error) {
    settings.report(error instanceof Error ? error.message : '')
  }
  const apiListen = readListen(text('API_LISTEN') ?? '127.0.0.1:8080')
  if (!apiListen) fault('API_LISTEN', 'must be address:port')
  const probePort = Number(text('PROBE_PORT') ?? '80')
  if (!Number.isInteger(probePort) || probePort < 1 || probePort > 65_535)
    fault('PROBE_PORT', 'must be a port')
  const bootstrapToken = text('BOOTSTRAP_TOKEN')
  if (bootstrapToken !== null && bootstrapToken.length < SHORTEST_TOKEN) {
    fault('BOOTSTRAP_TOKEN', `must have at least ${SHORTEST_TOKEN} characters`)
  }
  const telling = readTelling(settings)
  const edges = readEdges(file('EDGES_FILE'), fault)
  const config: Config = {
    ...readFiles(settings),
    apiListen: apiListen ?? { host: '', port: 0 },
    portalFolder: readPortalFolder(settings),
    metricsListen: readMetrics(settings),
    acme,
    rehearsal: readRehearsal(settings),
    edges,
    resolvers,
    probePort,
    probeAllowLoopback: flag('PROBE_ALLOW_LOOPBACK'),
    dns: readDns(settings),
    customHostnames: readCustomHostnames(settings, edges),
    policy: {
      retryAfter: duration('RETRY_AFTER', 15 * MINUTE),
      ...readPace(settings),
      popBound: duration('POP_BOUND', 15 * MINUTE),
      apiRate: readApiRate(settings),
      events: readEvents(settings),
      confirmHsts: flag('HSTS_CONFIRM', true),
      cnameTarget,
      allowPrivateOrigins,
      look: readLook(settings),
      publicUrl: telling.publicUrl,
      webhooksOverHttp: telling.webhooksOverHttp,
      mailFrom: telling.mail?.from ?? '',
      issuance,
    },
    mail: telling.mail,
    bootstrapToken,
  }
  settings.throwFaults(headline)
  return config
}

function readEdges(json: string | null, fault: (name: string, wish: string) => void): Config['edges'] {
  if (json === null) return []
  let content: unknown
  try {
    content = JSON.parse(json)
  } catch {
    fault('EDGES_FILE', 'names a file that is not JSON')
    return []
  }
  const parsed = z.array(edge).safeParse(content)
  if (!parsed.success) {
    for (const issue of parsed.error.issues) {
      for (const path of fieldsOf(issue))
        fault('EDGES_FILE', `is not a list of edges: ${path.join('.') || 'the whole'}: ${wordsFor(issue)}`)
    }
    return []
  }
  const names = parsed.data.map(({ name }) => name)
  const twice = new Set(names.filter((name, index) => names.indexOf(name) !== index))
  for (const name of twice) fault('EDGES_FILE', `names ${name} twice`)
  return parsed.data.map(({ adminCaFile, ...each }) => {
    let adminCa: string | null = null
    try {
      adminCa = adminCaFile === undefined ? null : readFileSync(adminCaFile, 'utf8')
    } catch {
      fault('EDGES_FILE', `names an adminCaFile that cannot be read: ${adminCaFile}`)
    }
    return { ...each, adminCa }
  })
}
