// What is counted when somebody asks: from the store's indexes, and kept for so long that asking costs a hundredth of the time
// at most, however many hostnames there are.

import { left } from '@wellknown/lifecycle'
import { Gauge } from 'prom-client'
import { bucketOf } from '../actions/budget.ts'
import { readSigning } from '../actions/read-signing.ts'
import { pauseOf } from '../actions/ca-pause.ts'
import type { LimitName } from '../limits.ts'
import { LIFE_PARTS, type LifeLeft } from '../store/measures-port.ts'
import type { World } from '../world.ts'
import type { Meter } from './meter.ts'

const SHORTEST_MS = 5_000
const COST = 100
/** Of a PoP that is further behind one knows enough. */
const MOST_BEHIND = 1000
const LIMITS: readonly LimitName[] = ['orders', 'domain', 'set', 'failures']

type Watched = Pick<World, 'store' | 'ca' | 'policy' | 'now' | 'signingKey'>

/** Adds the gauges of `world` to the meter; what was counted is good for `freshFor` milliseconds at least. */
export function addGauges(world: Watched, { registry }: Meter, freshFor = SHORTEST_MS): void {
  const registers = [registry]
  // Asked for by each of them, and done for all at once.
  const collectSeldom = createSeldom(() => collect(), freshFor)
  const counted = async (): Promise<void> => void (await collectSeldom())
  const gauge = <Label extends string>(name: string, help: string, labelNames: readonly Label[] = []) =>
    new Gauge({ name: `wellknown_${name}`, help, labelNames: [...labelNames], registers, collect: counted })

  const certificates = gauge('certificates', 'Resources by state and cause', ['state', 'cause'])
  const life = new LifeHistogram({
    name: 'wellknown_certificate_life_left_share',
    help: 'Certificates that are served, by the share of their life that is left',
    labelNames: ['kind', 'le'],
    registers,
    collect: counted,
  })
  const unpropagated = gauge(
    'resources_unpropagated',
    'Resources whose configuration is not on every PoP in service yet',
  )
  const budgetLeft = gauge('ca_budget_left', 'What is left of the limit on new orders, as our ledger has it')
  const budgetSize = gauge('ca_budget_size', 'How much that limit is when nothing is spent')
  const spent = gauge(
    'ca_limits_spent',
    'Domains, sets of names and names with nothing left of their limit',
    ['limit'],
  )
  const taking = gauge(
    'ca_open',
    '0: the CA is left alone for a time, or one run at a time tries whether it is back',
  )
  const tasks = gauge('tasks_due', 'Work that is due and not begun')
  const oldestTask = gauge('task_oldest_seconds', 'For how long the oldest of it has been due')
  const deliveries = gauge('deliveries_due', 'Mails and webhooks that are due and not begun')
  const oldestDelivery = gauge('delivery_oldest_seconds', 'For how long the oldest of them has been due')
  const oldestMail = gauge(
    'mail_oldest_seconds',
    'For how long the oldest mail has waited for a mail server that takes it',
  )
  const membership = gauge('pop_membership', 'How a PoP stands (in, catching-up, out, drained)', [
    'pop',
    'membership',
  ])
  const silence = gauge('pop_silence_seconds', 'For how long a PoP has not been heard', ['pop'])
  const skew = gauge('pop_clock_skew_seconds', 'A PoP’s clock less ours', ['pop'])
  const behind = gauge('pop_behind', 'Documents a PoP has given no receipt for, counted up to a thousand', [
    'pop',
  ])
  const signedOtherwise = gauge(
    'configurations_signed_otherwise',
    'Configurations a PoP holds that another key than the present one has signed',
    ['pop'],
  )
  const alarms = gauge('alarms', 'Alarms that stand, by event (GET /operator/alarms)', ['event'])
  const holds = gauge('holds', 'What operators hold back, by scope', ['scope'])

  async function collect(): Promise<void> {
    const now = world.now()
    const { store, policy } = world
    const secondsSince = (instant: number | null): number =>
      instant === null ? 0 : Math.max(0, now - instant) / 1000
    const measures = await store.measure(now)
    certificates.reset()
    for (const { state, cause, count } of await store.tally())
      certificates.set({ state, cause: cause ?? '' }, count)
    life.take(measures.life)
    unpropagated.set(measures.unpropagated)
    tasks.set(measures.tasksDue)
    oldestTask.set(secondsSince(measures.oldestTask))
    deliveries.set(measures.deliveriesDue)
    oldestDelivery.set(secondsSince(measures.oldestDelivery))
    oldestMail.set(secondsSince(measures.oldestMail))
    const ramp = await store.ramp()
    taking.set((await pauseOf(store, now)) === null && ramp?.phase !== 'shut' ? 1 : 0)
    if (policy.limits) {
      const orders = bucketOf(world, 'orders')
      const fullAt = (await store.budget([orders], now)).get(orders) ?? null
      budgetLeft.set(left(fullAt, policy.limits.orders, now))
      budgetSize.set(policy.limits.orders.count)
      for (const limit of LIMITS) {
        const { count, refill } = policy.limits[limit]
        const prefix = bucketOf(world, limit).trimEnd()
        spent.set({ limit }, await store.countSpent(prefix, now + (count - 1) * refill))
      }
    }
    for (const each of [membership, silence, skew, behind]) each.reset()
    for (const pop of await store.pops()) {
      const stands = pop.drained === null ? pop.membership : 'drained'
      for (const is of ['in', 'catching-up', 'out', 'drained']) {
        membership.set({ pop: pop.name, membership: is }, stands === is ? 1 : 0)
      }
      behind.set({ pop: pop.name }, await store.countBehind(pop, MOST_BEHIND))
      if (pop.lastSeen !== null) silence.set({ pop: pop.name }, secondsSince(pop.lastSeen))
      if (pop.skew !== null) skew.set({ pop: pop.name }, pop.skew / 1000)
    }
    signedOtherwise.reset()
    for (const { name, otherwise } of (await readSigning(store, world.signingKey.keyid)).pops)
      signedOtherwise.set({ pop: name }, otherwise)
    alarms.reset()
    for (const { event } of await store.alarms()) alarms.inc({ event })
    holds.reset()
    for (const { scope } of await store.holds()) holds.inc({ scope })
  }

  const cost: Gauge = new Gauge({
    name: 'wellknown_measured_seconds',
    help: 'How long counting took when it was last done',
    registers,
    collect: async () => cost.set((await collectSeldom()) / 1000),
  })
}

/** Does `work` at most every `freshFor` milliseconds, and more rarely the longer it takes; gives how many it took. */
function createSeldom(work: () => Promise<void>, freshFor: number): () => Promise<number> {
  let took = 0
  let next = 0
  let running: Promise<void> | null = null
  return async () => {
    if (performance.now() < next) return took
    const started = performance.now()
    running ??= work().finally(() => {
      took = performance.now() - started
      next = performance.now() + (freshFor === 0 ? 0 : Math.max(freshFor, COST * took))
      running = null
    })
    await running
    return took
  }
}

/** Bounds as labels: `0.0417`, `0.0833`, … A twelfth stays a twelfth in a rule that names it. */
const boundOf = (part: number): string => ((part + 1) / LIFE_PARTS).toFixed(4).replace(/\.?0+$/, '')

type Sample = {
  readonly labels: { readonly kind: string; readonly le?: string }
  readonly value: number
  readonly metricName: string
}

/** A histogram of what is now, not of what was ever observed: a gauge that is written as one. */
class LifeHistogram extends Gauge<'kind' | 'le'> {
  private parts: readonly LifeLeft[] = []

  take(parts: readonly LifeLeft[]): void {
    this.parts = parts
  }

  override async get(): ReturnType<Gauge<'kind' | 'le'>['get']> {
    const described = await super.get()
    const values = (['managed', 'own'] as const).flatMap((kind): Sample[] => {
      const mine = this.parts.filter((each) => each.kind === kind)
      const upTo = (part: number): number =>
        mine.filter((each) => each.part <= part).reduce((all, { count }) => all + count, 0)
      const bucket = (le: string, value: number): Sample => ({
        labels: { kind, le },
        value,
        metricName: `${described.name}_bucket`,
      })
      const all = upTo(LIFE_PARTS)
      const sum = mine.reduce((total, each) => total + each.sum, 0)
      return [
        ...Array.from({ length: LIFE_PARTS }, (_, part) => bucket(boundOf(part), upTo(part))),
        bucket('+Inf', all),
        { labels: { kind }, value: sum, metricName: `${described.name}_sum` },
        { labels: { kind }, value: all, metricName: `${described.name}_count` },
      ]
    })
    // The cast: the library writes this word, and its types say that it were a number.
    return { ...described, type: 'histogram' as unknown as typeof described.type, values }
  }
}
