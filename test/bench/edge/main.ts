// By hand: `npm run bench:edge [-- rounds [part of a pair's name]]`. What an edge costs beside the least that could do the
// same. Each pair runs in turn, in short rounds, and it is the ratio of each round that is ranked: what else the machine
// does meets both alike.

import http from 'node:http'
import { mkdtempSync, rmSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { quartiles } from '../quartiles.ts'
import { load } from './load.ts'
import { preparePairs, type Pair, type Side } from './pairs.ts'
import { cpuOf, keepAside, keepAwake } from './processes.ts'

const ROUNDS = Number(process.argv[2] ?? 21)
const WANTED = process.argv[3] ?? ''
if (!Number.isInteger(ROUNDS) || ROUNDS < 1) {
  console.error(`"${process.argv[2]}" is no number of rounds: npm run bench:edge -- 21 "Node, challenge"`)
  process.exit(2)
}
/** For the compilers. */
const WARM_UP_ROUNDS = 3
/** Enough that a round lasts some hundred milliseconds; one connection alone tells how long a visitor waits. */
const BUSY = { connections: 16, requests: 2000 }
const ALONE = { connections: 1, requests: 200 }

type Cost = {
  /** Microseconds of CPU per request. */
  readonly cpu: number
  /** Median wait in microseconds of one who asks alone. */
  readonly p50: number
}

function startOrigin(): Promise<number> {
  const origin = http.createServer((_, outgoing) => outgoing.end('from the origin, '.repeat(60)))
  return new Promise((resolve) => {
    origin.listen(0, '127.0.0.1', () => resolve((origin.address() as AddressInfo).port))
  })
}

async function measure(side: Side): Promise<Cost> {
  let [before, after] = [0, 0]
  await load(side, BUSY, {
    begin: () => void (before = cpuOf(side.pid)),
    end: () => void (after = cpuOf(side.pid)),
  })
  const waits = await load(side, ALONE)
  return { cpu: (after - before) / 1000 / BUSY.requests, p50: quartiles(waits)[1] }
}

type Round = { readonly edge: Cost; readonly bare: Cost }

async function play(pairs: readonly Pair[]): Promise<ReadonlyMap<Pair, readonly Round[]>> {
  const rounds = new Map<Pair, Round[]>(pairs.map((pair) => [pair, []]))
  for (let round = -WARM_UP_ROUNDS; round < ROUNDS; round++) {
    for (const [pair, measured] of rounds) {
      // Who goes first changes, since the second finds the caches warm.
      const first = round % 2 === 0
      const early = await measure(first ? pair.edge : pair.bare)
      const late = await measure(first ? pair.bare : pair.edge)
      if (round >= 0) measured.push(first ? { edge: early, bare: late } : { edge: late, bare: early })
    }
  }
  return rounds
}

/** One line of the report; true when it is over its budget. */
function tell({ what, beside, budget }: Pair, rounds: readonly Round[]): boolean {
  const cells = (of: (cost: Cost) => number): { own: string; ratio: string; median: number } => {
    const [quarter, half, three] = quartiles(rounds.map(({ edge, bare }) => of(edge) / of(bare)))
    const ratio = `${half.toFixed(2)} [${quarter.toFixed(2)}..${three.toFixed(2)}]`.padStart(20)
    const own = `${quartiles(rounds.map(({ edge }) => of(edge)))[1].toFixed(0)} µs`.padStart(9)
    return { own, ratio, median: half }
  }
  const [cpu, p50] = [cells(({ cpu }) => cpu), cells(({ p50 }) => p50)]
  // What could not be measured was not held.
  const over = budget !== null && !(cpu.median <= budget)
  const verdict = budget === null ? '' : `≤ ${budget.toFixed(2)} ${over ? 'OVER' : 'held'}`
  console.log(
    what.padEnd(27) + beside.padEnd(16) + cpu.own + cpu.ratio + verdict.padStart(13) + p50.own + p50.ratio,
  )
  return over
}

const folder = mkdtempSync(join(tmpdir(), 'wellknown-bench-'))
try {
  keepAside()
  const awake = keepAwake()
  const all = await preparePairs(folder, await startOrigin())
  const pairs = all.filter(({ what }) => what.includes(WANTED))
  if (pairs.length === 0) {
    throw new Error(`No pair is called "${WANTED}"; there are: ${all.map(({ what }) => what).join('; ')}.`)
  }
  console.log(
    `${ROUNDS} rounds of each pair. CPU per request with its ratio, the median and [quartiles] of the rounds, and`,
  )
  console.log('its budget; then the median wait of one who asks alone, with its ratio.')
  const [cores, who] = awake ? ['are kept awake', 'nobody'] : ['may sleep', 'the slower']
  console.log(`Idle cores ${cores}: ${who} pays for waking them.\n`)
  const over = [...(await play(pairs))].filter(([pair, rounds]) => tell(pair, rounds))
  process.exitCode = over.length > 0 ? 1 : 0
} finally {
  rmSync(folder, { recursive: true, force: true })
}
// The origin and the servers still run.
process.exit()
