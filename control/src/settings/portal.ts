import { join } from 'node:path'
import type { SettingsReader } from '../settings-reader.ts'

/** Where `npm run build:portal` puts it. */
const BUILT = join(import.meta.dirname, '..', '..', '..', 'packages', 'portal', 'dist')

/** PORTAL_FOLDER: the folder whose files are served at `/`; `none`: the API only. */
export function readPortalFolder({ text }: SettingsReader): string | null {
  const folder = text('PORTAL_FOLDER')
  return folder === 'none' ? null : (folder ?? BUILT)
}
