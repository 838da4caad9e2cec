// `docs/openapi.json` is the description that clients were written for; `docs/api-breaks.md` says what of it was broken on purpose.

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readDescription } from '../system/description.ts'
import { startMemorySystem } from '../system/memory-system.ts'
import { findBreaks } from './compare.ts'
import type { Json } from './json.ts'

const DOCS = join(import.meta.dirname, '..', '..', 'docs')
export const SNAPSHOT = join(DOCS, 'openapi.json')

/** The description as the API gives it now. */
export async function describeNow(): Promise<Json> {
  const system = await startMemorySystem()
  try {
    return { ...(await readDescription(system.world)) }
  } finally {
    await system.close()
  }
}

/** What would break clients of the snapshot and nobody has decided on. */
export function findUndecided(now: Json): readonly string[] {
  const decided = readFileSync(join(DOCS, 'api-breaks.md'), 'utf8')
  // The cast: an object is written there.
  const before = JSON.parse(readFileSync(SNAPSHOT, 'utf8')) as Json
  return findBreaks(before, now).filter((each) => !decided.includes(`\`${each}\``))
}
