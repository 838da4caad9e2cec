import { z } from 'zod'
import type { AttemptWish, Options } from '../../store/records.ts'
import type { Policy } from '../../world.ts'

/** The CA's defaults, and the key that suits every browser of today. */
export const PLAIN: AttemptWish = { keyType: 'ecdsa', profile: null, root: null }

const flag = z.object({ enabled: z.literal(true), value: z.literal(true) })
const named = z.object({ enabled: z.literal(true), value: z.string() })
const isOn = (option: unknown): boolean => flag.safeParse(option).success

/** What a resource's next attempt asks for: its own options, else the operator's settings. */
export function readWish(options: Options, { profile, preferredRoot }: Policy['issuance']): AttemptWish {
  const own = named.safeParse(options['le_profile'])
  return {
    keyType: isOn(options['use_rsa_le_cert']) ? 'rsa' : PLAIN.keyType,
    profile: own.success ? own.data.value : profile,
    root: isOn(options['use_default_le_chain']) ? null : preferredRoot,
  }
}
