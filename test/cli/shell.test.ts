// The command line, held to what its help promises: through the public API of a control plane, as somebody types it.

import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { COMMANDS } from '@wellknown/cli/commands.ts'
import { createCaller, HOST } from '../system/caller.ts'
import { ADDRESSES } from '../system/memory-system.ts'
import { createShell, type Shell } from '../system/shell.ts'
import { MINUTE, startSite, type Site } from '../system/site.ts'

let site: Site
let shell: Shell
let operator: Shell
let folder: string
beforeAll(async () => {
  site = await startSite()
  folder = mkdtempSync(join(tmpdir(), 'wellknown-cli-'))
  const shellOf = ({ url, token }: { url: string; token: string }) =>
    createShell({ WELLKNOWN_URL: url, WELLKNOWN_TOKEN: token }, (milliseconds) => site.pass(milliseconds))
  shell = shellOf(site.caller)
  operator = shellOf(await createCaller(site.system.world, 'operator', 'operator'))
})
afterAll(async () => {
  await site.system.close()
  rmSync(folder, { recursive: true, force: true })
})

test('a certificate is followed until every edge serves it: exit code 0', async () => {
  const { code, out } = await shell.run('cert', 'status', HOST, '--watch')
  expect(code).toBe(0)
  expect(out).toMatch(
    /read back; the CA is told to look[\s\S]*issued; it goes to the edges[\s\S]*live: every edge/,
  )
  expect(out.split('\n').at(-1)).toMatch(/^Success/)
  expect(site.served()).not.toBeNull()
  expect((await shell.run('cert', 'status', HOST)).code).toBe(0)
})

test('check tells a good name from a broken one by its exit code, with the cause and the record to set', async () => {
  expect(await shell.run('check', HOST)).toMatchObject({
    code: 0,
    out: expect.stringContaining('can be validated'),
  })
  site.system.prober.lead(HOST, ['203.0.113.9'])
  const { code, out } = await shell.run('check', HOST)
  expect(code).toBe(1)
  expect(out).toContain(`set    ${HOST}. CNAME cl-${site.caller.client}.cdn.example`)
  const read = JSON.parse((await shell.run('check', HOST, '--json')).out)
  expect(read).toMatchObject({ name: HOST, passed: false, findings: [{ who_acts: 'customer' }] })
  site.system.prober.lead(HOST, ADDRESSES)
})

test('a name of our own zone is refused in the words of the API, and no record is asked for', async () => {
  const name = `cl-${site.caller.client}.cdn.example`
  const said = `${name} lies under cdn.example, which is ours. Use a domain name of your own.`
  const { code, out } = await shell.run('check', name)
  expect(code).toBe(1)
  expect(out).toContain(said)
  expect(out).not.toContain('CNAME')
  const read = JSON.parse((await shell.run('check', name, '--json')).out)
  expect(read).toMatchObject({ name, passed: false, reason: said })
  const from = await shell.run('check', '--standalone', '--target', name, name)
  expect(from).toMatchObject({ code: 1, out: expect.stringContaining('which is ours') })
})

test('what could not be looked at is exit code 3, for check and cert status, and JSON where it was asked for', async () => {
  const nowhere = createShell({ WELLKNOWN_URL: 'http://127.0.0.1:1', WELLKNOWN_TOKEN: 'any' })
  const nobody = createShell({ WELLKNOWN_CONFIG: join(folder, 'none.json') })
  for (const [at, why] of [
    [nowhere, 'WELLKNOWN_URL'],
    [nobody, 'WELLKNOWN_TOKEN'],
  ] as const) {
    for (const typed of [['check'], ['cert', 'status']]) {
      const { code, out, told } = await at.run(...typed, HOST, '--json')
      expect(code, typed.join(' ')).toBe(3)
      expect(told).toContain(why)
      expect(JSON.parse(out).reason).toContain(why)
    }
  }
  expect(JSON.parse((await nowhere.run('check', HOST, '--json')).out)).toMatchObject({
    name: HOST,
    passed: null,
  })
  for (const typed of [['check'], ['cert', 'status']])
    expect((await shell.run(...typed, '--help')).out).toMatch(/3: it could not be\slooked at/)
})

test('a site is made, shown, changed and deleted; nothing is deleted without a word', async () => {
  const name = 'shop.customer.example'
  const made = await shell.run('resource', 'create', name, '--origin', 'origin2.customer.example')
  expect(made.out).toContain(`${name}. CNAME cl-${site.caller.client}.cdn.example.`)
  expect((await shell.run('resource', 'change', name, '--add', `also.${name}`)).out).toContain(`also.${name}`)
  expect((await shell.run('resource', 'show', `also.${name}`)).out).toContain('HTTPS off')
  expect((await shell.run('resource', 'list')).out).toMatch(/ID +NAME +ALSO/)
  expect(await shell.run('resource', 'delete', name)).toMatchObject({
    code: 2,
    told: expect.stringContaining('--yes'),
  })
  const doubtful = await shell.with({ answers: ['no'] }).run('resource', 'delete', name)
  expect(doubtful).toMatchObject({ code: 1, told: 'Nothing was deleted.' })
  expect((await shell.with({ answers: [name] }).run('resource', 'delete', name)).code).toBe(0)
  await site.pass(MINUTE)
  expect(await shell.run('resource', 'show', name)).toMatchObject({
    code: 1,
    told: expect.stringContaining('No resource'),
  })
})

test('renewing, reissuing, revoking and issuing again are commands; a reason no CA takes is refused by its flag', async () => {
  const first = site.served()
  expect((await shell.run('cert', 'renew', HOST)).code).toBe(0)
  expect((await shell.run('cert', 'status', HOST, '--watch')).code).toBe(0)
  expect(site.served()).not.toBe(first)
  expect((await shell.run('cert', 'reissue', HOST, '--revoke-old')).code).toBe(0)
  expect((await shell.run('cert', 'status', HOST, '--watch')).code).toBe(0)
  const refused = await shell.run('cert', 'revoke', HOST, '--yes', '--reason', 'whim')
  expect(refused).toMatchObject({ code: 2, told: expect.stringContaining('--reason whim') })
  expect((await shell.run('cert', 'revoke', HOST, '--yes', '--reason', 'superseded')).code).toBe(0)
  expect((await shell.run('cert', 'status', HOST)).code).toBe(1)
  expect((await shell.run('cert', 'issue', HOST)).code).toBe(0)
  expect((await shell.run('cert', 'status', HOST, '--watch')).code).toBe(0)
})

test('a pattern is judged exactly; one that cannot be a rule says why', async () => {
  expect((await shell.run('rules', 'check', '/*')).out).toMatch(/^all: 100\.000000 %/)
  expect(await shell.run('rules', 'check', '--regex', '(')).toMatchObject({
    code: 1,
    told: 'rule: This is not a valid regular expression here: Unterminated group. (at character 2)',
  })
})

test('operators see edges, hold and resume, and make clients and tokens; a customer’s token is refused in words', async () => {
  expect((await operator.run('pops', 'list')).out).toMatch(/near +in/)
  expect((await operator.run('hold', '--name', HOST, '--reason', 'by their wish')).code).toBe(0)
  expect((await operator.run('holds')).out).toContain('by their wish')
  expect((await operator.run('resume', '--name', HOST)).code).toBe(0)
  expect((await operator.run('suspend', String(site.id), '--reason', 'by their wish')).code).toBe(0)
  expect((await operator.run('unsuspend', String(site.id))).code).toBe(0)
  expect(await operator.run('hold', '--reason', 'x')).toMatchObject({
    code: 2,
    told: expect.stringContaining('--all'),
  })
  const made = await operator.run('clients', 'create', 'Example')
  const theirs = createShell({ WELLKNOWN_URL: site.caller.url, WELLKNOWN_TOKEN: made.out })
  const token = await theirs.run('tokens', 'create', 'ci', '--role', 'read', '--days', '90')
  expect(token.out).toMatch(/^\S{20,}$/)
  expect((await theirs.run('tokens', 'list')).out).toMatch(/ci +read +\d{4}-/)
  expect(await theirs.run('pops', 'list')).toMatchObject({ code: 1, told: expect.stringContaining('role') })
})

test('a token is kept in a file that others cannot read, and not taken from one that they can', async () => {
  const file = join(folder, 'kept', 'credentials.json')
  const plain = createShell({ WELLKNOWN_CONFIG: file })
  expect(await plain.run('resource', 'list')).toMatchObject({
    code: 1,
    told: expect.stringContaining('WELLKNOWN_TOKEN'),
  })
  const { url, token } = site.caller
  expect((await plain.with({ input: `${token}\n` }).run('login', '--url', url)).code).toBe(0)
  expect(statSync(file).mode & 0o777).toBe(0o600)
  expect((await plain.run('resource', 'list')).out).toContain(HOST)
  const open = join(folder, 'open.json')
  writeFileSync(open, JSON.stringify({ url, token }), { mode: 0o644 })
  const said = await createShell({ WELLKNOWN_CONFIG: open }).run('resource', 'list')
  expect(said).toMatchObject({ code: 1, told: expect.stringContaining(`chmod 600 ${open}`) })
  expect(said.told).not.toContain(token)
})

test('what is typed wrong is named with its fix, exit code 2; what cannot be reached, with its setting', async () => {
  const wrong = [
    [['cert', 'renew'], '<resource> is missing'],
    [['cert', 'renew', HOST, 'more'], 'one word too many'],
    [['check', HOST, '--jsn'], 'no flag --jsn'],
    [['hold', '--all'], '--reason is missing'],
    [['tokens', 'create', 'x', '--role'], '--role wants a value'],
    [['cert', 'polish', HOST], 'There is no "wellknown cert polish"'],
    [['certs'], 'There is no command "certs". Is one of these meant: cert status,'],
    [['check', '*.customer.example'], 'no hostname that a certificate can have'],
    [['resource', 'show', '-1'], 'no flag -1'],
    [['keys', 'rotate', 'house'], 'account, signing or master'],
    [['cert', 'import', 'caddy', '/'], 'Give certbot, lego, acme.sh'],
  ] as const
  for (const [typed, told] of wrong) {
    expect(await shell.run(...typed), typed.join(' ')).toMatchObject({
      code: 2,
      told: expect.stringContaining(told),
    })
  }
  const nowhere = createShell({ WELLKNOWN_URL: 'http://127.0.0.1:1', WELLKNOWN_TOKEN: 'any' })
  expect(await nowhere.run('resource', 'list')).toMatchObject({
    code: 1,
    told: expect.stringContaining('WELLKNOWN_URL'),
  })
})

test('without its settings init names them, and says that nothing was made', async () => {
  const { code, told } = await createShell({}).run('init')
  expect(code).toBe(1)
  expect(told).toMatch(/^Nothing was made yet\. [\s\S]*- ACME_DIRECTORY_URL is not set: /)
})

test('what there is not is told by its name, with where to look', async () => {
  for (const [typed, told] of [
    [['resource', 'show', '99'], 'number 99. "wellknown resource list"'],
    [['cert', 'renew', 'no.example'], 'no.example. "wellknown resource list"'],
    [['pops', 'drain', 'nowhere'], 'no edge nowhere. "wellknown pops list"'],
    [['pops', 'out', 'nowhere'], 'no edge nowhere. "wellknown pops list"'],
    [['tokens', 'delete', '999'], 'number 999. "wellknown tokens list"'],
  ] as const) {
    expect(await operator.run(...typed)).toMatchObject({ code: 1, told: expect.stringContaining(told) })
  }
  const helped = await shell.run('help', 'cert', 'renew')
  expect(helped).toEqual(await shell.run('cert', 'renew', '--help'))
  expect((await shell.run('--version')).out).toMatch(/^wellknown \d+\.\d+\.\d+, Node /)
})

test('every command explains itself with examples; colours come only where a person looks', async () => {
  const all = await shell.run('help')
  for (const { name, examples } of COMMANDS) {
    expect(all.out).toContain(name)
    expect(examples.length, name).toBeGreaterThan(0)
    const { code, out } = await shell.run(...name.split(' '), '--help')
    expect(code).toBe(0)
    for (const [line] of examples) {
      expect(out).toContain(line)
      const flags = line.match(/ --[a-z-]+/g) ?? []
      for (const flag of flags) expect(out, line).toContain(`\n ${flag}`)
    }
  }
  const ESCAPE = '\u001B['
  expect((await shell.run('resource', 'show', HOST)).out).not.toContain(ESCAPE)
  expect((await shell.with({ colour: true }).run('resource', 'show', HOST)).out).toContain(ESCAPE)
})

test('what others wrote cannot steer the terminal', async () => {
  const reason = 'by \u001B[2J\u0007their wish'
  await operator.run('hold', '--name', HOST, '--reason', reason)
  const { out } = await operator.run('holds')
  expect(out).toContain(String.raw`by \u{1b}[2J\u{07}their wish`)
  await operator.run('resume', '--name', HOST)
  await shell.run('tokens', 'create', 'two\nlines\u202Eback', '--role', 'read')
  const tokens = (await shell.run('tokens', 'list')).out
  expect(tokens).toContain(String.raw`two\nlines\u{202e}back`)
  const [head = '', ...rows] = tokens.split('\n')
  const role = head.indexOf('ROLE')
  for (const row of rows) expect(row.slice(role - 2, role), row).toBe('  ')
  for (const row of rows) expect(row.slice(role), row).toMatch(/^(?:read|write|admin|operator) /)
})

test('an edge is added, drained and removed', async () => {
  const at = ['--admin', 'https://new.edge.example', '--http', '198.51.100.3:80']
  expect((await operator.run('pops', 'add', 'new', ...at)).code).toBe(0)
  expect(await operator.run('pops', 'add', 'new', ...at)).toMatchObject({
    code: 1,
    told: expect.stringContaining('There is a PoP new already'),
  })
  expect((await operator.run('pops', 'drain', 'new')).code).toBe(0)
  expect((await operator.run('pops', 'list')).out).toMatch(/new +drained \(/)
  expect((await operator.run('pops', 'drain', 'new', '--off')).code).toBe(0)
  expect((await operator.run('pops', 'out', 'new')).told).toContain('once it answers')
  expect((await operator.run('pops', 'list')).out).toMatch(/new +out/)
  expect((await operator.run('pops', 'remove', 'new')).code).toBe(0)
  expect((await operator.run('pops', 'list')).out).not.toContain('new')
  expect((await operator.run('pops', 'remove', 'new')).code).toBe(1)
  expect((await shell.run('pops', 'list')).code).toBe(1)
})
