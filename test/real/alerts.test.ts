// The alarms that we hand to operators, held to Prometheus itself. Each has an incident that is played on a whole system: what /metrics
// says meanwhile goes through the rules, and the alarm is silent before and at first, fires while it lasts, and is over once mended.

import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { LETS_ENCRYPT } from '@wellknown/control/limits.ts'
import { HOST } from '../system/caller.ts'
import { SCRAPED_EVERY, startDrill, type Drill } from '../system/drill.ts'
import { HOUR, MINUTE } from '../system/site.ts'
import { hasTool } from '../system/tool.ts'

const RULES = join(import.meta.dirname, '..', '..', 'docs', 'alerts.yml')
const rules = readFileSync(RULES, 'utf8')
const watched = new Set([...(rules.match(/wellknown_\w+/g) ?? []), 'up'])
/** There where something stands only. */
const SELDOM: readonly string[] = ['wellknown_alarms', 'wellknown_holds']

type Incident = {
  readonly alarms: readonly string[]
  readonly options?: Parameters<typeof startDrill>[0]
  readonly strike: (drill: Drill) => Promise<unknown> | void
  /** How long it lasts; without `go` the work goes on meanwhile. */
  readonly lasts: number
  readonly go?: 'stalled'
  readonly mend: (drill: Drill) => Promise<unknown> | void
  /** How long it takes until all is well. */
  readonly heals: number
}

const INCIDENTS: Readonly<Record<string, Incident>> = {
  'the control plane is down': {
    alarms: ['WellknownDown'],
    strike: ({ down }) => down(true),
    lasts: 15 * MINUTE,
    go: 'stalled',
    mend: ({ down }) => down(false),
    heals: 10 * MINUTE,
  },
  'a hold stands while certificates run out': {
    alarms: ['RenewalsAreLate', 'CertificatesNearTheirEnd'],
    options: { lifetime: 8 * HOUR },
    strike: ({ operator }) => operator.call('POST', '/operator/hold', { scope: 'all', reason: 'a drill' }),
    lasts: 7.5 * HOUR,
    mend: ({ operator }) => operator.call('POST', '/operator/resume', { scope: 'all' }),
    heals: HOUR,
  },
  'a hold is forgotten': {
    alarms: ['HeldForLong'],
    strike: ({ operator }) => operator.call('POST', '/operator/hold', { scope: 'all', reason: 'a drill' }),
    lasts: 25 * HOUR,
    go: 'stalled',
    mend: ({ operator }) => operator.call('POST', '/operator/resume', { scope: 'all' }),
    heals: 10 * MINUTE,
  },
  'the CA does not see our tokens': {
    alarms: ['AttemptsFail'],
    async strike({ system, addSite }) {
      system.ca.blind(true)
      for (const name of ['one', 'two', 'three']) await addSite(`${name}.customer.example`)
    },
    lasts: 80 * MINUTE,
    mend: ({ system }) => system.ca.blind(false),
    heals: 2 * HOUR,
  },
  'the CA takes no order': {
    alarms: ['CaLeftAlone'],
    strike({ system, post, ssl }) {
      system.setPlan((port) => (port === 'ca' ? 'failed' : null))
      return post(`/cdn/sslData/${ssl}/renew`)
    },
    lasts: 2 * HOUR,
    mend: ({ system }) => system.setPlan(null),
    heals: 3 * HOUR,
  },
  'the CA takes eight seconds to answer': {
    alarms: ['CaAnswersSlowly'],
    async strike({ system, addSite }) {
      system.slowCa(8_000)
      system.ca.blind(true)
      for (const name of ['one', 'two', 'three']) await addSite(`${name}.customer.example`)
    },
    lasts: 40 * MINUTE,
    mend({ system }) {
      system.slowCa(0)
      system.ca.blind(false)
    },
    heals: 30 * MINUTE,
  },
  'a rush of new sites spends the CA’s limit': {
    alarms: ['BudgetNearlySpent'],
    options: { limits: { ...LETS_ENCRYPT, orders: { count: 10, refill: 20 * MINUTE } } },
    async strike({ addSite }) {
      for (let count = 1; count <= 10; count++) await addSite(`shop-${count}.customer-${count}.example`)
    },
    lasts: 15 * MINUTE,
    mend: () => undefined,
    heals: 2 * HOUR,
  },
  'the work stands still': {
    alarms: ['WorkWaits'],
    strike: ({ post, ssl }) => post(`/cdn/sslData/${ssl}/renew`),
    lasts: 20 * MINUTE,
    go: 'stalled',
    mend: () => undefined,
    heals: 10 * MINUTE,
  },
  'the mail server is out': {
    alarms: ['CustomersAreNotTold'],
    async strike({ system, caller, post, ssl }) {
      await caller.call('PATCH', '/cdn/notifications/settings', { recipients: ['ops@customer.example'] })
      system.setPlan((port) => (port === 'mail' ? 'failed' : null))
      system.prober.lead(HOST, ['203.0.113.9'])
      await post(`/cdn/sslData/${ssl}/renew`)
    },
    lasts: 150 * MINUTE,
    mend: ({ system }) => system.setPlan(null),
    heals: 4 * HOUR,
  },
  'no PoP answers': {
    alarms: ['PopOutOfService', 'NoPopInService'],
    strike: ({ system }) => system.setPlan((port) => (port === 'edge' ? 'failed' : null)),
    lasts: 40 * MINUTE,
    mend: ({ system }) => system.setPlan(null),
    heals: 15 * MINUTE,
  },
  'the clock of a PoP is off': {
    alarms: ['PopClockIsOff'],
    strike: ({ system }) => system.edge.setClock('far', MINUTE),
    lasts: 20 * MINUTE,
    mend: ({ system }) => system.edge.setClock('far', 0),
    heals: 10 * MINUTE,
  },
  'PoPs take no configuration': {
    alarms: ['ConfigurationDoesNotArrive'],
    strike({ system, addSite }) {
      system.setPlan((port, call) => (port === 'edge' && call === 'push' ? 'failed' : null))
      return addSite('new.customer.example')
    },
    lasts: 40 * MINUTE,
    mend: ({ system }) => system.setPlan(null),
    heals: 20 * MINUTE,
  },
  'the CA has deactivated our account': {
    alarms: ['OperatorIsWanted'],
    strike({ system, post, ssl }) {
      system.ca.deactivateAccount(true)
      return post(`/cdn/sslData/${ssl}/renew`)
    },
    lasts: 20 * MINUTE,
    mend({ system, operator }) {
      system.ca.deactivateAccount(false)
      return operator.call('POST', '/operator/clear', { cause: 'ca-account' })
    },
    heals: 10 * MINUTE,
  },
}

function promtool(...args: string[]): string {
  const { status, stdout, stderr } = spawnSync('promtool', args, { encoding: 'utf8' })
  return status === 0 ? 'well' : stdout + stderr
}

/** Plays it; gives what promtool is asked about it. */
async function play(name: string, incident: Incident): Promise<object> {
  const { alarms, options, strike, lasts, go, mend, heals } = incident
  const drill = await startDrill(options)
  try {
    await drill.go(2 * SCRAPED_EVERY)
    const before = drill.scrapes() - 1
    await strike(drill)
    await (go === 'stalled' ? drill.stall(lasts) : drill.go(lasts))
    const during = drill.scrapes() - 1
    await mend(drill)
    await drill.go(heals)
    const after = drill.scrapes() - 1
    const fires = (alarm: string) => `count(ALERTS{alertname="${alarm}",alertstate="firing"}) > bool 0`
    const asked = alarms.flatMap((alarm) =>
      [before, before + 1, during, after].map((scrape) => ({
        expr: fires(alarm),
        eval_time: `${(scrape * SCRAPED_EVERY) / MINUTE}m`,
        exp_samples: scrape === during ? [{ labels: '{}', value: 1 }] : [],
      })),
    )
    const interval = `${SCRAPED_EVERY / MINUTE}m`
    return { name, interval, input_series: drill.series(watched), promql_expr_test: asked }
  } finally {
    await drill.end()
  }
}

test('every alarm has its incident, and its page for the one who is woken', () => {
  const manual = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'operating.md'), 'utf8')
  const all = [...rules.matchAll(/- alert: (\w+)/g)].map(([, name = '']) => name)
  expect(all.filter((name) => !manual.includes(`### ${name}\n`))).toEqual([])
  const played = Object.values(INCIDENTS).flatMap(({ alarms }) => alarms)
  expect(played.toSorted()).toEqual(all.toSorted())
})

test('no alarm watches a metric that the control plane does not have', async () => {
  const drill = await startDrill()
  await drill.go(SCRAPED_EVERY)
  const known = drill.series(watched).map(({ series }) => /^\w+/.exec(series)?.[0])
  expect([...watched].filter((name) => !known.includes(name) && !SELDOM.includes(name))).toEqual([])
  await drill.end()
})

describe.skipIf(!hasTool('promtool'))('alarms by promtool (Debian package prometheus)', () => {
  test('the rules are sound', () => expect(promtool('check', 'rules', RULES)).toBe('well'))

  test(
    'each alarm is silent before its incident, fires while it lasts, and is over once it was mended',
    { timeout: 120_000 },
    async () => {
      const folder = mkdtempSync(join(tmpdir(), 'wellknown-incidents-'))
      const tests: object[] = []
      for (const [name, incident] of Object.entries(INCIDENTS)) tests.push(await play(name, incident))
      const file = join(folder, 'incidents.yml')
      // JSON is YAML.
      const evaluated = `${SCRAPED_EVERY / MINUTE}m`
      writeFileSync(file, JSON.stringify({ rule_files: [RULES], evaluation_interval: evaluated, tests }))
      const said = promtool('test', 'rules', file)
      rmSync(folder, { recursive: true })
      expect(said).toBe('well')
    },
  )
})
