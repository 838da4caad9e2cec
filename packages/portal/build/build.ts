import { renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'vite'
import { compress } from './compress.ts'
import { FOLDER, hashSources, ROOM, STAMP } from './sources.ts'

/** Puts the page into `dist`, whole or not at all: it is built beside, then moved. Rejects with what the build says. */
export async function buildPortal(): Promise<void> {
  const sources = hashSources()
  const beside = `${FOLDER}-${process.pid}`
  try {
    await build({
      configFile: join(ROOM, 'vite.config.ts'),
      logLevel: 'warn',
      build: { outDir: beside },
    })
    await compress(beside)
    writeFileSync(join(beside, STAMP), sources)
    rmSync(FOLDER, { recursive: true, force: true })
    renameSync(beside, FOLDER)
  } finally {
    rmSync(beside, { recursive: true, force: true })
  }
}
