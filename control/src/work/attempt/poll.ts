import type { Instant } from '@wellknown/lifecycle'
import type { At } from './step.ts'

/** A validation takes seconds: asking more often only costs requests. Where attempts follow each other so quickly that
 *  nobody can mean Let's Encrypt, a CA of one's own is asked oftener. */
const FASTEST_MS = 2_000
const FASTEST_OWN_MS = 50
const OFTENER = 60
const SLOWEST_MS = 15_000

/** When to ask the CA again: when it said (RFC 8555 §7.5.1), else ever a little later. */
export function pollAt({ world, tries }: At, retryAt: Instant | null): Instant {
  const now = world.now()
  const fastest = Math.max(FASTEST_OWN_MS, Math.min(FASTEST_MS, world.policy.retryAfter / OFTENER))
  const ours = now + Math.min(SLOWEST_MS, fastest * 1.5 ** Math.min(tries, 20))
  return Math.round(retryAt === null ? ours : Math.max(retryAt, now + fastest))
}
