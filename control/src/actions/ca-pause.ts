import type { Instant } from '@wellknown/lifecycle'
import type { Store } from '../store/port.ts'
import { CA_PAUSE } from '../store/setting-names.ts'

/** Until when the CA has asked to be left alone, in milliseconds; null: it has not. */
export async function pauseOf(store: Pick<Store, 'setting'>, now: Instant): Promise<Instant | null> {
  const until = Number(await store.setting(CA_PAUSE))
  return until > now ? until : null
}
