import { z } from 'zod'
import { NOTHING } from '../api.ts'
import { Fault, UsageFault, type Command } from '../command.ts'
import { diagnosis, tellStanding } from '../diagnosis.ts'
import { eachResource, findResource, namesOf, resource, type Resource } from '../find-resource.ts'
import { columns, oneLine } from '../paint.ts'

const list: Command = {
  name: 'resource list',
  summary: 'The sites of your client',
  json: true,
  examples: [['wellknown resource list', 'each with its names and whether HTTPS is on']],
  async run({ api, is, terminal }) {
    const found: Resource[] = []
    for await (const each of eachResource(api())) found.push(each)
    if (is('json')) return terminal.out(JSON.stringify(found, null, 2))
    const rows = found.map((each) => [
      String(each.id),
      each.cname,
      each.secondaryHostnames.join(' ') || '-',
      each.status,
      each.sslEnabled ? 'on' : 'off',
    ])
    return terminal.out(columns(['ID', 'NAME', 'ALSO', 'STATUS', 'HTTPS'], rows))
  },
}

const show: Command = {
  name: 'resource show',
  summary: 'A site, and how its certificate stands',
  takes: ['<resource>'],
  json: true,
  notes: 'A <resource> is its number or one of its names.',
  examples: [['wellknown resource show www.example.com', 'its names, its state, who moves next']],
  async run({ api, word, is, terminal, paint }) {
    const found = await findResource(api(), word(0))
    const standing = await api().call(diagnosis, 'GET', `/cdn/resources/${found.id}/ssl/le/diagnosis`)
    if (is('json')) return terminal.out(JSON.stringify({ ...found, diagnosis: standing }, null, 2))
    terminal.out(
      `${paint.strong(oneLine(found.cname))}  resource ${found.id}, ${oneLine(found.status)}, HTTPS ${found.sslEnabled ? 'on' : 'off'}`,
    )
    if (found.secondaryHostnames.length > 0)
      terminal.out(`also ${oneLine(found.secondaryHostnames.join(', '))}`)
    return terminal.out(tellStanding(standing, paint))
  },
}

const create: Command = {
  name: 'resource create',
  summary: 'Make a site, with a certificate if wanted',
  takes: ['<hostname>', '[hostname…]'],
  options: {
    origin: { about: 'Where its content comes from: a host, or host:port', value: 'HOST' },
    https: { about: 'Ask for a Let’s Encrypt certificate at once' },
  },
  json: true,
  examples: [
    ['wellknown resource create www.example.com --origin origin.example.com', 'then set the CNAME it names'],
    [
      'wellknown resource create www.example.com example.com --origin 192.0.2.1 --https',
      'two names, one certificate',
    ],
  ],
  async run({ api, words, needed, is, terminal }) {
    const [cname, ...secondaryHostnames] = words
    const made = await api().call(resource, 'POST', '/cdn/resources', {
      cname,
      secondaryHostnames,
      origin: needed('origin'),
      // One call: what is refused leaves nothing behind.
      ...(is('https') && { sslEnabled: true, ssl_automated: true }),
    })
    if (is('json')) return terminal.out(JSON.stringify(made, null, 2))
    const { cname: target } = await api().call(z.object({ cname: z.string() }), 'GET', '/cdn/clients/me')
    terminal.out(`Made resource ${made.id}. In DNS, set:`)
    for (const name of namesOf(made)) terminal.out(oneLine(`  ${name}. CNAME ${target}.`))
    return terminal.out(
      is('https')
        ? `The certificate comes by itself: wellknown cert status ${made.cname} --watch`
        : `Then ask for a certificate: wellknown cert issue ${made.cname}`,
    )
  },
}

const change: Command = {
  name: 'resource change',
  summary: 'Add or remove names, switch a site off or on',
  takes: ['<resource>'],
  options: {
    add: { about: 'A further hostname', value: 'HOSTNAME', many: true },
    remove: { about: 'A hostname that goes', value: 'HOSTNAME', many: true },
    active: { about: 'false takes the site out of service, true brings it back', value: 'true|false' },
  },
  notes: 'Other names mean another certificate: the present one serves until the new one is seen serving.',
  examples: [
    [
      'wellknown resource change www.example.com --add example.com',
      'one more name, one certificate for both',
    ],
  ],
  async run({ api, word, list: listOf, text, terminal }) {
    const found = await findResource(api(), word(0))
    const [added, removed, active] = [listOf('add'), listOf('remove'), text('active')]
    if (active !== null && active !== 'true' && active !== 'false')
      throw new UsageFault('--active wants true or false.')
    if (added.length + removed.length === 0 && active === null)
      throw new UsageFault('Say what to change: --add, --remove or --active.')
    const stranger = removed.find((each) => !found.secondaryHostnames.includes(each))
    if (stranger !== undefined) {
      throw new Fault(
        `--remove ${stranger}: it is none of the further names, which are ${found.secondaryHostnames.join(', ') || 'none'}.`,
      )
    }
    const kept = found.secondaryHostnames.filter((each) => !removed.includes(each))
    const changed = await api().call(resource, 'PATCH', `/cdn/resources/${found.id}`, {
      ...(added.length + removed.length > 0 && { secondaryHostnames: [...kept, ...added] }),
      ...(active !== null && { active: active === 'true' }),
    })
    return terminal.out(oneLine(`${namesOf(changed).join(', ')}: ${changed.status}`))
  },
}

const remove: Command = {
  name: 'resource delete',
  summary: 'Delete a site; its certificate’s key is destroyed with it',
  takes: ['<resource>'],
  options: { yes: { about: 'Do not ask' } },
  examples: [['wellknown resource delete old.example.com', 'asks first; --yes does not']],
  async run({ api, word, is, terminal }) {
    const found = await findResource(api(), word(0))
    if (!is('yes')) {
      if (!terminal.interactive) throw new UsageFault('--yes is missing: nobody can be asked here.')
      const said = await terminal.ask(
        `Delete ${namesOf(found).join(', ')}? Visitors get no answer any more. Type the name: `,
      )
      if (said !== found.cname) throw new Fault('Nothing was deleted.')
    }
    // The API deletes what is out of service only.
    if (found.active) await api().call(resource, 'PATCH', `/cdn/resources/${found.id}`, { active: false })
    await api().call(NOTHING, 'DELETE', `/cdn/resources/${found.id}`)
    return terminal.tell(`${found.cname} is deleted.`)
  },
}

export const resources: readonly Command[] = [list, show, create, change, remove]
