// Names that are led elsewhere by hand, to see what happens: a file of the form {"name": ["address", …]}.

import { readFileSync, unwatchFile, watchFile } from 'node:fs'
import type { DnsServer } from '@wellknown/practice-dns'
import { z } from 'zod'

const detours = z.record(z.string(), z.array(z.string()))
const LOOK_EVERY_MS = 300

/** Keeps the DNS as the file says, also while it changes; without the file all names lead to the edges. */
export function watchDetours(file: string, dns: DnsServer, tell: (line: string) => void): { stop(): void } {
  let before: readonly string[] = []
  const look = (): void => {
    const now = read(file)
    if (now === null) {
      tell(`${file} is not of the form {"name": ["address"]}; it is left out.`)
      return
    }
    for (const name of before) if (!(name in now)) dns.set(name, null)
    for (const [name, addresses] of Object.entries(now)) {
      dns.set(name, { a: addresses })
      tell(`DNS: ${name} leads to ${addresses.join(', ') || 'nowhere'} now`)
    }
    if (before.length > 0 && Object.keys(now).length === 0) tell('DNS: every name leads to both edges again')
    before = Object.keys(now)
  }
  look()
  watchFile(file, { interval: LOOK_EVERY_MS }, look)
  return { stop: () => unwatchFile(file, look) }
}

/** Null: the file is there, but not readable as such. */
function read(file: string): Record<string, string[]> | null {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch {
    return {}
  }
  try {
    return detours.parse(JSON.parse(text))
  } catch {
    return null
  }
}
