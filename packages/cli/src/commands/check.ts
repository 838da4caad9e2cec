// Pre-validation from the shell: through the control plane, which shows a token of its own, or from this machine.

import { isIP } from 'node:net'
import { createNodeProber } from '@wellknown/control/adapters/prober/node.ts'
import { lookFromHere } from '@wellknown/control/look-from-here.ts'
import { isUnder, parseHostname } from '@wellknown/hostname'
import { PROBLEMS, type Finding } from '@wellknown/lifecycle'
import { z } from 'zod'
import { ApiFault, NOTHING, type Api } from '../api.ts'
import { Fault, UsageFault, type Command, type Given } from '../command.ts'
import { diagnosis, tellProblem, type Noted } from '../diagnosis.ts'
import { findByName, type Resource } from '../find-resource.ts'
import { orUnseen } from '../unseen.ts'

type Told = {
  readonly name: string
  readonly passed: boolean
  readonly findings: readonly Noted[]
  /** What was done to know it. */
  readonly by: 'control-plane' | 'this-machine'
  /** Why it needs no look. */
  readonly reason?: string
}

const LETS_ENCRYPT = 'letsencrypt.org'

export const check: Command = {
  name: 'check',
  summary: 'Can a certificate be had for this name? If not: why, who acts, and the record to set',
  takes: ['<hostname>'],
  options: {
    standalone: { about: 'Look from this machine only, without a control plane' },
    target: { about: 'What the name shall be a CNAME of; else your client’s', value: 'NAME' },
    edge: { about: 'An address of ours, besides those the target leads to', value: 'ADDRESS', many: true },
    issuer: {
      about: `As the CA goes by in CAA records; ${LETS_ENCRYPT} unless said`,
      value: 'NAME',
      many: true,
    },
    resolver: { about: 'Ask this resolver instead of the system’s', value: 'IP[:PORT]', many: true },
    port: { about: 'Where validators ask; 80 unless said', value: 'PORT' },
    'allow-loopback': { about: 'Ask loopback addresses too; for demos' },
  },
  json: true,
  notes: `Of a site of yours the control plane is asked: it shows a token of its own and reads it back through every address.
For any other name, and with --standalone, this machine looks where the name leads and who answers there; --target,
--edge, --issuer, --resolver, --port and --allow-loopback say how.
Exit code 0: nothing speaks against it. 1: something does. 2: typed wrong. 3: it could not be looked at, for want of a token
or because the control plane does not answer; with --json, "passed" is null and "reason" says why.`,
  examples: [
    ['wellknown check www.example.com', 'a site of yours'],
    [
      'wellknown check --standalone --target cl-1.cdn.example shop.example.org',
      'from here, before it is one',
    ],
    ['wellknown check www.example.com --json | jq .findings', 'for a script'],
  ],
  async run(given) {
    const parsed = parseHostname(given.word(0))
    if (!parsed.ok)
      throw new UsageFault(`${given.word(0)} is no hostname that a certificate can have: ${parsed.reason}`)
    return orUnseen(
      given,
      async () => {
        const told = await lookAt(given, parsed.name)
        given.terminal.out(given.is('json') ? JSON.stringify(told, null, 2) : tell(told, given))
        return told.passed ? 0 : 1
      },
      (reason) => ({ name: parsed.name, passed: null, findings: [], by: null, reason }),
    )
  },
}

async function lookAt(given: Given, name: string): Promise<Told> {
  if (given.is('standalone')) return lookStandalone(given, name, given.text('target'))
  const api = given.api()
  const found = await findByName(api, name)
  if (found) return askControlPlane(api, found, name)
  const { cname } = await api.call(z.object({ cname: z.string() }), 'GET', '/cdn/clients/me')
  const zone = cname.slice(cname.indexOf('.') + 1)
  if (isUnder(name, zone)) return refuseOurs(name, zone, 'control-plane')
  given.terminal.tell(`${name} is no site of yours yet; this machine looks.`)
  return lookStandalone(given, name, given.text('target') ?? cname)
}

/** P1, in the words of the API: names under our own zone are no customer's. */
const refuseOurs = (name: string, zone: string, by: Told['by']): Told => ({
  name,
  passed: false,
  findings: [],
  by,
  reason: `${name} lies under ${zone}, which is ours. Use a domain name of your own.`,
})

/** Its look is of this moment; what it found stands in the diagnosis. */
async function askControlPlane(api: Api, { id }: Resource, name: string): Promise<Told> {
  let refused: readonly string[] = []
  try {
    await api.call(NOTHING, 'POST', `/cdn/resources/${id}/ssl/le/pre-validate`)
  } catch (error) {
    if (!(error instanceof ApiFault) || error.status !== 400) throw error
    refused = error.reasons
  }
  const seen = await api.call(diagnosis, 'GET', `/cdn/resources/${id}/ssl/le/diagnosis`)
  const findings = seen.names.find((each) => each.name === name)?.findings ?? []
  const failed = findings.some(({ severity }) => severity === 'fail')
  // Another name of the same site may be at fault, or nobody but we.
  if (
    refused.length > 0 &&
    !failed &&
    !seen.names.some(({ findings: all }) => all.some(({ severity }) => severity === 'fail'))
  ) {
    throw new Fault(refused.join('\n'))
  }
  return { name, passed: !failed, findings, by: 'control-plane' }
}

async function lookStandalone({ list, text, is }: Given, name: string, target: string | null): Promise<Told> {
  if (target === null)
    throw new UsageFault('--target is missing: what the name shall be a CNAME of, such as cl-1.cdn.example.')
  if (isUnder(name, target)) return refuseOurs(name, target, 'this-machine')
  const port = Number(text('port') ?? 80)
  if (!Number.isInteger(port) || port < 1 || port > 65_535)
    throw new UsageFault('--port wants a number from 1 to 65535.')
  const edges = list('edge')
  const bad = edges.find((each) => isIP(each) === 0)
  if (bad !== undefined) throw new UsageFault(`--edge ${bad} is no IP address.`)
  const prober = createNodeProber({ resolvers: list('resolver'), port, allowLoopback: is('allow-loopback') })
  const issuers = list('issuer')
  const seen = await lookFromHere(prober, name, {
    target,
    edges,
    issuers: issuers.length > 0 ? issuers : [LETS_ENCRYPT],
  })
  return { name, passed: seen.passed, findings: seen.findings.map(toNoted), by: 'this-machine' }
}

const toNoted = ({ code, severity, name, detail, record }: Finding): Noted => ({
  code,
  name,
  severity,
  explanation: PROBLEMS[code].sentence,
  evidence: detail,
  who_acts: PROBLEMS[code].who,
  fix: PROBLEMS[code].fix,
  record: record ? { ...record } : null,
})

function tell({ name, passed, findings, by, reason }: Told, { paint }: Given): string {
  const how =
    by === 'control-plane' ? 'our token was read back through every address' : 'seen from this machine'
  const head = passed
    ? `${paint.good('✓')} ${paint.strong(name)} can be validated (${how}).`
    : `${paint.bad('✗')} ${paint.strong(name)} cannot be validated.${reason === undefined ? '' : ` ${reason}`}`
  return [head, ...findings.map((each) => tellProblem(each, paint, each.severity))].join('\n')
}
