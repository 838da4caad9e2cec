// What is needed to run the worker entry on this machine: one module from its source, and the binary that runs it.

import { createRequire } from 'node:module'
import { join } from 'node:path'
import { build, type Plugin } from 'esbuild'

/** The worker as one ES module, as wrangler would make it; `plugins` of esbuild may put other sources in the place of ours. */
export async function bundleWorker(plugins: Plugin[] = []): Promise<string> {
  const bundle = await build({
    entryPoints: [join(import.meta.dirname, '..', 'worker.ts')],
    bundle: true,
    format: 'esm',
    target: 'es2022',
    external: ['cloudflare:*'],
    write: false,
    logLevel: 'error',
    plugins,
  })
  return bundle.outputFiles[0]?.text ?? ''
}

/** Where Miniflare's own workerd lies. */
export function findWorkerd(): string {
  const fromMiniflare = createRequire(createRequire(import.meta.url).resolve('miniflare'))
  return (fromMiniflare('workerd') as { default: string }).default
}
