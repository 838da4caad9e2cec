import { z } from 'zod'
import type { Api } from '../api.ts'
import type { Command, Given } from '../command.ts'
import { diagnosis, tellStanding, type Diagnosis } from '../diagnosis.ts'
import { findResource, resource, type Resource } from '../find-resource.ts'
import { createInsistentApi } from '../insistent-api.ts'
import { day, oneLine, type Paint } from '../paint.ts'
import { orUnseen } from '../unseen.ts'

const LOOK_EVERY_MS = 1_000
const timeline = z.array(
  z.object({
    id: z.int(),
    at: z.string(),
    event: z.string(),
    to: z.string().nullable(),
    detail: z.record(z.string(), z.unknown()),
  }),
)
type Entry = z.infer<typeof timeline>[number]

/** Nothing more comes by itself, or not before long; or somebody has to act. */
const OPEN = ['checking', 'issuing', 'deploying', 'waiting']
const OURS = ['us', 'ca']
const isSettled = ({ state, label, next }: Diagnosis): boolean => {
  if (label === 'Success' && state === 'active') return true
  if (!OURS.includes(next.who)) return true
  return label !== 'Success' && !OPEN.includes(state)
}

export const certificateStatus: Command = {
  name: 'cert status',
  summary: 'How a certificate stands, and who moves next',
  takes: ['<resource>'],
  options: { watch: { about: 'Tell what happens until it is live, or somebody has to act' } },
  json: true,
  notes: `Exit code 0: a certificate is served, though its renewal may have failed. 1: none is. 2: typed wrong. 3: it could not be
looked at. With --watch, a control plane that does not answer is asked for a minute before that.
With --watch --json each line is an entry of the timeline.`,
  examples: [
    ['wellknown cert status www.example.com', 'once'],
    [
      'wellknown cert status www.example.com --watch && deploy',
      'goes on once every edge was seen serving it',
    ],
  ],
  run: (given) =>
    orUnseen(
      given,
      () => (given.is('watch') ? watch(given) : lookOnce(given)),
      (reason) => ({ certificate: null, reason }),
    ),
}

type Standing = Diagnosis & Pick<Resource, 'certificate'>

async function look(api: Api, id: number): Promise<Standing> {
  const seen = await api.call(diagnosis, 'GET', `/cdn/resources/${id}/ssl/le/diagnosis`)
  // Read after it: what is said to be live is served.
  const { certificate } = await api.call(resource, 'GET', `/cdn/resources/${id}`)
  return { ...seen, certificate }
}

const tellServed = ({ certificate: { serving, valid_until: end } }: Standing): string =>
  serving ? `Served until ${day(end)}` : 'Not served'
const tell = (standing: Standing, paint: Paint): string =>
  `${tellServed(standing)}\n${tellStanding(standing, paint)}`
const codeOf = ({ certificate }: Standing): number => (certificate.serving ? 0 : 1)

async function lookOnce({ api, word, is, terminal, paint }: Given): Promise<number> {
  const { id } = await findResource(api(), word(0))
  const standing = await look(api(), id)
  terminal.out(is('json') ? JSON.stringify(standing, null, 2) : tell(standing, paint))
  return codeOf(standing)
}

async function watch({ api: reach, word, is, terminal, paint }: Given): Promise<number> {
  const api = createInsistentApi(reach(), terminal)
  const { id } = await findResource(api, word(0))
  const read = (after: number) =>
    api.call(timeline, 'GET', `/cdn/resources/${id}/ssl/le/timeline?after=${after}`)
  // What happened before somebody looked is history.
  let last = 0
  for (let past = await read(last); past.length > 0; past = await read(last)) last = past.at(-1)?.id ?? last
  let told = ''
  for (;;) {
    // Read before the standing, so that what led to it is told before it.
    const standing = await look(api, id)
    for (const entry of await read(last)) {
      last = entry.id
      if (is('json')) terminal.out(JSON.stringify(entry))
      else if (tellEntry(entry) !== null)
        terminal.out(`${paint.dim(entry.at.slice(11, 19))}  ${tellEntry(entry)}`)
    }
    const text = tell(standing, paint)
    if (!is('json') && text !== told) terminal.out(text)
    told = text
    if (isSettled(standing)) return codeOf(standing)
    await terminal.sleep(LOOK_EVERY_MS)
  }
}

const STEPS: Readonly<Record<string, string>> = {
  present: 'the CA has the order; tokens are asked for',
  confirm: 'the tokens go to every edge',
  answer: 'every edge has them and each was read back; the CA is told to look',
  wait: 'the CA looks',
  finalize: 'the CA has seen them; the signing request follows',
  collect: 'the certificate is fetched',
  verify: 'the certificate is looked at',
}
const EVENTS: Readonly<Record<string, string>> = {
  passed: 'every name leads here through every address',
  blocked: 'a name cannot be validated; no attempt was spent',
  failed: 'the CA said no',
  refused: 'the CA will not issue for it',
  held: 'held, at the cost of no attempt',
  issued: 'issued; it goes to the edges',
  live: 'live: every edge was seen serving it',
}

/** Null: it says nothing to somebody who waits. */
function tellEntry({ event, detail }: Entry): string | null {
  if (event === 'step') return STEPS[String(detail['step'])] ?? null
  const text = EVENTS[event]
  if (text === undefined) return null
  const told = detail['detail']
  return typeof told === 'string' && told !== '' ? `${text}: ${oneLine(told)}` : text
}
