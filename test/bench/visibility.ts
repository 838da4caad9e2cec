// `npm run bench:visibility [pushes]`: 10,000 pushes of tokens to three PoPs on Node and a worker, over a way that loses, repeats
// and delays, with restarts in between. Not one look may miss once every PoP has given its receipt.

import { startFleet } from '../system/fleet.ts'
import { createRandom, pushAndLook } from '../system/visibility.ts'

const pushes = Number(process.argv[2] ?? 10_000)
const HOSTS = 200
const RESTART_EVERY = 25

const seed = Date.now()
const fleet = await startFleet(['a', 'b', 'c', 'worker'], ['worker'])
try {
  const started = performance.now()
  const random = createRandom(seed)
  const { faults, looks, misses, stayed, ...done } = await pushAndLook(fleet, {
    pushes,
    hosts: HOSTS,
    random,
    restartEvery: RESTART_EVERY,
    mortal: ['b'],
  })
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  console.log(`${done.pushes} pushes in ${seconds} s, ${faults} of them faulty (seed ${seed})`)
  console.log(`${looks} looks after the gate: ${misses.length} missed`)
  console.log(`withdrawn tokens that stayed: ${stayed.length}`)
  for (const miss of misses.slice(0, 10)) console.log(`- ${miss}`)
  if (misses.length > 0 || stayed.length > 0) process.exitCode = 1
} finally {
  await fleet.close()
}
