// Moving in from clients that nobody here wrote: what they got from Pebble is served at once, and renewed under their account.

import { spawn } from 'node:child_process'
import { X509Certificate } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { certbot } from '@wellknown/cli/moving/certbot.ts'
import { lego } from '@wellknown/cli/moving/lego.ts'
import { createCaller, createGroup } from '../system/caller.ts'
import { until } from '../system/customer.ts'
import { freePort } from '../system/free-port.ts'
import { startPebble, type Pebble } from '../system/pebble.ts'
import { createShell } from '../system/shell.ts'
import { NODE_ADDRESS, startSystem } from '../system/system.ts'
import { hasTool } from '../system/tool.ts'
import { visitSecurely } from '../system/visit.ts'

/** Where the site lies before it moves: a machine with the other client on it. */
const OLD_ADDRESS = '127.0.0.3'
const MAIL = 'ops@customer.example'
const NAME = 'www.customer.example'

type Before = {
  readonly client: typeof certbot
  /** What was typed there, for a site at this CA; `place` is the folder it keeps things in. */
  readonly typed: (at: { place: string; directory: string; name: string; port: number }) => string
  /** The variable by which it learns of a private CA. */
  readonly trust: string
}
const CLIENTS: Readonly<Record<'certbot' | 'lego', Before>> = {
  certbot: {
    client: certbot,
    trust: 'REQUESTS_CA_BUNDLE',
    typed: ({ place, directory, name, port }) =>
      `certonly --non-interactive --agree-tos --email ${MAIL} --standalone --server ${directory} -d ${name}
       --http-01-address ${OLD_ADDRESS} --http-01-port ${port}
       --config-dir ${place} --work-dir ${place}.work --logs-dir ${place}.logs`,
  },
  lego: {
    client: lego,
    trust: 'LEGO_CA_CERTIFICATES',
    typed: ({ place, directory, name, port }) =>
      `--server ${directory} --email ${MAIL} --accept-tos --path ${place} --domains ${name}
       --http --http.port ${OLD_ADDRESS}:${port} run`,
  },
}

for (const [tool, { client, typed, trust }] of Object.entries(CLIENTS)) {
  describe.skipIf(!hasTool('pebble') || !hasTool(tool))(`Debian packages pebble and ${tool}`, () => {
    let folder: string
    let pebble: Pebble
    let port: number
    beforeAll(async () => {
      folder = mkdtempSync(join(tmpdir(), 'wellknown-moving-'))
      port = await freePort()
      // How well others bear a nonce that is refused is not ours to try.
      pebble = await startPebble({ validationPort: port, address: OLD_ADDRESS, rejectNonces: 0 })
      writeFileSync(join(folder, 'ca.pem'), pebble.caPem)
    })
    afterAll(async () => {
      await pebble?.close()
      rmSync(folder, { recursive: true, force: true })
    })

    test(`what ${tool} got is served at once, and renewed under the account it had`, async () => {
      const place = join(folder, tool)
      const words = typed({ place, directory: pebble.directoryUrl, name: NAME, port })
      await run(tool, words.split(/\s+/), { [trust]: join(folder, 'ca.pem') })
      const [account] = client.accounts(place)
      const [old] = client.certificates(place)
      const serial = new X509Certificate(old?.chain ?? '').serialNumber
      expect(account?.url).toMatch(/^https:/)

      const accountKeyFile = join(folder, 'account.pem')
      const moving = createShell({ ACME_ACCOUNT_KEY_FILE: accountKeyFile })
      expect((await moving.run('import', 'account', tool, place)).code).toBe(0)
      const system = await startSystem(pebble, port, { accountKeyFile })
      try {
        expect(system.world.ca.account).toBe(account?.url)
        const operator = await createCaller(system.world, 'operator')
        const shell = createShell({ WELLKNOWN_URL: operator.url, WELLKNOWN_TOKEN: operator.token })
        const wish = { cname: NAME, originGroup: await createGroup(operator) }
        const { id } = (await operator.call('POST', '/cdn/resources', wish)).body
        await pebble.setAddresses(NAME, [NODE_ADDRESS])

        const brought = await shell.run('import', 'certificates', tool, place)
        expect(brought).toMatchObject({ code: 0, out: expect.stringContaining('taken over') })
        await until(system.world, id, ({ state }) => state.is === 'active')
        const served = () => visitSecurely(NODE_ADDRESS, system.tlsPort, NAME, pebble.rootPem)
        expect((await served()).serial).toBe(serial)
        expect(await system.world.store.openAttempts(id, 0)).toEqual([])

        expect((await shell.run('cert', 'renew', NAME)).code).toBe(0)
        const renewed = await until(
          system.world,
          id,
          ({ state, current }) => state.is === 'active' && current?.serial !== serial,
        )
        expect(renewed.current).toMatchObject({ kind: 'managed', issuer: { account: account?.url } })
        expect((await served()).serial).toBe(renewed.current?.serial)
      } finally {
        await system.close()
      }
    }, 90_000)
  })
}

/** Runs a program to its end; what it said, where it fails. Not waited for by blocking: the CA's time runs here as well. */
async function run(program: string, words: readonly string[], env: Record<string, string>): Promise<void> {
  const child = spawn(program, words, { env: { ...process.env, ...env } })
  let said = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (said += chunk.toString()))
  const code = await new Promise((resolve) => child.once('close', resolve))
  if (code !== 0) throw new Error(`${program} ended with ${String(code)}: ${said}`)
}
