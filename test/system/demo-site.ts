// A site of a running demo, driven as docs/try-it.md has its reader do it.

import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Place } from './demo.ts'
import { visitSecurely } from './visit.ts'

type Diagnosis = {
  readonly state: string
  readonly label: string
  readonly next: { readonly who: string; readonly at: string | null }
  readonly problems: readonly {
    readonly code: string
    readonly who_acts: string
    readonly evidence: string
  }[]
}

export type DemoSite = {
  readonly name: string
  /** Types a line of the manual into a shell that was told of the demo as the manual says. */
  type(line: string): Promise<void>
  /** Waits until the diagnosis is as wished, and gives it; fails with the last one. */
  waitFor(wish: (diagnosis: Diagnosis) => boolean | Promise<boolean>): Promise<Diagnosis>
  /** Is HTTPS on, as the API says? */
  isSecure(): Promise<boolean>
  /** What ended its newest issue process, and the attempts before. */
  outcomes(): Promise<readonly string[]>
  /** The serial that a visitor of the edge which terminates TLS is shown; null: the handshake is refused. */
  serial(): Promise<string | null>
}

const run = promisify(execFile)
const PATIENCE_MS = 90_000
const LOOK_EVERY_MS = 100

/** The site the demo makes by itself. */
export const findSite = (place: Place): DemoSite =>
  drive(place, { resource: 1, certificate: 1, name: 'www.customer.example' })

/** A site without rules, for which nothing has been asked yet. */
export async function createSite(place: Place, label: string): Promise<DemoSite> {
  const name = `${label}.customer.example`
  const origin = `127.0.0.1:${place.ports['DEMO_ORIGIN_PORT']}`
  const resource = await call<{ id: number }>(place, 'POST', '/cdn/resources', { cname: name, origin })
  const object = await call<{ id: number }>(place, 'POST', '/cdn/sslData', { name, automated: true })
  return drive(place, { resource: resource.id, certificate: object.id, name })
}

function drive(
  place: Place,
  { resource, certificate, name }: { resource: number; certificate: number; name: string },
): DemoSite {
  return {
    name,
    async type(line) {
      const script = `. "$0"; SITE=${resource} CERT=${certificate} NAME=${name}; ${quicken(line)}`
      const { stdout } = await run('sh', ['-ec', script, join(place.folder, 'env')])
      if (/"errors?":/.test(stdout)) throw new Error(`${line} was answered: ${stdout}`)
    },
    async waitFor(wish) {
      const late = Date.now() + PATIENCE_MS
      for (;;) {
        const seen = await call<Diagnosis>(place, 'GET', `/cdn/resources/${resource}/ssl/le/diagnosis`)
        if (await wish(seen)) return seen
        if (Date.now() > late) throw new Error(`${name} stays ${JSON.stringify({ ...seen, facts: null })}`)
        await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS))
      }
    },
    async isSecure() {
      return (await call<{ sslEnabled: boolean }>(place, 'GET', `/cdn/resources/${resource}`)).sslEnabled
    },
    async outcomes() {
      const path = `/cdn/sslData/${certificate}/status`
      const { statuses } = await call<{ statuses: { status: string }[] }>(place, 'GET', path)
      return statuses.map(({ status }) => status)
    },
    serial() {
      const root = readFileSync(join(place.folder, 'practice-root.pem'), 'utf8')
      return visitSecurely('127.0.0.1', Number(place.ports['DEMO_TLS_PORT']), name, root).then(
        (seen) => seen.serial,
        () => null,
      )
    },
  }
}

/** Times that suit a reader, cut to what suits a test. */
const quicken = (line: string): string =>
  line.replace('"retryAfter":90', '"retryAfter":1').replace('"lifetimeSeconds":30', '"lifetimeSeconds":10')

// The cast: what the API answers is held to its description by suites of its own.
async function call<Body>(place: Place, method: string, path: string, body?: object): Promise<Body> {
  const token = readFileSync(join(place.folder, 'token'), 'utf8').trim()
  const answer = await fetch(`http://127.0.0.1:${place.ports['DEMO_API_PORT']}${path}`, {
    method,
    headers: { authorization: `APIKey ${token}`, 'content-type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  })
  const text = await answer.text()
  if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}: ${text}`)
  return JSON.parse(text) as Body
}
