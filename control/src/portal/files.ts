// The portal's files as they were built. What is not among them is not served, whatever its path.

import { existsSync, globSync, readFileSync } from 'node:fs'
import { extname, join } from 'node:path'

/** As they stand in the folder: `br` and `gz` are the same file compressed. */
export type Served = { readonly type: string; readonly path: string; readonly encodings: readonly Encoding[] }
export type Encoding = 'br' | 'gzip'

export type Build = {
  /** The page, with PLACE where its nonce goes. */
  readonly page: string
  /** By their path in a URL. */
  readonly files: ReadonlyMap<string, Served>
}

export const PLACE = '__NONCE__'
/** Written last: a build is there once this is. */
const STAMP = 'built-from'
const SUFFIX: Readonly<Record<Encoding, string>> = { br: '.br', gzip: '.gz' }
const TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
}

/** Gives the build in `folder`, read again whenever it was built anew; null: there is none. */
export function createBuildReader(folder: string): () => Build | null {
  let known: { readonly stamp: string; readonly build: Build } | null = null
  return () => {
    const stamp = readIfThere(join(folder, STAMP))
    if (stamp === null) return null
    if (known?.stamp !== stamp) known = { stamp, build: readBuild(folder) }
    return known.build
  }
}

function readBuild(folder: string): Build {
  const files = globSync('assets/*', { cwd: folder }).flatMap((name) => {
    const type = TYPES[extname(name)]
    if (type === undefined) return []
    const path = join(folder, name)
    const encodings = (['br', 'gzip'] as const).filter((each) => existsSync(path + SUFFIX[each]))
    return [[`/${name}`, { type, path, encodings }] as const]
  })
  return { page: readFileSync(join(folder, 'index.html'), 'utf8'), files: new Map(files) }
}

/** The bytes of a file in the best encoding that the client takes (RFC 9110 §12.5.3), and which that is. */
export function readServed(
  { path, encodings }: Served,
  accepted: string,
): { readonly bytes: Buffer<ArrayBuffer>; readonly encoding: Encoding | null } {
  const taken = accepted.split(',').map((each) => each.trim().toLowerCase())
  const encoding = encodings.find((each) => taken.some((one) => one === each || takes(one, each))) ?? null
  return { bytes: readFileSync(encoding === null ? path : path + SUFFIX[encoding]), encoding }
}

/** With a weight that is not 0. */
const takes = (accepted: string, encoding: Encoding): boolean =>
  accepted.startsWith(`${encoding};`) && !/;\s*q=0(?:\.0*)?$/.test(accepted)

function readIfThere(file: string): string | null {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return null
  }
}
