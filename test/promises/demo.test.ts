// `npm start`, from nothing to HTTPS, and again.

import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { findPlace, type Place } from '../system/demo.ts'
import { visit, visitSecurely } from '../system/visit.ts'

const SITE = 'www.customer.example'
let place: Place

beforeAll(async () => {
  place = await findPlace()
})
afterAll(() => place?.close())

const rootOf = (): string => readFileSync(join(place.folder, 'practice-root.pem'), 'utf8')
type Entry = {
  readonly event: string
  readonly detail: Record<string, unknown>
  readonly hits: readonly { readonly network: string; readonly agent: string; readonly result: string }[]
}
async function readTimeline(): Promise<readonly Entry[]> {
  const token = readFileSync(join(place.folder, 'token'), 'utf8').trim()
  const url = `http://127.0.0.1:${place.ports['DEMO_API_PORT']}/cdn/resources/1/ssl/le/timeline`
  return (await fetch(url, { headers: { authorization: `APIKey ${token}` } })).json() as Promise<
    readonly Entry[]
  >
}
/** Types a line into a shell that was told of the demo. */
const type = (line: string) =>
  promisify(execFile)('sh', ['-ec', `. "$0"; ${line}`, join(place.folder, 'env')])
const serve = () => visitSecurely('127.0.0.1', Number(place.ports['DEMO_TLS_PORT']), SITE, rootOf())

test('it goes live by itself, blocks plain visitors on both edges, stops at Ctrl-C, finds its data again, and outlives its site', async () => {
  const first = place.start()
  await first.said('LIVE')
  await first.said('Ctrl-C stops everything')
  const seen = await serve()
  expect(seen.body).toContain('Blocked by a rule')
  for (const address of ['127.0.0.1', '127.0.0.2']) {
    expect((await visit(address, Number(place.ports['DEMO_HTTP_PORT']), SITE)).status).toBe(403)
  }
  // What the CA saw is told, perspective by perspective.
  expect(first.output()).toMatch(/The CA, perspective primary, at 127\.0\.0\.[12], the (Node edge|worker)/)
  // And in the timeline, as the edges were asked: by six perspectives, each from a network of its own.
  await first.said('from 6 networks')
  const traced = (await readTimeline()).find(({ event }) => event === 'challenge-hits')
  expect(traced?.detail).toMatchObject({ requests: 6, answered: 6, networks: 6 })
  expect(new Set(traced?.hits.map(({ network }) => network))).toEqual(
    new Set([1, 2, 3, 4, 5, 6].map((network) => `127.0.${network}.0/24`)),
  )
  expect(
    traced?.hits.every(({ agent, result }) => agent.includes('practice CA') && result === 'answered'),
  ).toBe(true)
  expect(await first.stop()).toBe(0)
  expect(first.output()).toContain('Stopped')

  const second = place.start()
  await second.said('served over HTTPS already')
  expect((await serve()).serial).toBe(seen.serial)
  // Its site is deleted: it goes on without, and follows the one that is made instead.
  await type('remove')
  await second.said('The site is gone')
  // The name is its own until the edges have let go.
  while (!(await type('create')).stdout.includes('"id":'));
  await second.said('The site is there again, as resource 2')
  await type('issue')
  await second.said('LIVE')
  expect((await serve()).serial).not.toBe(seen.serial)
  // Neither a crash nor a deletion that it cut short is in the way of the next start.
  await type('remove')
  second.child.kill('SIGKILL')
  await once(second.child, 'exit')
  const third = place.start()
  await third.said('LIVE')
  expect(await third.stop()).toBe(0)
})

test('what keeps it from starting is said in one clear sentence', async () => {
  const misread = place.start({ DEMO_TLS_PORT: 'x' })
  await once(misread.child, 'exit')
  expect(misread.output()).toBe('DEMO_TLS_PORT must be a port between 1 and 65535; it is "x".\n')
  const other = createServer().listen(Number(place.ports['DEMO_API_PORT']), '127.0.0.1')
  await once(other, 'listening')
  const blocked = place.start()
  await once(blocked.child, 'exit')
  other.close()
  expect([blocked.child.exitCode, blocked.output().trim()]).toEqual([
    1,
    `Port ${place.ports['DEMO_API_PORT']} on 127.0.0.1 is taken by another program: stop that, or set DEMO_API_PORT.`,
  ])
  const unwritable = place.start({ DEMO_FOLDER: '/dev/null/demo' })
  await once(unwritable.child, 'exit')
  expect(unwritable.output()).toContain('The folder /dev/null/demo cannot be written')
})
