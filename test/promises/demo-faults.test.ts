// docs/try-it.md, line by line: what it tells to type is typed, and what it says comes of it does.

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createSite, findSite, type DemoSite } from '../system/demo-site.ts'
import { createShell } from '../system/shell.ts'
import { findPlace, type Demo, type Place } from '../system/demo.ts'
import { readManual, readScripts, type Row } from '../system/manual.ts'

const { asking, serving } = readManual()
/** What is broken without a name is broken for every site. */
const isForAll = ({ how }: Row): boolean => !how.join().includes('$NAME')
const apart = asking.filter((row) => !isForAll(row))
const together = asking.filter(isForAll)

let place: Place
let demo: Demo
let own: DemoSite
/** Each row has a site of its own, so that most can be broken at once, mended at once, and looked at in peace. */
const sites = new Map<Row, DemoSite>()
const broken = new Map<Row, Promise<unknown>>()
const mended = new Map<Row, Promise<unknown>>()

beforeAll(async () => {
  place = await findPlace()
  demo = place.start({ DEMO_RETRY_AFTER: '1s' })
  await demo.said('Ctrl-C stops everything')
  own = findSite(place)
  for (const row of [...apart, ...serving]) sites.set(row, await createSite(place, `site-${sites.size}`))
  for (const row of together) sites.set(row, own)
  for (const row of apart) broken.set(row, breakAndAsk(row))
  for (const row of serving) broken.set(row, serveAndBreak(row))
  const mending = Promise.allSettled(broken.values()).then(() => own.type('mend'))
  for (const row of broken.keys())
    mended.set(
      row,
      mending.then(() => recover(row)),
    )
  // Each is awaited by its own test; until then it may fail without anybody listening.
  void Promise.allSettled(mended.values())
})
afterAll(async () => {
  await demo?.stop()
  place?.close()
})

test('every status of the product page can be had', () => {
  const statuses = new Set([...asking, ...serving].flatMap((row) => row.statuses))
  const wanted = [
    'Pre-validation failed',
    'Processing',
    'Held',
    'Success',
    'Failed',
    'Failed (expired)',
    'Off',
  ]
  expect(wanted.filter((status) => !statuses.has(status))).toEqual([])
})

const PROMISE = '%s: status, cause, who acts and when are shown; mended, it recovers'
const titled = (rows: readonly Row[]) => rows.map((row) => [row.what, row] as const)

test.each(titled([...apart, ...serving]))(PROMISE, async (_, row) => {
  await broken.get(row)
  await mended.get(row)
})

test.each(titled(together))(PROMISE, async (_, row) => {
  await breakAndAsk(row)
  await own.type('mend')
  // A CA that failed often is asked again after minutes; who does not want to wait says so. Refused where it goes on already.
  await own.type('retry').catch(() => undefined)
  await recover(row)
})

function siteOf(row: Row): DemoSite {
  const site = sites.get(row)
  if (!site) throw new Error(`There is no site for: ${row.what}`)
  return site
}

async function breakAndAsk(row: Row): Promise<void> {
  const site = siteOf(row)
  await site.type('revoke')
  for (const line of row.how) await site.type(line)
  await site.type('issue')
  await show(site, row)
}

async function serveAndBreak(row: Row): Promise<void> {
  const site = siteOf(row)
  await site.type('issue')
  await site.waitFor(({ label }) => label === 'Success')
  const first = await site.serial()
  for (const [index, line] of row.how.entries()) {
    const before = await site.serial()
    await site.type(line)
    // As a reader would before the next line: look what came of this one.
    if (line === 'renew' && index < row.how.length - 1)
      await site.waitFor(async () => (await site.serial()) !== before)
    if (line === 'issue') await site.waitFor(({ state }) => state === 'issuing')
  }
  await show(site, row)
  await lookAtVisitors(site, row, first)
}

/** Waits until each status of the row has been seen, with its cause, actor and time. */
async function show(site: DemoSite, { statuses, cause, who, timed }: Row): Promise<void> {
  for (const status of statuses) {
    const { next } = await site.waitFor(({ label, problems, next: move }) => {
      if (label !== status) return false
      if (cause === null) return problems.length === 0 && move.who === who
      return problems.some(({ code, who_acts }) => code === cause && who_acts === who)
    })
    if (statuses.length === 1) expect(next.at !== null, JSON.stringify(next)).toBe(timed)
  }
}

/** Where a renewal failed the old certificate serves; everywhere else the handshake is refused. */
async function lookAtVisitors(site: DemoSite, { statuses, how }: Row, first: string | null): Promise<void> {
  const serves = statuses.includes('Failed')
  expect(await site.isSecure()).toBe(serves)
  // HTTPS is off in the store first, and then on the edge.
  await site.waitFor(async () => (await site.serial()) === (serves ? first : null))
  if (how.includes('abort')) expect(await site.outcomes()).toEqual(['CANCELLED'])
}

/** Everything is mended: what else the row says, and then Success. */
async function recover(row: Row): Promise<void> {
  for (const line of row.after) if (line !== 'mend') await siteOf(row).type(line)
  await siteOf(row).waitFor(({ label }) => label === 'Success')
}

test('a certificate comes before the switch of DNS, by what the manual has one type', async () => {
  const site = await createSite(place, 'before')
  const [refused = '', taken = ''] = readScripts('A certificate before the switch of DNS')
  await expect(site.type(refused)).rejects.toThrow(`Set \\"_acme-challenge.${site.name}. CNAME `)
  await site.type(taken)
  await site.waitFor(({ state }) => state === 'active')
  expect(await site.isSecure()).toBe(true)
})

test('a rehearsal says whether a certificate would come, by what the manual has one type', async () => {
  const site = await createSite(place, 'rehearsed')
  const [good = '', bad = ''] = readScripts('A rehearsal')
  await site.type(good)
  await expect(site.type(bad)).rejects.toThrow('Command failed')
  const { run } = createShell({
    WELLKNOWN_URL: `http://127.0.0.1:${place.ports['DEMO_API_PORT']}`,
    WELLKNOWN_TOKEN: readFileSync(join(place.folder, 'token'), 'utf8').trim(),
  })
  expect((await run('rehearsals', site.name)).out).toMatch(/blocked +cname-missing\n.* passed$/)
  expect(await site.serial()).toBeNull()
})

test('wellknown check prints for a name what stands in its way and the record to set', async () => {
  const site = await createSite(place, 'checked')
  const { run } = createShell({
    WELLKNOWN_URL: `http://127.0.0.1:${place.ports['DEMO_API_PORT']}`,
    WELLKNOWN_TOKEN: readFileSync(join(place.folder, 'token'), 'utf8').trim(),
  })
  expect(await run('check', site.name)).toMatchObject({
    code: 0,
    out: expect.stringContaining('can be validated'),
  })
  await site.type(`curl -X PUT $DNS/names/$NAME -d '{"a":["127.0.0.3"]}'`)
  const broken = await run('check', site.name)
  expect(broken).toMatchObject({ code: 1, out: expect.stringContaining('(cname-missing)') })
  expect(broken.out).toContain(`set    ${site.name}. CNAME cl-1.cdn.example`)
  // The same from a shell that has no control plane to ask.
  const from = [
    '--resolver',
    `127.0.0.1:${place.ports['DEMO_DNS_PORT']}`,
    '--port',
    place.ports['DEMO_HTTP_PORT'] ?? '',
  ]
  const here = [
    'check',
    '--standalone',
    '--allow-loopback',
    '--edge',
    '127.0.0.1',
    '--edge',
    '127.0.0.2',
    ...from,
  ]
  const apart = await createShell({}).run(...here, '--target', 'cl-1.cdn.example', site.name)
  expect(apart).toMatchObject({ code: 1, out: expect.stringContaining('(cname-missing)') })
  expect(apart.out).toContain(`set    ${site.name}. CNAME cl-1.cdn.example`)
  const good = await createShell({}).run(...here, '--target', 'cl-1.cdn.example', 'any.customer.example')
  expect(good).toMatchObject({ code: 0, out: expect.stringContaining('can be validated') })
})

// Last, since the edge takes its time to come back.
test('with one edge stopped a certificate waits, says for whom, and goes on once the edge is back, or is declared out', async () => {
  const [stopped = '', out = '', back = ''] = readScripts('One edge is stopped')
  const stop = async (): Promise<void> => {
    await own.type(stopped)
    await own.waitFor(({ label, problems }) => label === 'Held' && problems.some(names('worker')))
    expect(await own.serial()).toBeNull()
  }
  await stop()
  await demo.said('Held, at the cost of no attempt: The edge worker has not confirmed')
  await own.type('start worker')
  await own.waitFor(({ label }) => label === 'Success')
  await stop()
  await own.type(out)
  await own.waitFor(({ label }) => label === 'Success')
  await own.type(back)
})
const names =
  (edge: string) =>
  ({ evidence }: { readonly evidence: string }): boolean =>
    evidence.includes(`The edge ${edge} has not confirmed`)
