// What Cloudflare would be given.

import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'

const ROOT = join(import.meta.dirname, '..', '..', '..')
/** A tenth of what a free plan takes. */
const LARGEST = 300_000

test(
  'wrangler builds the worker of wrangler.toml: small, and nothing of Node in it',
  { timeout: 60_000 },
  () => {
    const folder = mkdtempSync(join(tmpdir(), 'wellknown-bundle-'))
    try {
      const wrangler = join(ROOT, 'edge', 'node_modules', '.bin', 'wrangler')
      const run = spawnSync(
        wrangler,
        ['deploy', '--dry-run', '--outdir', folder, '--config', join(ROOT, 'wrangler.toml')],
        {
          cwd: ROOT,
          encoding: 'utf8',
          env: { ...process.env, WRANGLER_SEND_METRICS: 'false', CI: '1', XDG_CONFIG_HOME: folder },
        },
      )
      expect(run.status, run.stdout + run.stderr).toBe(0)
      const bundle = readdirSync(folder).find((file) => file.endsWith('.js'))
      const source = readFileSync(join(folder, bundle ?? ''), 'utf8')
      expect(source).not.toMatch(/from ["']node:|require\(["']node:/)
      expect(gzipSync(source).length).toBeLessThan(LARGEST)
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  },
)
