// A readable account of what happens, from the API's timeline and the practice CA's log.

import { z } from 'zod'
import { NODE_ADDRESS, WORKER_ADDRESS } from './settings.ts'

const entry = z.object({
  id: z.int(),
  event: z.string(),
  to: z.string().nullable(),
  detail: z.record(z.string(), z.unknown()),
  hits: z.array(z.object({ pop: z.string(), network: z.string(), result: z.string() })).optional(),
})
export type Entry = z.infer<typeof entry>
export const timeline = z.array(entry)

const facts = z.array(
  z.object({
    name: z.string(),
    dns: z.object({ is: z.string() }),
    probes: z.array(z.object({ address: z.string(), is: z.string() })),
  }),
)
const popAt: Readonly<Record<string, string>> = {
  [NODE_ADDRESS]: 'the Node edge',
  [WORKER_ADDRESS]: 'the worker',
}
const placeOf = (address: string): string => (popAt[address] ? `${address}, ${popAt[address]}` : address)

const STEPS: Readonly<Record<string, string>> = {
  present: 'The CA has an order of ours. Its tokens are asked for.',
  confirm: 'The tokens go to every edge.',
  answer:
    'Every edge has given a receipt, and each token was read back on every address. The CA is told to look.',
  finalize: 'The CA has seen the tokens. Our signing request follows.',
  verify: 'The certificate is there: key, names and dates are looked at.',
}

const SENTENCES: Readonly<Record<string, string>> = {
  enable: 'The customer asks for a certificate. First we look ourselves.',
  renew: 'A renewal was asked for. First we look ourselves.',
  retry: 'Force retry.',
  reissue: 'A new certificate was asked for.',
  passed: 'Every name leads to us through every address.',
  disable: 'HTTPS is off; the certificate is kept.',
  revoke: 'HTTPS is off; the certificate is being revoked.',
  abort: 'The process was aborted.',
  revoked: 'The CA has revoked the certificate.',
}

/** What an entry of the timeline says to a person; null: nothing new. */
export function tellEntry({ event, to, detail, hits = [] }: Entry): string | null {
  switch (event) {
    case 'challenge-hits':
      return tellHits(hits)
    case 'looked':
      return tellFacts(detail['names'])
    case 'step':
      return STEPS[String(detail['step'])] ?? null
    case 'issued':
      return `Issued: serial ${String(detail['serial'])}. It goes to the edges that terminate TLS.`
    case 'live':
      return 'LIVE: every edge that terminates TLS was seen serving it. HTTPS is on.'
    case 'blocked':
      return `PRE-VALIDATION FAILED, before any attempt at the CA: ${tellProblems(detail['problems'])}`
    case 'failed':
    case 'refused':
      return `The CA said no: ${String(detail['detail'])} (${to === 'failed' ? 'the series is over' : 'another attempt follows'})`
    case 'held':
      return `Held, at the cost of no attempt: ${textOf(detail['detail'])}`
    default:
      return SENTENCES[event] ?? null
  }
}

/** What the CA saw, as our edges tell it. */
function tellHits(hits: NonNullable<Entry['hits']>): string {
  const networks = [...new Set(hits.map(({ network }) => network))].toSorted()
  const byPop = Map.groupBy(hits, ({ pop, result }) => `${pop} ${result}`)
  const counts = [...byPop].map(([what, same]) => `${what.replace(' ', ': ')} ${same.length}`).toSorted()
  return `The edges were asked for the tokens ${hits.length} times (${counts.join('; ')}), from ${networks.length} networks: ${networks.join(', ')}.`
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')

function tellFacts(names: unknown): string | null {
  const parsed = facts.safeParse(names)
  if (!parsed.success) return null
  return parsed.data
    .map(({ name, dns, probes }) =>
      dns.is === 'found'
        ? `Looked at ${name}: ${probes.map(({ address, is }) => `${placeOf(address)}: ${is === 'ours' ? 'our probe token' : is}`).join('; ')}.`
        : `Looked at ${name}: DNS says ${dns.is}.`,
    )
    .join('\n')
}

function tellProblems(problems: unknown): string {
  const parsed = z.array(z.object({ detail: z.string() })).safeParse(problems)
  return parsed.success ? parsed.data.map(({ detail }) => detail).join(' ') : ''
}

export const diagnosis = z.object({
  label: z.string(),
  next: z.object({ who: z.string(), at: z.string().nullable(), why: z.string() }),
  problems: z.array(z.object({ code: z.string() })),
})

const MOVERS: Readonly<Record<string, string>> = {
  us: 'we do',
  customer: 'the customer does',
  operator: 'an operator does',
  ca: 'the CA does',
}

/** Where the certificate stands: the customer's word for it, the causes, who moves next, and when. */
export function tellStatus({ label, next, problems }: z.infer<typeof diagnosis>): string {
  const causes = problems.map(({ code }) => code).join(', ')
  const who = MOVERS[next.who] ?? next.who
  const when = next.at === null ? '' : `, at ${next.at.slice(0, 19).replace('T', ' ')} UTC`
  return `STATUS ${label}${causes && ` (${causes})`}. Who moves next: ${who}${when}.`
}

/** A change at the name server. */
export const tellName = (name: string, records: object | null): string =>
  records === null
    ? `DNS: ${name} is as all other names again.`
    : `DNS: ${name} answers ${JSON.stringify(records)} from now on.`

/** A part of the town was stopped or started. */
export const tellPart = (name: string, up: boolean): string =>
  `${name === 'origin' ? 'The origin' : `The edge ${name}`} ${up ? 'is back' : 'has stopped answering'}.`

const validated = z.object({
  event: z.literal('validated'),
  name: z.string(),
  perspective: z.union([z.string(), z.number()]),
  address: z.string().nullish(),
  ok: z.boolean(),
  detail: z.string().nullish(),
})

/** What one of the CA's perspectives saw. */
export function tellValidation(line: unknown): string | null {
  const parsed = validated.safeParse(line)
  if (!parsed.success) return null
  const { perspective, name, address, ok, detail } = parsed.data
  const who = `The CA, perspective ${perspective}, at ${address ? placeOf(address) : 'no address'}`
  return ok ? `${who}: the right key authorization for ${name}.` : `${who}: ${detail ?? 'not the token'}`
}
