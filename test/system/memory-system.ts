// A control plane whose outside is memory and whose time is turned by hand: for promises under faults.

import { randomBytes, randomUUID } from 'node:crypto'
import { LETS_ENCRYPT } from '@wellknown/control/limits.ts'
import { createMemoryCa, type MemoryCa } from '@wellknown/control/adapters/ca/memory.ts'
import { CaError } from '@wellknown/control/adapters/ca/port.ts'
import { createMemoryDns, type MemoryDns } from '@wellknown/control/adapters/dns/memory.ts'
import { DnsHostError, recordOf, type DnsHost } from '@wellknown/control/adapters/dns/port.ts'
import { createWatchedCa } from '@wellknown/control/work/watched-ca.ts'
import { createMemoryEdge, type MemoryEdge } from '@wellknown/control/adapters/edge/memory.ts'
import { createMemoryMail, type MemoryMail } from '@wellknown/control/adapters/mail/memory.ts'
import { createMemoryProber, type MemoryProber } from '@wellknown/control/adapters/prober/memory.ts'
import { createMemoryWebhooks, type MemoryWebhooks } from '@wellknown/control/adapters/webhook/memory.ts'
import { isInService } from '@wellknown/control/store/records.ts'
import { createMeter, type Meter } from '@wellknown/control/metrics/meter.ts'
import { watchCa, watchStore } from '@wellknown/control/metrics/watch.ts'
import { openStore } from '@wellknown/control/store/open.ts'
import { createSealer } from '@wellknown/control/store/sealer.ts'
import { agreedTermsSetting } from '@wellknown/control/store/setting-names.ts'
import { DOERS } from '@wellknown/control/work/doers.ts'
import { tendPops } from '@wellknown/control/work/membership.ts'
import { createPostman } from '@wellknown/control/work/postman.ts'
import { createRunner } from '@wellknown/control/work/runner.ts'
import { keepHouse, tick } from '@wellknown/control/work/ticker.ts'
import type { World } from '@wellknown/control/world.ts'
import { generateSigningKey, importSigningKey } from '@wellknown/wire'
import { CA_CALLS, withFaults, type Plan } from './with-faults.ts'

export type { Fault, Plan } from './with-faults.ts'

export type MemorySystem = {
  readonly world: World
  readonly ca: MemoryCa
  /** The CA's rehearsal directory. */
  readonly rehearsalCa: MemoryCa
  readonly edge: MemoryEdge
  readonly prober: MemoryProber
  readonly dns: MemoryDns
  /** Whether `_acme-challenge.<name>` is delegated to `dns` by NS. */
  delegate(name: string, is?: boolean): void
  readonly mail: MemoryMail
  readonly webhooks: MemoryWebhooks
  /** Looks the CA took at tokens that a PoP in service did not hold. */
  readonly early: readonly string[]
  readonly log: readonly Readonly<Record<string, unknown>>[]
  /** Lets time pass from one instant at which something is due to the next, doing what is due, until `wish` holds. Fails
   *  after `limit` milliseconds of that time. */
  pass(limit: number, wish?: () => Promise<boolean> | boolean): Promise<void>
  /** Sets our clock forth or back by so many milliseconds; the CA's goes on as before. */
  setClock(by: number): void
  /** The process dies and another takes over: leases stand until they run out. */
  restart(): void
  /** From now on each call to the CA takes it so long. */
  slowCa(milliseconds: number): void
  setPlan(plan: Plan | null): void
  close(): Promise<void>
}

export const POPS = ['near', 'far'] as const
const addressOf = (pop: string): string => `198.51.100.${POPS.findIndex((name) => name === pop) + 1}`
export const ADDRESSES = POPS.map(addressOf)
const NAMESERVER = '198.51.100.53'
const STEP_MS = 1_000
const LONGEST_STEP_MS = 30_000
/** While a PoP is silent or catching up, and otherwise. */
const LOOK_EVERY_MS = 30_000
const HOUSE_EVERY_MS = 5 * 60_000
const NINETY_DAYS = 90 * 24 * 60 * 60_000

/** Two PoPs, of which `terminating` terminate TLS, one by default, and a CA whose certificates live `lifetime` milliseconds. */
export async function startMemorySystem({
  start = Date.now(),
  limits = LETS_ENCRYPT,
  lifetime = NINETY_DAYS,
  counting = null,
  houseEvery = HOUSE_EVERY_MS,
  mailServer = true,
  demands = {},
  terminating = [POPS[0]],
  countries = POPS,
  issuance = { profile: null, preferredRoot: null },
  databaseFile = ':memory:',
  meter = createMeter({ own: false }),
}: {
  readonly start?: number
  readonly limits?: World['policy']['limits']
  readonly lifetime?: Parameters<typeof createMemoryCa>[0]['lifetime']
  /** The limits that the CA itself counts and refuses by. */
  readonly counting?: World['policy']['limits']
  /** Milliseconds between housekeepings, where nothing of the PoPs is open. */
  readonly houseEvery?: number
  readonly mailServer?: boolean
  readonly demands?: Partial<World['policy']['look']>
  readonly terminating?: readonly string[]
  readonly countries?: readonly string[]
  readonly issuance?: World['policy']['issuance']
  readonly databaseFile?: string
  /** Sees what the control plane's would. */
  readonly meter?: Meter
} = {}): Promise<MemorySystem> {
  let time = start
  let apart = 0
  let plan: Plan | null = null
  const now = (): number => time
  const popAt = (address: string): string => POPS.find((pop) => addressOf(pop) === address) ?? ''
  const early: string[] = []
  const log: Record<string, unknown>[] = []
  const look = async (host: string, token: string): Promise<string | null> => {
    for (const { name } of (await store.pops()).filter(isInService)) {
      if (!edge.holds(name, host, token)) early.push(`${host} at ${name}`)
    }
    // Every address a name has is a perspective that must agree.
    const led = await prober.query(host, 'A')
    const addresses = led.is === 'found' ? led.records : []
    const answers = addresses.map((address, index) =>
      edge.visit(popAt(prober.behind(address)), host, token, `203.0.${index}.0/24`),
    )
    return answers.every((answer) => answer === answers[0]) ? (answers[0] ?? null) : null
  }
  const texts = async (record: string): Promise<readonly string[]> => {
    const seen = await prober.query(record, 'TXT')
    return seen.is === 'found' ? seen.records : []
  }
  const ca = await createMemoryCa({ look, texts, lifetime, limits: counting, now: () => time - apart })
  const rehearsalCa = await createMemoryCa({
    look,
    texts,
    lifetime,
    now,
    directory: 'https://staging.ca.test/directory',
    thumbprint: ca.thumbprint,
  })
  const signingKey = await importSigningKey((await generateSigningKey()).privateJwk)
  const edge = createMemoryEdge({
    thumbprint: ca.thumbprint,
    adminKeys: [signingKey.keyid],
    terminates: terminating,
    countries,
    now,
  })
  const prober = createMemoryProber((address, host, token) => edge.answer(popAt(address), host, token))
  const delegated = new Set<string>()
  const dns = createMemoryDns((name, values) => publish(name, values))
  const publish = (name: string, values: readonly string[]): void => {
    const zone = { NS: dns.nameservers, TXT: values }
    if (delegated.has(name)) prober.serve(recordOf(name), zone)
    prober.serve(dns.aliasOf(name) ?? '', { TXT: values })
  }
  for (const nameserver of dns.nameservers) prober.serve(nameserver, { A: [NAMESERVER] })
  const store = watchStore(openStore(databaseFile), meter)
  const mail = createMemoryMail()
  const webhooks = createMemoryWebhooks()
  await store.saveSetting(agreedTermsSetting(ca.directory), (await ca.terms()) ?? '')
  const lost = { is: 'unreachable', how: 'broken', detail: 'the answer got lost' } as const
  let caTakes = 0
  /** What the CA takes passes before it answers. */
  const timed: Plan = (port, call) => {
    time += caTakes
    return planned(port, call)
  }
  const loseCa = (): never => {
    const nothing = { status: null, retryAt: null, subproblems: [], location: null, secretLink: null }
    throw new CaError({ type: null, detail: 'the answer got lost', ...nothing })
  }
  const planned: Plan = (port, call) => plan?.(port, call) ?? null
  const world: World = {
    now,
    id: randomUUID,
    store: withFaults(
      store,
      'store',
      planned,
      ['transition', 'settle', 'settleDelivery', 'saveAttempt', 'saveCertificate'],
      () => {
        throw new Error('the process died here')
      },
    ),
    sealer: createSealer(randomBytes(32).toString('base64')),
    signingKey,
    ca: createWatchedCa(watchCa(withFaults(ca, 'ca', timed, CA_CALLS, loseCa), meter, now), store, now),
    rehearsalCa: withFaults(rehearsalCa, 'rehearsal-ca', planned, CA_CALLS, loseCa),
    edge: withFaults(edge, 'edge', planned, ['push', 'observe', 'self', 'hits'], () => lost),
    prober: withFaults(
      withFaults(prober, 'prober', planned, ['ask', 'reach'], () => lost),
      'prober',
      planned,
      ['query'],
      () => ({ is: 'failure', rcode: null, detail: 'the answer got lost', extended: [] }),
    ),
    dns: withFaults<DnsHost>(dns, 'dns', planned, ['present', 'withdraw'], () => {
      throw new DnsHostError('the answer got lost')
    }),
    mail: mailServer
      ? withFaults(mail, 'mail', planned, ['send'], () => ({
          is: 'unavailable',
          status: null,
          detail: 'the answer got lost',
        }))
      : null,
    webhooks: withFaults(webhooks, 'webhook', planned, ['post'], () => ({
      is: 'unreachable',
      milliseconds: 1,
      detail: 'the answer got lost',
    })),
    policy: {
      limits,
      startsPerSecond: 5,
      retryAfter: 15 * 60_000,
      popBound: 15 * 60_000,
      apiRate: null,
      events: { heartbeat: 15_000, mostPerClient: 20 },
      confirmHsts: true,
      cnameTarget: 'cl-{client}.cdn.example',
      allowPrivateOrigins: [],
      look: { requireCname: false, requireOrigin: false, offersDns01: false, ...demands },
      publicUrl: 'https://portal.cdn.example',
      webhooksOverHttp: false,
      mailFrom: 'Certificates <certificates@cdn.example>',
      issuance,
    },
    log: (line) => void log.push(line),
  }
  await store.seedPops(
    POPS.map((name) => ({
      name,
      admin: `http://${addressOf(name)}`,
      adminCa: null,
      http: [`${addressOf(name)}:80`],
      tls: terminating.includes(name) ? [`${addressOf(name)}:443`] : null,
    })),
    now(),
  )
  await tendPops(world)
  let houseAt = 0
  /** Nothing will come of asking the PoPs again before something else happens. */
  const popsSettled = async (): Promise<boolean> =>
    (await store.pops()).every(
      ({ membership, lastSeen }) => membership === 'out' || (membership === 'in' && lastSeen === houseAt),
    )
  const isDue = async (): Promise<boolean> => ((await store.nextDue()) ?? Infinity) <= time
  let runner = createRunner(world, DOERS, randomUUID())
  let postman = createPostman(world)
  return {
    world: { ...world, store },
    ca,
    rehearsalCa,
    edge,
    prober,
    dns,
    delegate(name, is = true) {
      if (is) delegated.add(name)
      else delegated.delete(name)
      prober.serve(recordOf(name), null)
      publish(name, dns.valuesOf(name))
    },
    mail,
    webhooks,
    early,
    log,
    async pass(limit, wish) {
      const end = time + limit
      for (let step = STEP_MS, first = true; ; first = false) {
        await tick({ ...world, store })
        let busy = false
        while ((await isDue()) && (await runner.turn()) + (await postman.turn()) > 0) busy = true
        if (first || time >= end || time >= houseAt + ((await popsSettled()) ? houseEvery : LOOK_EVERY_MS)) {
          await tendPops({ ...world, store })
          await keepHouse({ ...world, store })
          houseAt = time
        }
        if (wish && (await wish())) return
        if (time >= end) break
        const due = await store.nextDue()
        // What is due and cannot be done yet (another process holds the resource) is tried ever more rarely.
        step = busy ? STEP_MS : Math.min(step * 4, LONGEST_STEP_MS)
        const next = due !== null && due <= time ? time + step : (due ?? end)
        time = Math.min(end, next, (await popsSettled()) ? end : houseAt + LOOK_EVERY_MS)
      }
      if (wish) throw new Error('It did not come to it in time.')
    },
    setClock(by) {
      time += by
      apart += by
    },
    restart() {
      runner = createRunner(world, DOERS, randomUUID())
      postman = createPostman(world)
    },
    slowCa: (milliseconds) => void (caTakes = milliseconds),
    setPlan: (next) => void (plan = next),
    close: () => store.close(),
  }
}
