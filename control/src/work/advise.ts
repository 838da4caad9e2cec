import { advisedTime, backoff, shareOf } from '@wellknown/lifecycle'
import { CaError } from '../adapters/ca/port.ts'
import type { World } from '../world.ts'
import { coveredHosts } from './documents.ts'
import { again, DONE, news, type Doer } from './outcome.ts'
import { rememberHsts } from './remember-hsts.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
/** RFC 9773 §4.3.2: what the CA says, within sane bounds; where it says nothing, and after lasting failures, six hours. */
const SHORTEST = MINUTE
const LONGEST = 24 * HOUR
const OTHERWISE = 6 * HOUR

/** Asks the CA when to renew, as long as the certificate is served. Of its window always the same instant is taken, by the
 *  resource's own share, so that a herd told the same window is spread over it. */
export const advise: Doer<'advise'> = async (world, effect, saved, { tries, resource }) => {
  const current = saved?.current
  if (!saved || current?.certificate !== effect.certificate || current.notAfter <= world.now()) return DONE
  const row = await world.store.certificate(effect.certificate)
  if (!row || current.issuer?.directory !== world.ca.directory) return DONE
  await rememberHsts(world, coveredHosts(saved, current.names), { now: false })
  let info
  try {
    info = await world.ca.renewalInfo(row.chain)
  } catch (error) {
    if (!(error instanceof CaError)) throw error
    const { status, retryAt } = error.problem
    const passing = status === null || status >= 500 || status === 429
    const wait = passing ? Math.min(backoff(tries + 1), OTHERWISE) : OTHERWISE
    return again(Math.min(Math.max(retryAt ?? 0, world.now() + wait), world.now() + LONGEST))
  }
  // This CA gives no advice: the share of the lifetime stands.
  if (info === null) return again(world.now() + LONGEST)
  const { start, end, explanationUrl } = info
  if (row.advice?.start !== start || row.advice.end !== end) {
    await world.store.saveAdvice(row.id, { start, end, explanation: explanationUrl })
    const level = explanationUrl === null ? 'info' : 'alarm'
    world.log({ event: 'renewal-advised', level, resource, serial: row.serial, explanation: explanationUrl })
  }
  // Queued anew rather than put off, so that a failure to come is the first one.
  await world.store.queue(resource, effect, nextAsking(world, info.retryAt))
  const instant = Math.round(info.start + shareOf(resource) * (info.end - info.start))
  const { state } = saved
  if (state.is !== 'active') return DONE
  if (state.until === advisedTime(current, instant, world.now(), state.notBefore)) return DONE
  return news(
    { type: 'advised', certificate: effect.certificate, at: instant },
    { instant, explanation: info.explanationUrl },
  )
}

function nextAsking(world: World, retryAt: number | null): number {
  const now = world.now()
  return retryAt === null ? now + OTHERWISE : Math.min(Math.max(retryAt, now + SHORTEST), now + LONGEST)
}
