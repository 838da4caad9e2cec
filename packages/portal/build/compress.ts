import { globSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'

const TEXT = '**/*.{js,css,svg}'

/** Puts a `.br` and a `.gz` beside every text of `folder`: compressed once, and as well as can be. */
export async function compress(folder: string): Promise<void> {
  for (const file of globSync(TEXT, { cwd: folder }).map((name) => join(folder, name))) {
    const text = readFileSync(file)
    const quality = { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY }
    writeFileSync(`${file}.br`, await promisify(brotliCompress)(text, { params: quality }))
    writeFileSync(`${file}.gz`, await promisify(gzip)(text, { level: constants.Z_BEST_COMPRESSION }))
  }
}
