// Debian's Pebble with its DNS, as a CA that nobody here wrote.

import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import https from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from './free-port.ts'

export type Pebble = {
  readonly directoryUrl: string
  /** Trusts Pebble's own API. */
  readonly caPem: string
  /** Trusts what Pebble issues. */
  readonly rootPem: string
  readonly dns: string
  /** Where a name leads from now on; Pebble validates at `validationPort`. */
  setAddresses(host: string, addresses: readonly string[]): Promise<void>
  /** What its management port says at `path`. */
  ask(path: string): Promise<string>
  close(): Promise<void>
}

export type PebbleOptions = {
  readonly validationPort: number
  readonly address: string
  /** A name server to ask instead of one of its own; `setAddresses` is of no use then. */
  readonly dns?: string
  /** External accounts, kid → HMAC key in base64url: every new account must be bound to one. */
  readonly externalAccounts?: Readonly<Record<string, string>>
  /** Other roots that each certificate has a chain to; default none. */
  readonly alternateRoots?: number
  /** Per cent; default 5. */
  readonly rejectNonces?: number
}

/** Starts Pebble: strict, no authorization used twice. Every name leads to `address`. */
export async function startPebble(options: PebbleOptions): Promise<Pebble> {
  const folder = mkdtempSync(join(tmpdir(), 'wellknown-pebble-'))
  const [api, management, dns, dnsManagement] = await Promise.all([
    freePort(),
    freePort(),
    freePort(),
    freePort(),
  ])
  makeCertificates(folder)
  const config = {
    pebble: {
      listenAddress: `127.0.0.1:${api}`,
      managementListenAddress: `127.0.0.1:${management}`,
      certificate: join(folder, 'api.pem'),
      privateKey: join(folder, 'api.key'),
      httpPort: options.validationPort,
      tlsPort: 1,
      ocspResponderURL: '',
      externalAccountBindingRequired: options.externalAccounts !== undefined,
      externalAccountMACKeys: options.externalAccounts ?? {},
      certificateValidityPeriod: 7_776_000,
    },
  }
  writeFileSync(join(folder, 'pebble.json'), JSON.stringify(config))
  const answering = ['-management', `127.0.0.1:${dnsManagement}`, '-dns01', `127.0.0.1:${dns}`]
  const leading = ['-defaultIPv4', options.address, '-defaultIPv6', '']
  const quiet = ['-http01', '', '-https01', '', '-tlsalpn01', '']
  const asked = options.dns ?? `127.0.0.1:${dns}`
  const names = spawn('pebble-challtestsrv', answering.concat(quiet, leading))
  const pebble = spawn('pebble', ['-config', join(folder, 'pebble.json'), '-dnsserver', asked, '-strict'], {
    env: {
      ...process.env,
      PEBBLE_VA_NOSLEEP: '1',
      PEBBLE_WFE_NONCEREJECT: String(options.rejectNonces ?? 5),
      PEBBLE_ALTERNATE_ROOTS: String(options.alternateRoots ?? 0),
      PEBBLE_AUTHZREUSE: '0',
    },
  })
  const caPem = readFileSync(join(folder, 'ca.pem'), 'utf8')
  const close = async (): Promise<void> => {
    await Promise.all([end(pebble), end(names)])
    rmSync(folder, { recursive: true, force: true })
  }
  try {
    const directoryUrl = `https://127.0.0.1:${api}/dir`
    await answers(directoryUrl, caPem)
    const rootPem = await answers(`https://127.0.0.1:${management}/roots/0`, caPem)
    return {
      directoryUrl,
      caPem,
      rootPem,
      dns: asked,
      async setAddresses(host, addresses) {
        await fetch(`http://127.0.0.1:${dnsManagement}/add-a`, {
          method: 'POST',
          body: JSON.stringify({ host: `${host}.`, addresses }),
        })
      },
      ask: (path) => get(`https://127.0.0.1:${management}${path}`, caPem),
      close,
    }
  } catch (error) {
    await close()
    throw error
  }
}

/** The Debian package brings none. */
function makeCertificates(folder: string): void {
  const openssl = (...args: string[]): void => {
    const run = spawnSync('openssl', args, { cwd: folder, encoding: 'utf8' })
    if (run.status !== 0) throw new Error(run.stderr)
  }
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes']
  openssl('req', '-x509', ...key, '-keyout', 'ca.key', '-out', 'ca.pem', '-days', '2', '-subj', '/CN=test CA')
  openssl('req', ...key, '-keyout', 'api.key', '-out', 'api.csr', '-subj', '/CN=localhost')
  writeFileSync(join(folder, 'ext'), 'subjectAltName=DNS:localhost,IP:127.0.0.1')
  const signing = ['-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial', '-days', '2', '-extfile', 'ext']
  openssl('x509', '-req', '-in', 'api.csr', ...signing, '-out', 'api.pem')
}

/** The body at `url`, once something answers there. */
async function answers(url: string, ca: string): Promise<string> {
  const until = Date.now() + 15_000
  for (;;) {
    try {
      return await get(url, ca)
    } catch (error) {
      if (Date.now() > until) throw error
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
  }
}

function get(url: string, ca: string): Promise<string> {
  return new Promise((resolve, reject) => {
    https
      .get(url, { ca }, (answer) => {
        let text = ''
        answer.on('data', (chunk: Buffer) => (text += chunk.toString()))
        answer.on('end', () => resolve(text))
      })
      .on('error', reject)
  })
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.pid === undefined) return
  const gone = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGKILL')
  await gone
}
