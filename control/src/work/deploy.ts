// Live means seen: every PoP in service that terminates TLS shows the new serial to a fresh session.

import type { Problem } from '@wellknown/lifecycle'
import { isInService, type Pop } from '../store/records.ts'
import type { World } from '../world.ts'
import { coveredHosts, wantDocuments } from './documents.ts'
import { again, DONE, news, type Doer } from './outcome.ts'
import { deliver } from './push.ts'

const SECOND = 1000

export const deploy: Doer<'deploy'> = async (world, { certificate }, saved, { tries }) => {
  if (saved?.state.is !== 'deploying' || saved.state.candidate.certificate !== certificate) return DONE
  const { candidate, run } = saved.state
  const later = again(world.now() + SECOND * Math.min(tries + 1, 30))
  const missing = await deliver(world, await wantDocuments(world, saved))
  const refused = missing.find((each) => each.refused && each.kind === 'certificate')
  if (refused) {
    const detail = `The edge ${refused.pop} refused the certificate for ${refused.host}: ${refused.detail}`
    const problem: Problem = { code: 'certificate-refused', detail, name: refused.host, retryAt: null }
    return news({ type: 'refused', run: run?.id ?? null, attempt: null, problem }, { ...problem })
  }
  const terminating = (await world.store.pops()).filter(isInService)
  if (missing.some(({ kind }) => kind === 'certificate') || terminating.length === 0) return later
  const hosts = coveredHosts(saved, candidate.names)
  const seen = await Promise.all(
    terminating.flatMap((pop) => hosts.map((host) => serves(world, pop, host, candidate.serial))),
  )
  return seen.every(Boolean) ? news({ type: 'live', certificate }, { serial: candidate.serial }) : later
}

/** A PoP without TLS listeners has nothing to show: its receipt is enough. */
async function serves(world: World, pop: Pop, host: string, serial: string): Promise<boolean> {
  for (const address of pop.tls ?? []) {
    const seen = await world.edge.observe(pop, address, host)
    const shown = seen.is === 'served' ? seen.serial : null
    await world.store.saveObservation({ pop: pop.name, host, serial: shown, at: world.now() })
    if (shown !== serial) return false
  }
  return true
}
