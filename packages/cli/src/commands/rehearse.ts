// Names through the CA's rehearsal directory: as real as can be, and nothing is served.

import { z } from 'zod'
import type { Api } from '../api.ts'
import { Fault, type Command, type Given } from '../command.ts'
import { tellProblem, told } from '../diagnosis.ts'
import { findResource, namesOf } from '../find-resource.ts'
import { columns, day, oneLine } from '../paint.ts'

const LOOK_EVERY_MS = 500
/** The control plane gives one up after ten minutes. */
const MOST_LOOKS = 2 * 60 * 12

const rehearsal = z.object({
  id: z.string(),
  names: z.array(z.string()),
  directory: z.string(),
  started: z.string(),
  ended: z.string().nullable(),
  result: z.enum(['running', 'passed', 'blocked', 'failed', 'held']),
  problems: z.array(told),
  certificate: z
    .object({ serial: z.string(), issuer: z.string(), not_before: z.string(), not_after: z.string() })
    .nullable(),
})
type Rehearsal = z.infer<typeof rehearsal>

export const rehearse: Command = {
  name: 'rehearse',
  summary: 'Would the CA issue for these names? A real order at its rehearsal directory; nothing is served',
  takes: ['<name…>'],
  json: true,
  notes: `Looks, orders at the directory that the operator's REHEARSAL_DIRECTORY_URL names, and answers its challenges through
the edges. The certificate is thrown away, and neither what is served nor the CA's limits are touched. Names of one site
are rehearsed together, as they would be ordered; the number of a site stands for all its names.
Exit code 0: all would be issued for. 1: one would not, or it could not be said. 2: typed wrong.`,
  examples: [
    ['wellknown rehearse www.example.com', 'before it is asked for'],
    ['wellknown rehearse 1 2 3', 'all names of three sites, one site after the other'],
    ['wellknown rehearse www.example.com --json | jq .[].problems', 'for a script'],
  ],
  async run(given) {
    const results: Rehearsal[] = []
    for (const [resource, names] of await bySite(given.api(), given.words)) {
      const result = await rehearseOne(given, resource, [...names])
      results.push(result)
      if (!given.is('json')) given.terminal.out(tell(result, given))
    }
    if (given.is('json')) given.terminal.out(JSON.stringify(results, null, 2))
    return results.every(({ result }) => result === 'passed') ? 0 : 1
  },
}

/** All are found before the first is begun. */
async function bySite(api: Api, words: readonly string[]): Promise<ReadonlyMap<number, ReadonlySet<string>>> {
  const sites = new Map<number, Set<string>>()
  for (const word of words) {
    const site = await findResource(api, word)
    const names = sites.get(site.id) ?? new Set()
    for (const name of /^\d+$/.test(word) ? namesOf(site) : [word.toLowerCase().replace(/\.$/, '')])
      names.add(name)
    sites.set(site.id, names)
  }
  return sites
}

async function rehearseOne(
  { api, terminal }: Given,
  resource: number,
  names: readonly string[],
): Promise<Rehearsal> {
  const path = `/cdn/resources/${resource}/ssl/le/rehearsals`
  let now = await api().call(rehearsal, 'POST', path, { names })
  for (let looks = 0; now.result === 'running'; looks++) {
    if (looks > MOST_LOOKS)
      throw new Fault('It does not come to an end. Is the control plane’s work going on?')
    await terminal.sleep(LOOK_EVERY_MS)
    now = await api().call(rehearsal, 'GET', `${path}/${now.id}`)
  }
  return now
}

export const listRehearsals: Command = {
  name: 'rehearsals',
  summary: 'What was rehearsed in the last 30 days, newest first',
  takes: ['[resource]'],
  json: true,
  notes: 'Of all sites of your client, or of one, by its number or one of its names.',
  examples: [
    ['wellknown rehearsals', 'each with what came of it'],
    ['wellknown rehearsals www.example.com', 'of one site'],
  ],
  async run({ api, word, is, terminal }) {
    const only = word(0) === '' ? '' : `?resource=${(await findResource(api(), word(0))).id}`
    const found = await api().call(z.array(rehearsal), 'GET', `/cdn/ssl/le/rehearsals${only}`)
    if (is('json')) return terminal.out(JSON.stringify(found, null, 2))
    if (found.length === 0) return terminal.out('Nothing was rehearsed.')
    const rows = found.map(({ started, names, result, problems }) => [
      day(started),
      names.join(' '),
      result,
      problems.map(({ code }) => code).join(' '),
    ])
    return terminal.out(columns(['STARTED', 'NAMES', 'RESULT', 'WHY'], rows))
  },
}

const SAID: Readonly<Record<Rehearsal['result'], string>> = {
  running: 'is under way',
  passed: 'would be issued for',
  blocked: 'cannot be validated; the CA was not asked',
  failed: 'was refused by the CA',
  held: 'could not be rehearsed to the end',
}

function tell({ names, result, problems, certificate, directory }: Rehearsal, { paint }: Given): string {
  const mark = result === 'passed' ? paint.good('✓') : result === 'held' ? '?' : paint.bad('✗')
  const came =
    certificate === null
      ? []
      : [
          `  by     ${certificate.issuer} (${directory})`,
          `  until  ${day(certificate.not_after)}; it was thrown away, and its key never kept`,
        ]
  return [
    `${mark} ${paint.strong(oneLine(names.join(', ')))} ${SAID[result]}.`,
    ...came.map(oneLine),
    ...problems.map((each) => tellProblem(each, paint)),
  ].join('\n')
}
