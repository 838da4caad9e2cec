// Who asked for challenge tokens, noted after the answer: whatever becomes of a note, no validator waits for it.

import { cleanAgent, HITS, networkOf, PROBER_AGENT, sha256Hex, utf8, type Hit } from '@wellknown/wire'
import type { Shelf } from './shelf/port.ts'
import type { Visit } from './visit.ts'

/** Notes of what is not answered anybody can cause: for one host so many a minute, so that a flood there takes nothing from
 *  the others; for all hosts so many at once, and so many more each second. */
const MOST_PER_HOST = 8
const SPARE = 20
const SPARE_PER_SECOND = 2
/** Counting starts anew each minute, and beyond so many tokens and hosts. */
const COUNT_FOR_MS = 60_000
const MOST_COUNTED = 2_000

export type Witness = {
  /** Returns at once and never throws. `since` is when the request came, in milliseconds. */
  note(visit: Visit, token: string, result: Hit['result'], since: number): void
}

/** `later` keeps the platform running for work that goes on after the answer. */
export function createWitness({
  shelf,
  later,
  now,
}: {
  readonly shelf: Pick<Shelf, 'note'>
  readonly later: (work: Promise<unknown>) => void
  readonly now: () => number
}): Witness {
  const counted = new Map<string, number>()
  let began = now()
  let spare = SPARE
  let filled = began

  /** False: there have been `most` of them already. */
  function countUp(key: string, most: number, at: number): boolean {
    if (counted.size >= MOST_COUNTED || at - began >= COUNT_FOR_MS) {
      counted.clear()
      began = at
    }
    const before = counted.get(key) ?? 0
    if (before < most) counted.set(key, before + 1)
    return before < most
  }

  /** The shelf would drop most of a flood; here it costs nothing. */
  function isWorthIt(host: string, token: string, result: Hit['result'], at: number): boolean {
    if (result === 'answered') return countUp(`${host} ${token}`, HITS.perToken, at)
    spare = Math.min(SPARE, spare + ((at - filled) / 1000) * SPARE_PER_SECOND)
    filled = at
    if (spare < 1 || !countUp(host, MOST_PER_HOST, at)) return false
    spare--
    return true
  }

  return {
    note({ host, header, address }, token, result, since) {
      const agent = header('user-agent') ?? ''
      const at = now()
      if (host === null || agent === PROBER_AGENT || !isWorthIt(host, token, result, at)) return
      const write = async (): Promise<void> => {
        const tokenHash = await sha256Hex(utf8(token))
        const network = networkOf(address)
        const milliseconds = Math.max(0, at - since)
        await shelf.note(host, { tokenHash, at, network, agent: cleanAgent(agent), result, milliseconds })
      }
      later(write().catch(() => undefined))
    },
  }
}
