// How a PoP comes back into service: it is given everything, and then looked at as visitors and validators would.

import { isVoid, type Pop, type Wanted } from '../store/records.ts'
import type { World } from '../world.ts'
import { POP_EPOCH, clearAlarm } from '../actions/alarm.ts'
import { movePop } from './move-pop.ts'
import { deliverTo, isNeeded } from './push.ts'
import { readBack, MOST_OBSERVED } from './read-back.ts'

/** Hosts that are read at a time: there may be a million. */
const PAGE = 200
/** Hosts that are pushed at a time. */
const SIDE_BY_SIDE = 8

/** Whatever it said before it began to catch up is not believed: everything is pushed again, and what was wanted meanwhile
 *  until nothing is missing. Cut short, the next turn goes on where this one stood. */
export async function catchUp(world: World, before: Pop, signal: AbortSignal | null): Promise<void> {
  const { log } = world
  const pop = await movePop(world, before, 'catching-up', before.fault)
  if (!pop) return
  const first = await pushAll(world, pop, signal)
  const { missing } = first.missing === 0 ? await pushAll(world, pop, signal) : first
  if (signal?.aborted) return
  if (missing > 0) return tellMissing(world, pop, missing)
  if (first.refused > first.taken) {
    await movePop(world, pop, 'catching-up', MOSTLY_REFUSING)
    world.log({ event: 'pop-catching-up', pop: pop.name, refused: first.refused })
    return
  }
  const fault = await readBack(world, pop, first.changed)
  if (fault !== null) {
    if (fault !== pop.fault) log({ event: 'pop-not-seen', level: 'warning', pop: pop.name, detail: fault })
    await movePop(world, pop, 'catching-up', fault)
    return
  }
  const counted = await movePop(world, pop, 'in', UNFINISHED)
  if (!counted) return
  // What was wanted between the last look and this moment was pushed by nobody.
  const last = await pushAll(world, pop, signal)
  if (last.missing > 0 || signal?.aborted) {
    const back = await movePop(world, counted, 'catching-up', UNFINISHED, pop.since)
    if (back && last.missing > 0) await tellMissing(world, back, last.missing)
    return
  }
  if (!(await movePop(world, counted, 'in', null))) return
  await clearAlarm(world, { event: POP_EPOCH, subject: pop.name })
  log({ event: 'pop-in', pop: pop.name })
}

/** One document may be at fault; where it is most of them, the PoP is. */
export const MOSTLY_REFUSING = 'it refuses most of its documents'

/** A PoP that is counted, and is still given what was wanted while it was looked at. Whoever finds it so later finds that it was
 *  cut short. */
export const UNFINISHED = 'what was wanted while it was looked at is on its way to it'

async function tellMissing(world: World, pop: Pop, missing: number): Promise<void> {
  await movePop(world, pop, 'catching-up', 'it does not take every document')
  world.log({ event: 'pop-catching-up', pop: pop.name, missing })
}

type Pushed = {
  /** How much of it the PoP did not take, and may yet. */
  readonly missing: number
  /** How much it never takes: for each an alarm stands, and it counts for all other hosts. */
  readonly refused: number
  /** How much it holds now; deletions, which any PoP takes, are not counted. */
  readonly taken: number
  /** Certificates that it had not confirmed before, up to a bound. */
  readonly changed: readonly Wanted[]
}

/** Pushes all that is wanted, but what it has given a receipt for since it began to catch up. */
async function pushAll(world: World, pop: Pop, signal: AbortSignal | null): Promise<Pushed> {
  let [missing, refused, taken] = [0, 0, 0]
  const changed: Wanted[] = []
  for (let after = ''; ;) {
    if (signal?.aborted) break
    const page = await world.store.wantedAfter(after, PAGE)
    const last = page.at(-1)
    if (!last) break
    after = last.host
    const hosts = [...Map.groupBy(page, ({ host }) => host)]
    let untaken = 0
    for (let index = 0; index < hosts.length; index += SIDE_BY_SIDE) {
      const pushed = await Promise.all(
        hosts.slice(index, index + SIDE_BY_SIDE).map(async ([host, documents]) => {
          const receipts = (await world.store.receipts(host)).filter((held) => held.pop === pop.name)
          const believed = receipts.filter(({ at }) => at >= pop.since)
          const news = documents.filter(
            ({ kind, epoch, rev, body }) =>
              kind === 'certificate' &&
              body !== null &&
              !receipts.some(
                (held) =>
                  held.kind === kind && held.epoch === epoch && held.rev === rev && !isVoid(held, pop),
              ),
          )
          // What nobody can give it does not keep it out.
          const lacking = await deliverTo(world, pop, documents, believed)
          const refused = lacking.filter((each) => each.refused && !each.ours).length
          const missing = lacking.filter((each) => !each.refused).length
          const wanted = documents.filter((each) => each.body !== null && isNeeded(pop, each))
          const taken = Math.max(0, wanted.length - lacking.length)
          const shown = news.filter(({ kind }) => !lacking.some((each) => each.kind === kind))
          return { news: shown, missing, refused, taken }
        }),
      )
      for (const each of pushed) {
        untaken += each.missing
        refused += each.refused
        taken += each.taken
      }
      changed.push(...pushed.flatMap(({ news }) => news).slice(0, MOST_OBSERVED - changed.length))
    }
    missing += untaken
    // It takes nothing at all: the rest would only be waited for.
    if (untaken === page.length) break
  }
  return { missing, refused, taken, changed }
}
