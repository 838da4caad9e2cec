// A CA in memory, for tests with time turned by hand. It judges by asking `look` once, and issues real certificates.

import 'reflect-metadata'
import { createHash, randomBytes } from 'node:crypto'
import * as x509 from '@peculiar/x509'
import type { Method } from '../../store/records.ts'
import { createMemoryIssuer } from './memory-issuer.ts'
import type { Advice, MemoryCa } from './memory-controls.ts'
import { createMemoryLedger, type LedgerSizes, type Spared } from './memory-ledger.ts'
import { CaError, type Authorization, type Order, type RenewalInfo } from './port.ts'

export type { MemoryCa } from './memory-controls.ts'

type Held = {
  order: Order
  chain: string | null
  alternate: string | null
  replaces: boolean
  spared: Spared
  authorizations: {
    url: string
    name: string
    token: string
    status: Authorization['status']
    method: Method | null
  }[]
}

/** What its directory lists. */
const PROFILES: readonly string[] = ['classic', 'shortlived']
const DAY = 24 * 60 * 60_000
const END = '-----END CERTIFICATE-----'
const leafOf = (chain: string): string => chain.slice(0, chain.indexOf(END) + END.length).trim()

const DNS_SUFFIX = '/dns-01'

/** `look` is what the CA's validators see for a token, `texts` the TXT records at a name. Certificates live
 *  `lifetime` milliseconds from `now`. `limits` are what it counts and refuses by; null: it counts nothing. */
export async function createMemoryCa(options: {
  readonly look: (host: string, token: string) => Promise<string | null>
  readonly texts?: (name: string) => Promise<readonly string[]>
  readonly lifetime: number | ((names: readonly string[]) => number)
  readonly limits?: LedgerSizes | null
  readonly now: () => number
  readonly directory?: string
  /** Of our account's key; one of its own unless given. */
  readonly thumbprint?: string
}): Promise<MemoryCa> {
  const { look, texts = async () => [], lifetime, limits = null, now } = options
  const { directory = 'https://ca.test/directory', thumbprint = randomBytes(32).toString('base64url') } =
    options
  const sign = await createMemoryIssuer(now)
  const ledger = limits === null ? null : createMemoryLedger(limits, now)
  const held = new Map<string, Held>()
  /** Its certificates' names, by the leaf. */
  const issuedTo = new Map<string, readonly string[]>()
  const before = new Set<string>()
  const revoked: string[] = []
  const revocations: { reason: number; by: 'account' | 'key' }[] = []
  let account = 'https://ca.test/account/1'
  let deactivated = false
  let terms = 'https://ca.test/terms/1'
  let count = 0
  let advice: Advice = null
  let refusing = false
  let unwelcome: { name: string; when: 'order' | 'finalize' } | null = null
  let blind: boolean | string = false
  let forgetting = false
  let reuse = 0
  const validated = new Map<string, number>()
  let paused: string | null = null
  let overloaded = { until: 0, naming: false }
  let turnedAway = 0
  let limited: { detail: string; until: number } | null = null

  const refuse = (type: string, status: number): never => {
    const nothing = { retryAt: null, subproblems: [], location: null, secretLink: null }
    throw new CaError({ type, status, detail: type, ...nothing })
  }
  const demandAccount = (): void => void (deactivated && refuse('unauthorized', 403))
  const find = (url: string): Held =>
    held.get(url.replace(/\/(?:finalize|certificate|alternate)$/, '')) ?? refuse('malformed', 404)
  const findAuthorization = (url: string): Held['authorizations'][number] =>
    [...held.values()].flatMap(({ authorizations }) => authorizations).find((each) => each.url === url) ??
    refuse('malformed', 404)

  function settle(each: Held): void {
    const { status } = each.order
    if (status !== 'pending') return
    const all = each.authorizations.map((authorization) => authorization.status)
    if (all.some((one) => one !== 'pending' && one !== 'valid'))
      each.order = { ...each.order, status: 'invalid' }
    else if (all.every((one) => one === 'valid')) each.order = { ...each.order, status: 'ready' }
  }

  /** RFC 9773 §4.3: inside the window of what it follows, an order counts nowhere. */
  function sparedOf(names: readonly string[], replaces: string | null): Spared {
    const window = replaces === null ? null : adviceFor(replaces)
    if (window && window.start <= now() && now() < window.end) return 'advised'
    return before.has(names.join()) ? 'again' : null
  }
  function adviceFor(chain: string): RenewalInfo | null {
    if (typeof advice !== 'function') return advice
    const { notBefore, notAfter } = new x509.X509Certificate(leafOf(chain))
    return advice({
      names: issuedTo.get(leafOf(chain)) ?? [],
      notBefore: notBefore.getTime(),
      notAfter: notAfter.getTime(),
    })
  }

  return {
    directory,
    get account() {
      return account
    },
    changeAccount: (url) => void (account = url),
    thumbprint,
    identities: async () => ['letsencrypt.org'],
    revoked,
    revocations,
    deactivateAccount: (is) => void (deactivated = is),
    changeTerms: (url) => void (terms = url),
    terms: async () => terms,
    advise: (info) => void (advice = info),
    forgetful: (is) => void (forgetting = is),
    reuseAuthorizations: (period = Infinity) => void (reuse = period),
    get authorizations() {
      return [...held.values()].flatMap(({ authorizations }) =>
        authorizations.map(({ name, status }) => ({ name, status })),
      )
    },
    get counted() {
      return ledger ?? { exceeded: [], paused: new Set<string>() }
    },
    pause(link) {
      paused = link
      if (link === null) ledger?.unpause()
    },
    blind: (is) => void (blind = is),
    overload: (until, naming) => void (overloaded = { until, naming }),
    turnedAway: () => turnedAway,
    limit: (detail, until) => void (limited = { detail, until }),
    refuseReplaces: () => void (refusing = true),
    refuseProfile: (name, when) => void (unwelcome = { name, when }),
    get orders() {
      return [...held.values()].map(({ order, chain, replaces }) => ({
        names: order.names,
        issued: chain !== null,
        replaces,
        profile: order.profile,
      }))
    },
    async createOrder(names, { replaces = null, profile = null } = {}) {
      if (paused !== null) {
        const told = { type: 'rateLimited', status: 429, detail: 'paused', secretLink: paused }
        throw new CaError({ ...PLAIN, ...told })
      }
      if (overloaded.until > now()) {
        turnedAway++
        const retryAt = overloaded.naming ? overloaded.until : null
        throw new CaError({ ...PLAIN, type: null, status: 503, detail: 'overloaded', retryAt })
      }
      if (limited && limited.until > now()) {
        const { detail, until } = limited
        throw new CaError({ ...PLAIN, type: 'rateLimited', status: 429, detail, retryAt: until })
      }
      if (replaces !== null && refusing) refuse('alreadyReplaced', 409)
      demandAccount()
      if (names.some((name) => ledger?.paused.has(name))) {
        const told = { type: 'rateLimited', status: 429, detail: 'paused', secretLink: PAUSE_LINK }
        throw new CaError({ ...PLAIN, ...told })
      }
      const spared = sparedOf(names, replaces)
      const over = ledger?.admit({ names, spared })
      if (over) {
        const told = { type: 'rateLimited', status: 429, detail: `over ${over.limit}`, retryAt: over.until }
        throw new CaError({ ...PLAIN, ...told })
      }
      const asked = profile !== null && PROFILES.includes(profile) ? profile : null
      if (unwelcome?.when === 'order' && unwelcome.name === asked) refuse('invalidProfile', 400)
      const url = `https://ca.test/order/${++count}`
      const authorizations = names.map((name, index) => ({
        url: `${url}/authorization/${index}`,
        name,
        token: randomBytes(32).toString('base64url'),
        status: (validated.get(name) ?? NaN) + reuse > now() ? ('valid' as const) : ('pending' as const),
        method: null,
      }))
      const order: Order = {
        url,
        status: 'pending',
        names,
        authorizations: authorizations.map((each) => each.url),
        finalizeUrl: `${url}/finalize`,
        certificateUrl: null,
        problem: null,
        profile: asked,
        expires: now() + 7 * DAY,
        retryAt: null,
      }
      held.set(url, {
        order,
        chain: null,
        alternate: null,
        authorizations,
        replaces: replaces !== null,
        spared,
      })
      for (const each of held.values()) settle(each)
      return find(url).order
    },
    async order(url) {
      demandAccount()
      return forgetting ? refuse('malformed', 404) : find(url).order
    },
    async authorization(url, method = 'http-01') {
      demandAccount()
      const { name, token, status, method: answered } = findAuthorization(url)
      const detail = `Invalid response from http://${name}/.well-known/acme-challenge/. It said something else.`
      const problem = status === 'invalid' ? { ...PLAIN, type: 'unauthorized', detail } : null
      const challengeUrl = method === 'dns-01' ? `${url}${DNS_SUFFIX}` : url
      // RFC 8555 §7.1.4: of what was judged only the challenge that was answered is left.
      const challenge =
        answered === null || answered === method ? { url: challengeUrl, token, status, problem } : null
      return { url, name, status, challenge, retryAt: null }
    },
    async answer(url) {
      demandAccount()
      const overDns = url.endsWith(DNS_SUFFIX)
      const found = findAuthorization(overDns ? url.slice(0, -DNS_SUFFIX.length) : url)
      if (found.status !== 'pending') return
      const { name, token } = found
      found.method = overDns ? 'dns-01' : 'http-01'
      const right = `${token}.${thumbprint}`
      const digest = createHash('sha256').update(right).digest('base64url')
      const saw = overDns
        ? (await texts(`_acme-challenge.${name}`)).includes(digest)
        : (await look(name, token)) === right
      found.status = saw && blind !== true && blind !== name ? 'valid' : 'invalid'
      ledger?.countJudged(name, found.status === 'valid')
      if (found.status === 'valid') validated.set(name, now())
      for (const each of held.values()) settle(each)
    },
    async finalize(url, csr) {
      demandAccount()
      const each = find(url)
      if (each.order.status !== 'ready') refuse('orderNotReady', 403)
      if (unwelcome?.when === 'finalize' && unwelcome.name === each.order.profile)
        refuse('invalidProfile', 400)
      const { names } = each.order
      Object.assign(each, await sign(csr, typeof lifetime === 'number' ? lifetime : lifetime(names)))
      before.add(names.join())
      issuedTo.set(leafOf(each.chain ?? ''), names)
      ledger?.countIssued({ names, spared: each.spared })
      each.order = { ...each.order, status: 'valid', certificateUrl: `${each.order.url}/certificate` }
    },
    async certificate(url) {
      demandAccount()
      const { chain, alternate } = find(url)
      if (chain === null || alternate === null) return refuse('malformed', 404)
      const other = url.replace(/certificate$/, 'alternate')
      return url === other ? { chain: alternate, alternates: [] } : { chain, alternates: [other] }
    },
    renewalInfo: async (chain) => adviceFor(chain),
    async deactivate(url) {
      findAuthorization(url).status = 'deactivated'
      for (const each of held.values()) settle(each)
    },
    async revoke(chainPem, reason, by) {
      if (!by) demandAccount()
      const serial = new x509.X509Certificate(leafOf(chainPem)).serialNumber
      if (revoked.includes(serial)) return
      revoked.push(serial)
      revocations.push({ reason, by: by ? 'key' : 'account' })
    },
  }
}

const PAUSE_LINK = 'https://portal.ca.test/unpause?jwt=secret'
const PLAIN = { status: null, retryAt: null, subproblems: [], location: null, secretLink: null } as const
