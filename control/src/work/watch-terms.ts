import { CaError } from '../adapters/ca/port.ts'
import { agreedTermsSetting, newTermsSetting } from '../store/setting-names.ts'
import type { World } from '../world.ts'

/** Has the CA other terms than those agreed to? The operator is told once of each, with the URL; nothing is ever agreed to
 *  here (RFC 8555 §7.3.3). */
export async function watchTerms({ ca, store, log }: World): Promise<void> {
  let asked: string | null
  try {
    asked = await ca.terms()
  } catch (error) {
    // Out, or out of its mind: orders say so, and the next look is soon.
    if (error instanceof CaError) return
    throw error
  }
  const agreed = await store.setting(agreedTermsSetting(ca.directory))
  const told = await store.setting(newTermsSetting(ca.directory))
  const other = asked !== agreed ? (asked ?? '') : ''
  if (other === (told ?? '')) return
  await store.saveSetting(newTermsSetting(ca.directory), other)
  if (other !== '')
    log({ event: 'terms-changed', level: 'alarm', directory: ca.directory, url: other, agreed })
}
