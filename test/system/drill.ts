// An incident on a whole system whose time is turned: what Prometheus would scrape meanwhile, written as it keeps it.

import { addGauges } from '@wellknown/control/metrics/gauges.ts'
import { createMeter } from '@wellknown/control/metrics/meter.ts'
import { serveMetrics } from '@wellknown/control/metrics/serve.ts'
import { createAutomated, createCaller, type Caller } from './caller.ts'
import { ADDRESSES } from './memory-system.ts'
import { startSite, type Site } from './site.ts'

/** Prometheus forgets a series that it has not seen for five minutes. */
export const SCRAPED_EVERY = 5 * 60_000

export type Drill = Site & {
  readonly operator: Caller
  /** Lets time pass, the work go on and the metrics be scraped. */
  go(milliseconds: number): Promise<void>
  /** Time passes and the metrics are scraped, but nothing is done. */
  stall(milliseconds: number): Promise<void>
  /** Nothing answers at METRICS_LISTEN while this is so. */
  down(is: boolean): void
  /** Another site that has never had a certificate asks for one. */
  addSite(name: string): Promise<void>
  /** How often was scraped so far. */
  scrapes(): number
  /** Of those metrics, each series with its values in the notation of `promtool test rules`. */
  series(metrics: ReadonlySet<string>): readonly { readonly series: string; readonly values: string }[]
  end(): Promise<void>
}

/** A site that is served, and a control plane whose metrics are looked at. */
export async function startDrill(options: Parameters<typeof startSite>[0] = {}): Promise<Drill> {
  const meter = createMeter({ own: false })
  const site = await startSite({ ...options, meter })
  const { world } = site.system
  addGauges(world, meter, 0)
  const health = { answers: () => world.store.nextDue(), turned: world.now, now: world.now }
  const server = await serveMetrics(meter, health, { host: '127.0.0.1', port: 0 })
  const operator = await createCaller(world, 'operator', 'operator')
  const seen: ReadonlyMap<string, number>[] = []
  let isDown = false
  const scrape = async (): Promise<void> => {
    const up = `up{job="wellknown",instance="c"}`
    if (isDown) return void seen.push(new Map([[up, 0]]))
    const answer = await fetch(`http://127.0.0.1:${server.port}/metrics`)
    seen.push(new Map([[up, 1], ...readSamples(await answer.text())]))
  }
  const repeat = async (milliseconds: number, step: () => Promise<void> | void): Promise<void> => {
    for (let passed = 0; passed < milliseconds; passed += SCRAPED_EVERY) {
      await step()
      await scrape()
    }
  }
  return {
    ...site,
    operator,
    go: (milliseconds) => repeat(milliseconds, () => site.pass(SCRAPED_EVERY)),
    stall: (milliseconds) => repeat(milliseconds, () => site.system.setClock(SCRAPED_EVERY)),
    down: (is) => void (isDown = is),
    async addSite(cname) {
      site.system.prober.lead(cname, ADDRESSES)
      const sslData = await createAutomated(site.caller, cname)
      const wish = { cname, origin: 'origin.customer.example', sslEnabled: true, sslData }
      const { status, body } = await site.caller.call('POST', '/cdn/resources', wish)
      if (status !== 201) throw new Error(JSON.stringify(body))
    },
    scrapes: () => seen.length,
    series(metrics) {
      const names = new Set(seen.flatMap((each) => [...each.keys()]))
      return [...names]
        .filter((name) => metrics.has(/^\w+/.exec(name)?.[0] ?? ''))
        .map((series) => ({ series, values: valuesOf(seen.map((each) => each.get(series))) }))
    },
    async end() {
      await server.close()
      await site.system.close()
    },
  }
}

/** The text format of Prometheus, line by line. */
function readSamples(text: string): readonly (readonly [string, number])[] {
  return text.split('\n').flatMap((line) => {
    const [, series, value] = /^(\w+(?:\{.*\})?) (\S+)$/.exec(line) ?? []
    return series === undefined || value === undefined ? [] : [[series, Number(value)] as const]
  })
}

/** A series that is not there any more is marked as ended once; before it was there is nothing. */
const valuesOf = (values: readonly (number | undefined)[]): string =>
  values
    .map((value, index) => {
      if (value !== undefined) return String(value)
      return index > 0 && values[index - 1] !== undefined ? 'stale' : '_'
    })
    .join(' ')
