// One attempt, from wherever its saved step stands.

import { backoff, type Problem } from '@wellknown/lifecycle'
import { CA_NEEDS_OPERATOR, clearAlarm, raiseAlarm } from '../actions/alarm.ts'
import { countOrder, debitsOf, learnLimit, promiseCertificate, spendFailure } from '../actions/budget.ts'
import { judgeRequest } from '../adapters/ca/judgement.ts'
import { CaError } from '../adapters/ca/port.ts'
import { DnsHostError } from '../adapters/dns/port.ts'
import type { Attempt, Saved, StepName } from '../store/records.ts'
import type { Debit } from '../store/budget-port.ts'
import type { World } from '../world.ts'
import { answer } from './attempt/answer.ts'
import { collect } from './attempt/collect.ts'
import { confirm } from './attempt/confirm.ts'
import { finalize } from './attempt/finalize.ts'
import { freshAttempt } from './attempt/fresh-attempt.ts'
import { order } from './attempt/order.ts'
import { present } from './attempt/present.ts'
import type { At, Issue, Next, Step } from './attempt/step.ts'
import { verify } from './attempt/verify.ts'
import { startOver, wait } from './attempt/wait.ts'
import { UNPAUSE_LINK } from '../store/setting-names.ts'
import { endAttempt } from './end-attempt.ts'
import { again, DONE, news, type Doer } from './outcome.ts'
import { withdrawValues } from './text-values.ts'

const STEPS: { readonly [Name in StepName]: Step } = {
  order,
  present,
  confirm,
  answer,
  wait,
  finalize,
  collect,
  verify,
}

export const issue: Doer<'issue'> = async (world, effect, first, { resource, tries }) => {
  let saved = first
  let attempt = await openAttempt(world, effect, resource, first)
  // A task that was put back starts to count anew with each step it gains.
  let patience = tries
  let restarts = 0
  while (saved !== null && isWanted(saved, effect)) {
    const next = await takeStep({ world, issue: effect, saved, attempt, tries: patience })
    switch (next.is) {
      case 'on':
        if (next.step === 'order' && attempt.step !== 'order') {
          restarts++
          // With a new order come new values; what is known of the old ones goes with them.
          if (!(await withdrawValues(world, attempt.challenges)))
            return again(world.now() + backoff(tries + 1))
          await countOrder(world, attempt.id, await debitsFor(world, saved))
        }
        attempt = advance(attempt, next)
        await world.store.saveAttempt(attempt)
        // A CA that forgets each new order at once must not be asked without a pause.
        if (restarts > MOST_RESTARTS) return again(world.now() + backoff(tries + 1))
        await note(world, saved, attempt)
        patience = 0
        break
      case 'again':
        return again(next.at)
      case 'held': {
        const { problem, until } = next
        const { code, detail } = problem
        return news({ type: 'held', run: effect.run, problem, until }, { attempt: attempt.id, code, detail })
      }
      case 'issued':
        // One that began before promises were kept, or as a renewal whose advised window is over, has none yet.
        await promiseCertificate(world, attempt.id, await debitsFor(world, saved))
        await endAttempt(world, attempt)
        return news(
          { type: 'issued', run: effect.run, attempt: attempt.id, candidate: next.candidate },
          { attempt: attempt.id, serial: next.candidate.serial },
        )
      case 'failed':
      case 'refused': {
        await endAttempt(world, attempt)
        const { is: type, ...verdict } = next
        if (next.is === 'failed') await spendFailures(world, next)
        const { code, detail } = next.problem
        return news(
          { type, run: effect.run, attempt: attempt.id, ...verdict },
          { attempt: attempt.id, code, detail },
        )
      }
    }
    // The customer may have aborted meanwhile; the CA must not be told another word.
    saved = await world.store.load(resource)
  }
  return DONE
}

/** The CA counts each name that failed, not each order. */
async function spendFailures(
  world: World,
  { problem, others = [] }: Extract<Next, { is: 'failed' }>,
): Promise<void> {
  for (const { name } of [problem, ...others]) if (name !== null) await spendFailure(world, name)
}

const debitsFor = async (world: World, saved: Saved): Promise<readonly Debit[]> =>
  saved.state.is === 'issuing' ? debitsOf(world, saved, saved.state.run) : []

const advance = (attempt: Attempt, { step, change }: Extract<Next, { is: 'on' }>): Attempt => ({
  ...attempt,
  ...change,
  step,
})

/** The CA is not asked again sooner, unless attempts follow each other so quickly that nobody can mean Let's Encrypt. */
const SHORTEST_WAIT = 60_000
/** Nobody else can mend these. */
const OPERATOR: readonly Problem['code'][] = ['ca-account', 'ca-terms-changed']

/** An order that is gone starts over at once; one more that is gone waits. */
const MOST_RESTARTS = 1

const isWanted = ({ state }: Saved, { attempt }: Issue): boolean =>
  state.is === 'issuing' && state.attempt === attempt

async function takeStep(at: At): Promise<Next> {
  try {
    const next = await STEPS[at.attempt.step](at)
    if (next.is === 'on' && next.step === 'present') await clearCaAlarms(at.world)
    return next
  } catch (error) {
    const { world, attempt, tries } = at
    if (error instanceof DnsHostError) return holdForDns(at, error)
    if (!(error instanceof CaError)) throw error
    const { type, status, detail, secretLink } = error.problem
    world.log({
      event: 'ca-refused',
      attempt: attempt.id,
      order: attempt.orderUrl,
      step: attempt.step,
      type,
      status,
      detail,
    })
    if (secretLink !== null) {
      // The link acts for whoever holds it: kept for the operator's API, never in a log.
      await world.store.saveSetting(UNPAUSE_LINK, secretLink)
      world.log({ event: 'ca-paused', level: 'alarm', see: 'GET /operator/ca' })
    }
    const judgement = judgeRequest(
      error.problem,
      world.now(),
      tries,
      Math.min(SHORTEST_WAIT, world.policy.retryAfter),
    )
    if (judgement.is === 'held' && judgement.problem.code === 'rate-limited' && judgement.until !== null) {
      await learnLimit(world, attempt.names, detail, judgement.until)
    }
    if (judgement.is === 'held' && OPERATOR.includes(judgement.problem.code)) {
      const { code } = judgement.problem
      const about = { event: CA_NEEDS_OPERATOR, subject: code, resource: null }
      await raiseAlarm(world, { ...about, detail: { directory: world.ca.directory, detail } })
    }
    if (judgement.is !== 'reread') return judgement
    if (attempt.step === 'order') {
      const problem: Problem = { code: 'ca-bad-answer', detail, name: null, retryAt: null }
      return { is: 'held', problem, until: world.now() + backoff(tries + 1) }
    }
    // Where it was read and is not there, it is gone; elsewhere its real state decides.
    return status === 404 ? startOver() : { is: 'on', step: 'wait' }
  }
}

/** It has taken an order: whatever it wanted of the operator, it has. */
async function clearCaAlarms(world: World): Promise<void> {
  for (const subject of OPERATOR) await clearAlarm(world, { event: CA_NEEDS_OPERATOR, subject })
}

/** Our own trouble: held, at the cost of no attempt. */
function holdForDns({ world, attempt, tries }: At, { message, retryAt }: DnsHostError): Next {
  world.log({ event: 'dns-host-failed', level: 'error', attempt: attempt.id, error: message })
  const until = Math.max(retryAt ?? 0, world.now() + backoff(tries + 1))
  return {
    is: 'held',
    problem: { code: 'dns-host-unavailable', detail: message, name: null, retryAt: until },
    until,
  }
}

async function openAttempt(
  world: World,
  { attempt: id, run, names }: Issue,
  resource: number,
  saved: Saved | null,
): Promise<Attempt> {
  const found = await world.store.attempt(id)
  if (found) return found
  const attempt = freshAttempt(world, { id, resource, run, names }, saved?.resource.options ?? {})
  await world.store.saveAttempt(attempt)
  return attempt
}

async function note(
  world: World,
  { state }: Saved,
  { id, resource, step, orderUrl }: Attempt,
): Promise<void> {
  const detail = { attempt: id, step }
  world.log({ event: 'step', resource, attempt: id, order: orderUrl, step })
  await world.store.note({ resource, at: world.now(), event: 'step', from: state.is, to: state.is, detail })
}
