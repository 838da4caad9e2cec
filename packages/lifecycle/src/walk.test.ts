// What is true in every situation that can come about.

import { describe, expect, test } from 'vitest'
import { labelOf, nextMove, TABLE } from './index.ts'
import type { Decision, Effect, Message, Trouble } from './index.ts'
import { attemptOf, keyOf, moveFrom, runOf, strangers, untilOf, walk, type Move, type Place } from './walk.ts'

const { places, moves } = walk()
type Stepped = Move & { readonly decision: Extract<Decision, { is: 'step' }> }
const steps = moves.filter((move): move is Stepped => move.decision.is === 'step')

/** What the customer may have been told before. */
const TOLD: readonly (readonly Trouble[])[] = [
  [],
  ['left'],
  ['pre-validation-failed', 'issue-failed'],
  ['renewal-failed', 'expiring'],
  ['expired'],
]
/** An alarm is louder each time; a series the customer began gets its answer. */
const MAY_REPEAT: readonly Message[] = ['expiring', 'issue-failed']

/** The steps that break a promise, in words; the promise is kept when there are none. */
const breaking = (breaks: (step: Stepped) => boolean): readonly string[] => [
  ...new Set(
    steps
      .filter(breaks)
      .map(({ from, event, to }) => `${keyOf(from)} + ${event.type} → ${keyOf(to)}`)
      .slice(0, 5),
  ),
]
const does = ({ decision }: Stepped, ...kinds: readonly Effect['do'][]): readonly Effect[] =>
  decision.step.effects.filter((effect) => kinds.includes(effect.do))
const lost = ({ from, to }: Move): boolean => from.at.current !== null && to.at.current === null
const dead = ({ at, now }: Place): boolean => at.current === null || at.current.notAfter <= now

describe('in every situation that can come about', () => {
  test('the walk sees every entry of the table, and no step leaves the table', () => {
    const rows: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = TABLE
    const listed = Object.entries(rows).flatMap(([from, row]) =>
      Object.entries(row).flatMap(([event, targets]) => targets.map((to) => `${from} + ${event} → ${to}`)),
    )
    const seen = new Set(
      steps.map(({ from, event, to }) => `${from.at.state.is} + ${event.type} → ${to.at.state.is}`),
    )
    expect(seen).toEqual(new Set(listed))
    expect(places.length).toBeGreaterThan(500)
  })

  test('what is served is lost by revoke, delete and the clock only, and otherwise replaced only by what is live', () => {
    expect(
      breaking(
        (step) =>
          lost(step) && !['revoke', 'delete', 'expired'].includes(step.event.type) && !dead(step.from),
      ),
    ).toEqual([])
    const changed = ({ from, to }: Move) => from.at.current?.certificate !== to.at.current?.certificate
    // Where there was nothing, disabling keeps what was on its way (P18).
    const kept = ({ from, event }: Move) => dead(from) && event.type === 'disable'
    expect(
      breaking((step) => changed(step) && !lost(step) && !kept(step) && step.event.type !== 'live'),
    ).toEqual([])
  })

  test('HTTPS goes off by disable, revoke and delete, and else only when nothing living is left', () => {
    expect(
      breaking(
        (step) =>
          step.from.at.https &&
          !step.to.at.https &&
          !['disable', 'revoke', 'delete'].includes(step.event.type) &&
          !dead(step.from),
      ),
    ).toEqual([])
  })

  test('HTTPS goes on only when a certificate is live, and is never on without one', () => {
    expect(breaking(({ from, event, to }) => !from.at.https && to.at.https && event.type !== 'live')).toEqual(
      [],
    )
    expect(places.filter(({ at }) => at.https && at.current === null)).toEqual([])
    expect(places.filter(({ at }) => at.state.is === 'active' && !at.https)).toEqual([])
  })

  test('every situation names who moves next, why, and when if it is us', () => {
    for (const { at } of places) {
      const { who, at: when, why } = nextMove(at)
      expect(['customer', 'operator', 'ca', 'us']).toContain(who)
      expect(why).toMatch(/^[A-Z].*\.$/)
      if (who === 'us') expect(when).not.toBeNull()
      if (untilOf(at) !== null) expect(when).toBe(untilOf(at))
    }
  })

  test('a wait without an end is the customer’s whose resource is not active, and else an operator’s', () => {
    const movers = places.flatMap(({ at: { state, ...rest } }) =>
      state.is === 'waiting' && state.until === null
        ? [`${state.problem.code}: ${nextMove({ state, ...rest }).who}`]
        : [],
    )
    expect([...new Set(movers)].sort()).toEqual(['ca-paused: operator', 'suspended: customer'])
  })

  test('a time that has come always leads on: no timer fires twice for nothing', () => {
    const isDue = ({ at, now }: Place) => (untilOf(at) ?? Number.POSITIVE_INFINITY) <= now
    const due = moves.filter(({ from, event }) => event.type === 'due' && isDue(from))
    expect(due.length).toBeGreaterThan(0)
    expect(
      due.filter(({ decision, to }) => decision.is !== 'step' || isDue(to)).map(({ from }) => keyOf(from)),
    ).toEqual([])
    const ended = moves.filter(({ from, event }) => event.type === 'expired' && from.at.current && dead(from))
    expect(ended.filter(({ decision, to }) => decision.is !== 'step' || to.at.current !== null)).toEqual([])
  })

  test('at most one run is open, at most one attempt, and none is left behind uncancelled', () => {
    expect(
      breaking((step) => {
        const begun = does(step, 'check', 'issue')
        return (
          begun.length > 1 || begun.some((effect) => 'run' in effect && effect.run !== runOf(step.to.at)?.id)
        )
      }),
    ).toEqual([])
    const judged = ['issued', 'failed', 'refused']
    expect(
      breaking((step) => {
        const before = attemptOf(step.from.at)
        if (before === null || before === attemptOf(step.to.at) || judged.includes(step.event.type))
          return false
        return !does(step, 'cancel').some((effect) => 'attempt' in effect && effect.attempt === before)
      }),
    ).toEqual([])
  })

  test('news of another run, attempt or certificate changes nothing', () => {
    const changed = places.flatMap((place) =>
      strangers(place)
        .filter((event) => moveFrom(place, event).decision.is === 'step')
        .map((event) => `${keyOf(place)} + ${event.type}`),
    )
    expect(changed).toEqual([])
  })

  test('a deleted resource orders nothing, serves nothing and never comes back', () => {
    const after = steps.filter(({ from }) => from.at.state.is === 'deleting')
    expect(after.length).toBeGreaterThan(0)
    expect(after.filter(({ to }) => to.at.state.is !== 'deleting' || to.at.https || to.at.current)).toEqual(
      [],
    )
    expect(
      after.flatMap((step) => step.decision.step.effects).filter((effect) => effect.do !== 'forget'),
    ).toEqual([])
  })

  test('a suspended resource orders nothing (P23)', () => {
    expect(steps.some(({ from, event }) => from.suspended && event.type === 'passed')).toBe(true)
    expect(breaking((step) => step.to.suspended && does(step, 'issue').length > 0)).toEqual([])
  })

  test('every trouble is told once, and one all-clear ends all that were told (P21)', () => {
    // Of steps that lead the same way and tell the same, one is enough.
    const kinds = new Map(
      steps.map((step) => {
        const { from, event, to } = step
        const told = does(step, 'tell').map((effect) => 'message' in effect && effect.message)
        const ways = [from.at.state.is, from.at.https, event.type, to.at.state.is, to.at.https]
        return [[...ways, ...told].join(), step] as const
      }),
    )
    const broken = TOLD.flatMap((troubles) =>
      [...kinds.values()].flatMap(({ from, event }) => {
        const { decision } = moveFrom({ ...from, at: { ...from.at, troubles } }, event)
        if (decision.is !== 'step') return []
        const { effects, https, troubles: after = [] } = decision.step
        const told = effects.filter((effect) => effect.do === 'tell')
        const news = told.map(({ message }) => message)
        const open = new Set([...troubles, ...news.filter((message) => message !== 'recovered')])
        const over = told.flatMap((effect) => effect.over ?? [])
        const ended = !https && ['disable', 'revoke', 'delete', 'abort'].includes(event.type)
        const again = news.some(
          (message) => !MAY_REPEAT.includes(message) && [...troubles].some((each) => each === message),
        )
        const cleared = event.type === 'live' && open.size > 0
        const good =
          new Set(news).size === news.length &&
          !again &&
          news.includes('recovered') === cleared &&
          over.length === (cleared ? open.size : 0) &&
          after.length === (cleared || ended ? 0 : open.size)
        return good
          ? []
          : [
              `${troubles.join()} told: ${keyOf(from)} + ${event.type} → ${news.join()}; open: ${after.join()}`,
            ]
      }),
    )
    expect(broken.slice(0, 5)).toEqual([])
  })

  test('whenever HTTPS goes off by itself, a series ends, or an alarm is raised for what is served, it is told (P21)', () => {
    const customers = ['disable', 'revoke', 'delete', 'abort']
    expect(
      breaking((step) => {
        const { from, to, event } = step
        const wentOff = from.at.https && !to.at.https && !customers.includes(event.type)
        const ended = from.at.state.is === 'issuing' && to.at.state.is === 'failed' && !runOf(from.at)?.again
        const wasOn = from.at.https || runOf(from.at)?.why === 'first'
        return (wentOff || (ended && wasOn)) && does(step, 'tell').length !== 1
      }),
    ).toEqual([])
    expect(
      breaking(
        (step) => step.event.type === 'alarm' && (does(step, 'tell').length === 1) !== step.from.at.https,
      ),
    ).toEqual([])
  })

  test('what is served, or kept for enabling again, is neither retired nor revoked', () => {
    expect(
      breaking((step) =>
        does(step, 'retire', 'revoke').some(
          (effect) => 'certificate' in effect && effect.certificate === step.to.at.current?.certificate,
        ),
      ),
    ).toEqual([])
  })

  test('no name that visitors are served is ever left out (P25)', () => {
    const leaving = places.flatMap(({ at }) => {
      const left = runOf(at)?.leftOut?.names ?? (at.state.is === 'active' ? at.state.leftOut?.names : null)
      return left && left.length > 0 && at.https ? [{ left, served: at.current?.names ?? [] }] : []
    })
    expect(leaving.length).toBeGreaterThan(0)
    expect(leaving.filter(({ left, served }) => left.some((name) => served.includes(name)))).toEqual([])
  })

  test('a certificate that will never be served is retired, so that its key is destroyed', () => {
    expect(
      breaking((step) => {
        const { state, current } = step.from.at
        if (state.is !== 'deploying' || step.to.at.state.is === 'deploying' || step.event.type === 'live')
          return false
        const { kind, certificate } = state.candidate
        const orphan =
          kind === 'managed' &&
          ![current, step.to.at.current].some((each) => each?.certificate === certificate)
        return (
          does(step, 'retire').some((each) => 'certificate' in each && each.certificate === certificate) !==
          orphan
        )
      }),
    ).toEqual([])
  })

  test('Success is shown only while HTTPS is on, Failed (expired) only while nothing is served', () => {
    for (const { at } of places) {
      if (labelOf(at) === 'Success' || labelOf(at) === 'Own certificate') expect(at.https).toBe(true)
      if (labelOf(at) === 'Failed (expired)') expect([at.https, at.current]).toEqual([false, null])
    }
  })

  test('after an expiry attempts go on until the customer turns it off (P23)', () => {
    const expired = places.filter(({ at }) => at.state.is === 'failed' && labelOf(at) === 'Failed (expired)')
    expect(expired.length).toBeGreaterThan(0)
    expect(expired.filter(({ at, suspended }) => untilOf(at) === null && !suspended)).toEqual([])
  })
})
