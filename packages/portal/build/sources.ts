// What the page is built from, and whether the page that is there was.

import { createHash } from 'node:crypto'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

export const ROOM = join(import.meta.dirname, '..')
export const FOLDER = join(ROOM, 'dist')
/** Names the sources a folder was built from. */
export const STAMP = 'built-from'

const SOURCES = [
  'src/**/*',
  'build/*',
  'index.html',
  'vite.config.ts',
  'package.json',
  '../../pnpm-lock.yaml',
]

/** Of all sources, with their names. */
export function hashSources(): string {
  const hash = createHash('sha256')
  const found = SOURCES.flatMap((pattern) => globSync(pattern, { cwd: ROOM, withFileTypes: true }))
  const files = found.filter((each) => each.isFile()).map(({ parentPath, name }) => join(parentPath, name))
  for (const file of files.filter((name) => !name.endsWith('.test.ts')).toSorted()) {
    hash.update(`${file.slice(ROOM.length)}\n`).update(readFileSync(file))
  }
  return hash.digest('hex')
}

export function isBuilt(): boolean {
  try {
    return readFileSync(join(FOLDER, STAMP), 'utf8') === hashSources()
  } catch {
    return false
  }
}
