// A rehearsal is as real as an order can be, leaves nothing behind, and says why where the CA would not issue.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createAccountKey, readTerms } from '@wellknown/control/adapters/ca/account.ts'
import { startPracticeCa, type PracticeCa } from '@wellknown/practice-ca'
import { startDns, type DnsServer } from '@wellknown/practice-dns'
import { createCaller, createGroup, HOST } from '../system/caller.ts'
import { freePort } from '../system/free-port.ts'
import { POPS } from '../system/memory-system.ts'
import { createShell, type Shell } from '../system/shell.ts'
import { DAY, MINUTE, startSite, type Site } from '../system/site.ts'
import { NODE_ADDRESS, startSystem, WORKER_ADDRESS, type System } from '../system/system.ts'
import { visitSecurely } from '../system/visit.ts'

describe('at the practice CA, through both edges', () => {
  const name = 'www.rehearsal.example'
  const left = 'left.rehearsal.example'
  let folder: string
  let dns: DnsServer
  let ca: PracticeCa
  let staging: PracticeCa
  let system: System
  let shell: Shell
  let resource: number

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'wellknown-rehearsal-'))
    const port = await freePort()
    const records = { a: [NODE_ADDRESS, WORKER_ADDRESS] }
    dns = await startDns({ host: '127.0.0.1', port: 0, zone: 'rehearsal.example', records })
    const at = `127.0.0.1:${dns.port}`
    const listen = { host: '127.0.0.1', port: 0 }
    const practice = { listen, root: null, dns: at, validationPort: port, allowReserved: true }
    ca = await startPracticeCa(practice)
    staging = await startPracticeCa(practice)
    writeFileSync(join(folder, 'staging.pem'), staging.rootPem)
    const terms = await readTerms({
      directoryUrl: staging.directoryUrl,
      caPem: staging.rootPem,
      accountKey: await createAccountKey(),
      eab: null,
      now: Date.now,
    })
    const settings = {
      REHEARSAL_DIRECTORY_URL: staging.directoryUrl,
      REHEARSAL_CA_FILE: join(folder, 'staging.pem'),
      REHEARSAL_TERMS_AGREED: terms ?? '',
    }
    const authority = { directoryUrl: ca.directoryUrl, caPem: ca.rootPem, dns: at }
    system = await startSystem(authority, port, { settings })
    const caller = await createCaller(system.world)
    const wish = { cname: name, secondaryHostnames: [left], originGroup: await createGroup(caller) }
    resource = (await caller.call('POST', '/cdn/resources', wish)).body.id
    shell = createShell({ WELLKNOWN_URL: caller.url, WELLKNOWN_TOKEN: caller.token })
  })
  afterAll(async () => {
    await system?.close()
    await staging?.close()
    await ca?.close()
    await dns?.close()
    rmSync(folder, { recursive: true, force: true })
  })

  test('a real order is made at the rehearsal directory only; its certificate is served nowhere, its key kept nowhere', async () => {
    const { code, out } = await shell.run('rehearse', name, '--json')
    const [rehearsed] = JSON.parse(out)
    expect([code, rehearsed.result, rehearsed.problems]).toEqual([0, 'passed', []])
    expect(staging.issued().map(({ serial }) => serial)).toEqual([rehearsed.certificate.serial])
    expect(rehearsed).toMatchObject({ names: [name], directory: staging.directoryUrl })
    const { store, ca: production, rehearsalCa } = system.world
    expect([ca.issued(), production.account === rehearsalCa?.account]).toEqual([[], false])
    expect(await store.certificate(rehearsed.id)).toBeNull()
    expect((await store.attempt(rehearsed.id))?.sealedKey).toBeNull()
    expect(await store.load(resource)).toMatchObject({ state: { is: 'off' }, current: null, https: false })
    await expect(visitSecurely(NODE_ADDRESS, system.tlsPort, name, staging.rootPem)).rejects.toThrow()
  })

  test('a name that leads elsewhere is told with the record to set, and no CA is asked: exit code 1', async () => {
    dns.set(left, { a: ['127.0.0.77'] })
    const { code, out } = await shell.run('rehearse', String(resource))
    expect(code).toBe(1)
    expect(out).toMatch(/^✗ www.rehearsal.example, left.rehearsal.example cannot be validated/)
    expect(out).toContain(`set    ${left}. CNAME cl-`)
    expect(staging.issued()).toHaveLength(1)
  })
})

describe('whatever happens', () => {
  let site: Site
  let shell: Shell
  beforeEach(async () => {
    site = await startSite()
    await site.pass(MINUTE)
    const { url, token } = site.caller
    shell = createShell({ WELLKNOWN_URL: url, WELLKNOWN_TOKEN: token }, (passing) => site.pass(10 * passing))
  })
  afterEach(() => site.system.close())

  test('no call that is lost, or whose answer is, keeps a rehearsal from its end, leaves a token, or touches what is served', async () => {
    // Edges and eyes are tried in the outages of an issue, whose steps these are.
    const isOurs = (port: string) => port === 'rehearsal-ca' || port === 'store'
    const calls: string[] = []
    const rehearse = async () => {
      const { code, out } = await shell.run('rehearse', HOST, '--json')
      // The hour's bound is not what is tried here.
      await site.system.world.store.dropRehearsals(Infinity)
      return [code, JSON.parse(out)[0].result]
    }
    site.system.setPlan((port, call) => {
      if (isOurs(port)) calls.push(`${port}.${call}`)
      return null
    })
    const [serial, orders] = [site.served(), site.system.ca.orders.length]
    expect(await rehearse()).toEqual([0, 'passed'])
    expect(new Set(calls)).toContain('rehearsal-ca.finalize')
    for (const fault of ['failed', 'failed-but-happened'] as const) {
      for (const [index, name] of calls.entries()) {
        // The first and the last of each kind.
        if (calls.indexOf(name) !== index && calls.lastIndexOf(name) !== index) continue
        let count = 0
        site.system.setPlan((port) => (isOurs(port) && count++ === index ? fault : null))
        expect(await rehearse(), `${name} ${fault}`).toEqual([0, 'passed'])
      }
    }
    site.system.setPlan(null)
    await site.pass(5 * MINUTE)
    expect([site.served(), site.system.ca.orders.length, site.system.early]).toEqual([serial, orders, []])
    expect(POPS.map((pop) => site.system.edge.tokens(pop))).toEqual([0, 0])
    expect(await site.system.world.store.openAttempts(site.id)).toEqual([])
  })

  test('what the CA says against a name is told with its cause; what it does not say is no verdict, and comes to an end', async () => {
    site.system.rehearsalCa.blind(true)
    expect(await shell.run('rehearse', HOST)).toMatchObject({
      code: 1,
      out: expect.stringMatching(/was refused by the CA[^]*\(ca-unauthorized\)[^]*fix /),
    })
    site.system.rehearsalCa.blind(false)
    site.system.rehearsalCa.deactivateAccount(true)
    const held = await shell.run('rehearse', HOST)
    expect(held).toMatchObject({ code: 1, out: expect.stringContaining('could not be rehearsed to the end') })
    expect(held.out).toContain('(ca-account)')
    // Of the account that issues nothing was said.
    expect((await site.system.world.store.alarms()).length).toBe(0)
    site.system.rehearsalCa.deactivateAccount(false)
    site.system.setPlan((port) => (port === 'rehearsal-ca' ? 'failed' : null))
    expect((await shell.run('rehearse', HOST)).out).toContain('(ca-unavailable)')
    site.system.setPlan(null)
    const entries = (await site.caller.call('GET', `/cdn/resources/${site.id}/ssl/le/timeline`)).body
    const told = entries.filter(({ event }: { event: string }) => event === 'rehearsed')
    expect(told.map(({ detail }: { detail: { result: string } }) => detail.result)).toEqual([
      'failed',
      'held',
      'held',
    ])
  })

  test('rates are bounded: one at a time for a site, a hundred in an hour for a client; both say when', async () => {
    const { caller, id, system } = site
    const path = `/cdn/resources/${id}/ssl/le/rehearsals`
    const begin = (body: object = {}) => caller.call('POST', path, body)
    const { status, body } = await begin()
    expect([status, body.names, body.result]).toEqual([201, [HOST], 'running'])
    expect((await begin()).status).toBe(409)
    await site.pass(MINUTE)
    // As if it had been rehearsed all the time.
    const { store, now } = system.world
    const begun = await store.rehearsal(body.id)
    if (!begun) throw new Error('It is gone.')
    for (let count = 1; count < 100; count++) {
      const next = { ...begun, id: `more-${count}` }
      await store.beginRehearsal(next, { open: 1, byClient: 100, since: 0 })
      const nothing = { result: 'held', problems: [], certificate: null, ended: now() } as const
      const entry = { resource: id, at: now(), event: 'rehearsed', from: null, to: null, detail: {} }
      await store.endRehearsal(next.id, nothing, entry)
    }
    const full = await begin()
    expect([full.status, full.body.message]).toEqual([
      429,
      expect.stringContaining('100 rehearsals in an hour'),
    ])
    await site.pass(Number(full.headers.get('retry-after')) * 1000)
    expect((await begin({ names: ['elsewhere.example'] })).body.errors.names[0]).toContain(HOST)
    expect((await begin({ names: [HOST] })).status).toBe(201)
    // All of them stand in a list, newest first, page by page.
    const all = (query: string) => caller.call('GET', `/cdn/ssl/le/rehearsals?${query}`)
    const page = (await all(`limit=2&resource=${id}`)).body
    expect(page).toMatchObject({
      count: 101,
      results: [
        { resource: id, result: 'running' },
        { resource: id, result: 'passed' },
      ],
    })
    expect((await all('ordering=id')).body[0].id).toBe(body.id)
    expect((await all(`resource=${id + 1}`)).body).toEqual([])
    expect((await shell.run('rehearsals', HOST)).out.split('\n')).toHaveLength(102)
    // Another client's is nobody's business.
    const other = await createCaller(system.world, 'admin', 'other')
    expect((await other.call('GET', `${path}/${body.id}`)).status).toBe(404)
    expect((await other.call('GET', '/cdn/ssl/le/rehearsals')).body).toEqual([])
    await site.pass(31 * DAY)
    expect((await caller.call('GET', `${path}/${body.id}`)).status).toBe(404)
  })

  test('where the operator has named no directory it is said so', async () => {
    const caller = await createCaller({ ...site.system.world, rehearsalCa: null }, 'admin', 'elsewhere')
    const group = await createGroup(caller)
    const wish = { cname: 'else.customer.example', originGroup: group }
    const id = (await caller.call('POST', '/cdn/resources', wish)).body.id
    const said = await createShell({ WELLKNOWN_URL: caller.url, WELLKNOWN_TOKEN: caller.token }).run(
      'rehearse',
      String(id),
    )
    expect(said).toMatchObject({ code: 1, told: expect.stringContaining('REHEARSAL_DIRECTORY_URL') })
  })
})
