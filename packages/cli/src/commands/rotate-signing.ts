import { createHttpEdge } from '@wellknown/control/adapters/edge/http.ts'
import type { Config } from '@wellknown/control/config.ts'
import { rotateSigningKey } from '@wellknown/control/rotate-signing-key.ts'

/** `keys rotate signing`: the next step towards another signing key. Throws an Error that says what it waits for. */
export async function rotateSigning(config: Config): Promise<string> {
  const steps = await rotateSigningKey(config, (key) => createHttpEdge({ key, now: Date.now }))
  return steps.join('\n')
}
