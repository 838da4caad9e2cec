// Does the tasks the store holds: leases some, runs them side by side, and settles each with its outcome. A lease is
// prolonged while its work runs; what comes back under a lost lease is discarded by the store.

import { backoff } from '@wellknown/lifecycle'
import { limitReached } from '../actions/budget.ts'
import { send } from '../actions/send.ts'
import { BudgetSpent, LostLease, NoSuchResource } from '../store/faults.ts'
import type { Task } from '../store/port.ts'
import type { Saved } from '../store/records.ts'
import type { World } from '../world.ts'
import type { Doers, Outcome } from './outcome.ts'

/** A worker that dies is replaced after this long. */
const LEASE_MS = 10_000
/** Certificates are bound by latency; beyond this, work only waits for the processor (measured: no gain past 8). */
const SIDE_BY_SIDE = 8

export type Runner = {
  /** Leases what is ready and does it; gives how many tasks were done. */
  turn(): Promise<number>
}

/** A runner under a name of its own. Its `turn` may be called at any time, also while another turn is under way. */
export function createRunner(world: World, doers: Doers, worker: string): Runner {
  let underWay = 0

  async function perform(task: Task): Promise<void> {
    const renewal = setInterval(() => void world.store.extend(task, world.now() + LEASE_MS), LEASE_MS / 3)
    try {
      const saved = await world.store.load(task.resource)
      await settle(task, await outcomeOf(task, saved))
    } catch (error) {
      if (error instanceof NoSuchResource) await world.store.settle({ task, as: 'done' })
      else if (!(error instanceof LostLease))
        world.log({ event: 'settle-failed', task: task.id, ...told(error) })
    } finally {
      clearInterval(renewal)
    }
  }

  async function outcomeOf(task: Task, saved: Saved | null): Promise<Outcome> {
    try {
      // The one cast: TypeScript cannot see that the doer and the effect have the same kind.
      const doer = doers[task.effect.do] as Doers[keyof Doers] &
        ((world: World, effect: Task['effect'], saved: Saved | null, task: Task) => Promise<Outcome>)
      return await doer(world, task.effect, saved, task)
    } catch (error) {
      world.log({ event: 'task-failed', resource: task.resource, task: task.effect.do, ...told(error) })
      return { is: 'again', at: world.now() + backoff(task.tries + 1) }
    }
  }

  async function settle(task: Task, outcome: Outcome): Promise<void> {
    switch (outcome.is) {
      case 'done':
        await world.store.settle({ task, as: 'done' })
        return
      case 'again':
        await world.store.settle({ task, as: 'again', at: outcome.at })
        return
      case 'news':
        await tell(task, outcome)
    }
  }

  async function tell(
    task: Task,
    { event, detail, debits }: Extract<Outcome, { is: 'news' }>,
  ): Promise<void> {
    const settle = { task, as: 'done' } as const
    try {
      await send(world, task.resource, event, {
        settle,
        ...(detail && { detail }),
        ...(debits && { debits }),
      })
    } catch (error) {
      if (!(error instanceof BudgetSpent) || event.type !== 'passed') throw error
      const { until } = error
      const problem = limitReached(until)
      const held = { type: 'held', run: event.run, problem, until } as const
      await send(world, task.resource, held, { settle, detail: { bucket: error.bucket } })
    }
  }

  return {
    async turn() {
      const tasks = await world.store.claim(worker, world.now(), LEASE_MS, SIDE_BY_SIDE - underWay)
      underWay += tasks.length
      await Promise.all(
        tasks.map(async (task) => {
          await perform(task)
          underWay--
        }),
      )
      return tasks.length
    },
  }
}

/** An error for the log: its class and message; stacks and causes could carry more than we mean to say. */
const told = (error: unknown) => ({
  error: error instanceof Error ? `${error.name}: ${error.message}` : 'unknown',
})
