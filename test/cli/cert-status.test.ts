// How a certificate stands, for a script: by what visitors get, and never without an end.

import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createCaller, HOST } from '../system/caller.ts'
import { createShell, type Shell } from '../system/shell.ts'
import { MINUTE, startSite, type Site } from '../system/site.ts'

let site: Site
beforeEach(async () => {
  site = await startSite()
})
afterEach(() => site.system.close())

const shellAt = (url: string, token = site.caller.token): Shell =>
  createShell({ WELLKNOWN_URL: url, WELLKNOWN_TOKEN: token }, (milliseconds) => site.pass(milliseconds))

test('a certificate that is served is exit code 0, though its renewal failed', async () => {
  const shell = shellAt(site.caller.url)
  const early = await shell.run('cert', 'status', HOST)
  expect(early).toMatchObject({ code: 1, out: expect.stringMatching(/^Not served$/m) })
  await site.pass(MINUTE)
  site.system.ca.blind(true)
  await site.post(`/cdn/sslData/${site.ssl}/renew`)
  await site.pass(90 * MINUTE)
  const { code, out } = await shell.run('cert', 'status', HOST)
  expect(out).toMatch(
    /^Served until \d{4}-\d\d-\d\d \d\d:\d\d UTC\nFailed \(next [^)]*\)\. The CDN, by itself: /,
  )
  expect(code).toBe(0)
  const read = JSON.parse((await shell.run('cert', 'status', HOST, '--json')).out)
  const { serving, valid_until } = (await site.resource()).certificate
  expect(read).toMatchObject({ label: 'Failed', certificate: { serving, valid_until } })
  expect(serving).toBe(true)
  expect((await shell.run('cert', 'status', HOST, '--watch')).code).toBe(0)
})

test('watching ends where somebody has to act', async () => {
  const operator = await createCaller(site.system.world, 'operator', 'operator')
  await shellAt(operator.url, operator.token).run('suspend', String(site.id), '--reason', 'by their wish')
  const { code, out } = await shellAt(site.caller.url).run('cert', 'status', HOST, '--watch')
  expect(code).toBe(1)
  expect(out).toContain('The operator of the CDN: ')
})

test('who watches survives a restart of the control plane; one that stays away ends it with exit code 3', async () => {
  let away = 3
  const door = createServer(async ({ url = '', headers }, answer) => {
    if (away-- > 0) return void answer.destroy()
    const said = await fetch(site.caller.url + url, {
      headers: { authorization: String(headers.authorization) },
    })
    return void answer.writeHead(said.status, { connection: 'close' }).end(await said.text())
  })
  await new Promise<void>((resolve) => void door.listen(0, '127.0.0.1', resolve))
  const shell = shellAt(`http://127.0.0.1:${(door.address() as AddressInfo).port}`)
  const back = await shell.run('cert', 'status', HOST, '--watch')
  expect(back).toMatchObject({ code: 0, told: expect.stringContaining('it is asked again for a minute') })
  away = Infinity
  const gone = await shell.run('cert', 'status', HOST, '--watch')
  expect(gone).toMatchObject({ code: 3, told: expect.stringContaining('It could not be looked at.') })
  door.close()
})
