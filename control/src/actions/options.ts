// Options of resources and rules: all are kept as they came; those the edge applies are checked.

import { edgeOptions } from '@wellknown/wire'
import { z } from 'zod'
import { PROFILE_NAME, type Options } from '../store/records.ts'
import { refuseField } from './refusal.ts'

const TLS_VERSIONS = ['SSLv3', 'TLSv1', 'TLSv1.1', 'TLSv1.2', 'TLSv1.3'] as const

const flag = z.object({ enabled: z.boolean(), value: z.boolean() }).nullish()
const PROFILE_WISH = "The name of one of the CA's profiles has letters, digits and hyphens"

/** What is applied, with the shape it must have. */
const APPLIED: Readonly<Record<string, z.ZodType>> = {
  ...edgeOptions.shape,
  use_dns01_le_challenge: flag,
  use_default_le_chain: flag,
  use_rsa_le_cert: flag,
  /** Ours: one of the CA's certificate profiles. */
  le_profile: z
    .object({ enabled: z.boolean(), value: z.string().regex(PROFILE_NAME, PROFILE_WISH) })
    .nullish(),
  tls_versions: z.object({ enabled: z.boolean(), value: z.array(z.enum(TLS_VERSIONS)) }).nullish(),
}
const isOn = (option: unknown): boolean => z.object({ enabled: z.literal(true) }).safeParse(option).success

/** Checks options before they are saved. Throws a Refusal that names the option and the fault. */
export function checkOptions(options: Options): void {
  for (const [name, schema] of Object.entries(APPLIED)) {
    const parsed = schema.safeParse(options[name])
    if (parsed.success) continue
    const [issue] = parsed.error.issues
    const where = ['options', name, ...(issue?.path ?? [])].join('.')
    throw refuseField(where, `${issue?.message ?? 'This is not what the option takes'}.`)
  }
}

/** The options that are switched on and kept, but not applied by our edges. */
export function findNotApplied(options: Options): readonly string[] {
  return Object.keys(options).filter(
    (name) => options[name] !== null && isOn(options[name]) && !(name in APPLIED),
  )
}
