// The portal's typed client as the API has it now: the calls that the portal makes.

import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { renderTypes, type Document } from '@wellknown/api-types'
import { createApi } from '@wellknown/control/api/app.ts'
import { startMemorySystem } from '../system/memory-system.ts'

const SOURCES = join(import.meta.dirname, '..', '..', 'packages', 'portal', 'src')
const NAME = 'api/description.ts'
export const CLIENT_FILE = join(SOURCES, NAME)

/** What CLIENT_FILE must hold. */
export async function renderClient(): Promise<string> {
  const files = globSync('**/*.{ts,tsx}', { cwd: SOURCES }).filter((name) => name !== NAME)
  const text = files.map((name) => readFileSync(join(SOURCES, name), 'utf8')).join('\n')
  const system = await startMemorySystem()
  try {
    const answer = await createApi(system.world).request('/openapi.json')
    return await renderTypes((await answer.json()) as Document, (path) => text.includes(`'${path}'`))
  } finally {
    await system.close()
  }
}
