// A rehearsal: the real look and the real steps of an order, at the CA's rehearsal directory. What comes of it is told and
// thrown away: the certificate's key exists in memory only, no budget is touched, and nothing of the certificate's life hears of it.

import { backoff, type Problem } from '@wellknown/lifecycle'
import { inspectChain } from '../adapters/ca/chain.ts'
import { createCertificateKey, createCsr } from '../adapters/ca/csr.ts'
import { judgeRequest } from '../adapters/ca/judgement.ts'
import { CaError } from '../adapters/ca/port.ts'
import { DnsHostError } from '../adapters/dns/port.ts'
import type { Attempt, Saved, StepName } from '../store/records.ts'
import type { Rehearsal, Rehearsed } from '../store/rehearsals-port.ts'
import type { World } from '../world.ts'
import { answer } from './attempt/answer.ts'
import { collect } from './attempt/collect.ts'
import { confirm } from './attempt/confirm.ts'
import { freshAttempt } from './attempt/fresh-attempt.ts'
import { orderUrlOf } from './attempt/order-url.ts'
import { present } from './attempt/present.ts'
import type { At, Next } from './attempt/step.ts'
import { faultOf, refuse } from './attempt/verify.ts'
import { startOver, wait } from './attempt/wait.ts'
import { endAttempt } from './end-attempt.ts'
import { judge } from './judge.ts'
import { again, DONE, type Doer, type Outcome } from './outcome.ts'
import { withdrawValues } from './text-values.ts'

/** The run of its attempt. */
const REHEARSAL = 'rehearsal'
/** Somebody waits for it at a shell. */
export const LONGEST_REHEARSAL = 10 * 60_000
/** What is lost on the way is tried again so often. */
const PATIENCE = 3

type Come =
  | { readonly is: 'passed'; readonly certificate: Rehearsed }
  | Extract<Next, { is: 'again' | 'on' | 'failed' | 'refused' | 'held' }>
/** What a rehearsal ends with. */
type End = Pick<Rehearsal, 'result'> & Partial<Pick<Rehearsal, 'problems' | 'certificate'>>

export const rehearse: Doer<'rehearse'> = async (world, { rehearsal: id }, saved, { tries }) => {
  const rehearsal = await world.store.rehearsal(id)
  if (!saved || !rehearsal || rehearsal.ended !== null) return DONE
  const ca = world.rehearsalCa
  if (ca?.directory !== rehearsal.directory)
    return end(world, rehearsal, saved, held('REHEARSAL_DIRECTORY_URL has changed meanwhile.'))
  const found = await world.store.attempt(id)
  if (world.now() > rehearsal.started + LONGEST_REHEARSAL) {
    return endWith(world, rehearsal, saved, found, held('It took longer than ten minutes.'))
  }
  if (found === null) {
    const looked = await look(world, rehearsal, saved, tries)
    if (looked !== null) return looked
  }
  const attempt = found ?? openAttempt(world, rehearsal, saved)
  if (found === null) await world.store.saveAttempt(attempt)
  return goOn({ ...world, ca }, rehearsal, saved, attempt, tries)
}

/** Our own look, as before every order: null where nothing speaks against the names. */
async function look(
  world: World,
  rehearsal: Rehearsal,
  saved: Saved,
  tries: number,
): Promise<Outcome | null> {
  const verdict = await judge(world, saved, { names: rehearsal.names })
  switch (verdict.is) {
    case 'passed':
      return null
    case 'blocked':
      return end(world, rehearsal, saved, { result: 'blocked', problems: verdict.problems })
    case 'held':
      return tries < PATIENCE
        ? again(world.now() + backoff(tries + 1))
        : end(world, rehearsal, saved, { result: 'held', problems: [verdict.problem] })
  }
}

/** `staged`: the world with the rehearsal directory as its CA. */
async function goOn(
  staged: World,
  rehearsal: Rehearsal,
  saved: Saved,
  first: Attempt,
  tries: number,
): Promise<Outcome> {
  let attempt = first
  let patience = tries
  for (let steps = 0; steps < MOST_STEPS; steps++) {
    const come = await takeStep({ world: staged, saved, attempt, tries: patience, issue: issueOf(attempt) })
    switch (come.is) {
      case 'on':
        if (come.step === 'order' && !(await withdrawValues(staged, attempt.challenges)))
          return again(staged.now() + backoff(tries + 1))
        attempt = advance(attempt, come)
        await staged.store.saveAttempt(attempt)
        patience = 0
        break
      case 'again':
        return again(come.at)
      case 'passed': {
        const { certificate } = come
        return endWith(staged, rehearsal, saved, attempt, { result: 'passed', certificate })
      }
      case 'failed':
      case 'refused':
        return endWith(staged, rehearsal, saved, attempt, { result: 'failed', problems: [come.problem] })
      case 'held':
        return endWith(staged, rehearsal, saved, attempt, { result: 'held', problems: [come.problem] })
    }
  }
  return again(staged.now() + backoff(tries + 1))
}

const advance = (attempt: Attempt, { step, change }: Extract<Next, { is: 'on' }>): Attempt => ({
  ...attempt,
  ...change,
  step,
})

/** An order that is gone again and again must not keep a worker. */
const MOST_STEPS = 20

const STEPS: { readonly [Name in StepName]: (at: At) => Promise<Come | Extract<Next, { is: 'issued' }>> } = {
  async order({ world, attempt }) {
    const { profile } = attempt.wish
    const made = await world.ca.createOrder(attempt.names, { profile })
    return { is: 'on', step: 'present', change: { orderUrl: made.url, finalizeUrl: made.finalizeUrl } }
  },
  present,
  confirm,
  answer,
  wait,
  finalize,
  collect,
  async verify({ world, attempt }) {
    const inspected = inspectChain((await world.ca.certificate(attempt.certificateUrl ?? '')).chain)
    if (!inspected.ok) return refuse(inspected.reason)
    const { leaf } = inspected
    const fault = faultOf({ world, attempt }, leaf)
    if (fault !== null) return refuse(fault)
    const { serial, issuerName, notBefore, notAfter } = leaf
    return { is: 'passed', certificate: { serial, issuer: issuerName, notBefore, notAfter } }
  },
}

/** With a key that is forgotten at once: nobody can serve what comes of it. */
async function finalize({ world, attempt }: At): Promise<Next> {
  const { status, finalizeUrl } = await world.ca.order(orderUrlOf(attempt))
  if (status !== 'ready') {
    return { is: 'on', step: status === 'processing' || status === 'valid' ? 'collect' : 'wait' }
  }
  const key = await createCertificateKey(attempt.wish.keyType)
  await world.ca.finalize(finalizeUrl, await createCsr(attempt.names, key))
  return { is: 'on', step: 'collect' }
}

async function takeStep(at: At): Promise<Come> {
  const { world, attempt, tries } = at
  try {
    const come = await STEPS[attempt.step](at)
    if (come.is === 'issued') throw new Error('A rehearsal issues nothing.')
    return come
  } catch (error) {
    const patient = tries < PATIENCE
    const soon = { is: 'again', at: world.now() + backoff(tries + 1) } as const
    if (error instanceof DnsHostError) {
      const problem: Problem = {
        code: 'dns-host-unavailable',
        detail: error.message,
        name: null,
        retryAt: null,
      }
      return patient ? soon : { is: 'held', problem, until: null }
    }
    if (!(error instanceof CaError)) throw error
    const { type, status, detail } = error.problem
    world.log({ event: 'rehearsal-refused', attempt: attempt.id, step: attempt.step, type, status, detail })
    const judgement = judgeRequest(error.problem, world.now(), tries)
    if (judgement.is === 'reread') {
      if (attempt.step === 'order') return soon
      return status === 404 ? startOver() : { is: 'on', step: 'wait' }
    }
    return judgement.is === 'held' && judgement.problem.code === 'ca-unavailable' && patient
      ? soon
      : judgement
  }
}

const issueOf = ({ id, names }: Attempt): At['issue'] => ({ do: 'issue', run: REHEARSAL, attempt: id, names })

/** Its tokens are published and withdrawn like those of any attempt. */
const openAttempt = (world: World, { id, resource, names }: Rehearsal, saved: Saved): Attempt =>
  freshAttempt(world, { id, resource, run: REHEARSAL, names }, saved.resource.options)

const held = (detail: string): End => ({
  result: 'held',
  problems: [{ code: 'our-trouble', detail, name: null, retryAt: null }],
})

async function endWith(
  world: World,
  rehearsal: Rehearsal,
  saved: Saved,
  attempt: Attempt | null,
  how: End,
): Promise<Outcome> {
  if (attempt !== null) await endAttempt(world, attempt)
  return end(world, rehearsal, saved, how)
}

async function end(
  world: World,
  { id, names, resource }: Rehearsal,
  { state }: Saved,
  { result, problems = [], certificate = null }: End,
): Promise<Outcome> {
  const at = world.now()
  const detail = { rehearsal: id, names, result, problems, serial: certificate?.serial ?? null }
  const entry = { resource, at, event: 'rehearsed', from: state.is, to: state.is, detail }
  await world.store.endRehearsal(id, { ended: at, result, problems, certificate }, entry)
  return DONE
}
