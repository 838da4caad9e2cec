// A CA in memory, for tests with time turned by hand. It judges by asking `look` once, and issues real certificates.

import 'reflect-metadata'
import { createHash, randomBytes, webcrypto } from 'node:crypto'
import * as x509 from '@peculiar/x509'
import type { Method } from '../../store/records.ts'
import { CaError, type Authorization, type Ca, type Order, type RenewalInfo } from './port.ts'

type Held = {
  order: Order
  chain: string | null
  alternate: string | null
  replaces: boolean
  authorizations: {
    url: string
    name: string
    token: string
    status: Authorization['status']
    method: Method | null
  }[]
}

export type MemoryCa = Ca & {
  /** The orders made so far, with how often each was finalized with success. */
  readonly orders: readonly {
    readonly names: readonly string[]
    readonly issued: boolean
    readonly replaces: boolean
    readonly profile: string | null
  }[]
  /** Those of all orders, oldest first. */
  readonly authorizations: readonly { readonly name: string; readonly status: Authorization['status'] }[]
  readonly revoked: readonly string[]
  /** How each of them was. */
  readonly revocations: readonly { readonly reason: number; readonly by: 'account' | 'key' }[]
  /** What it says of renewal from now on. */
  advise(info: RenewalInfo | null): void
  /** From now on a name that was validated is not validated again for so many milliseconds, by default for ever. */
  reuseAuthorizations(period?: number): void
  /** While it is forgetful it knows none of its orders. */
  forgetful(is: boolean): void
  /** Pauses the account: 429 without a time, with a link for the operator; null: lifts it. */
  pause(link: string | null): void
  /** While the account is deactivated, it refuses whatever is asked in its name. */
  deactivateAccount(is: boolean): void
  /** From now on we have another account. */
  changeAccount(url: string): void
  /** From now on it asks for these terms. */
  changeTerms(url: string): void
  /** While it is blind, wholly or to one name, it sees no token, and judges so. */
  blind(is: boolean | string): void
  /** Refuses orders in these words until an instant (milliseconds). */
  limit(detail: string, until: number): void
  /** Answers orders with 503 until an instant (milliseconds); `naming`: and says so by Retry-After. */
  overload(until: number, naming: boolean): void
  /** How often it was asked for an order while it was overloaded. */
  turnedAway(): number
  /** From now on no order may say that it follows another. */
  refuseReplaces(): void
  /** From now on it will not have this profile, although its directory lists it: with the order, or only when the
   *  signing request comes. */
  refuseProfile(name: string, when: 'order' | 'finalize'): void
}

/** What its directory lists. */
const PROFILES: readonly string[] = ['classic', 'shortlived']
const EC = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const
const DAY = 24 * 60 * 60_000
const SUBJECT_ALTERNATIVE_NAME = '2.5.29.17'

const DNS_SUFFIX = '/dns-01'

/** `look` is what the CA's validators see for a token, `texts` the TXT records at a name. Certificates live `lifetime` milliseconds from `now`. */
export async function createMemoryCa(options: {
  readonly look: (host: string, token: string) => Promise<string | null>
  readonly texts?: (name: string) => Promise<readonly string[]>
  readonly lifetime: number
  readonly now: () => number
}): Promise<MemoryCa> {
  const { look, texts = async () => [], lifetime, now } = options
  const thumbprint = randomBytes(32).toString('base64url')
  const keys = await webcrypto.subtle.generateKey(EC, true, ['sign', 'verify'])
  const root = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber: '01',
    name: 'CN=Memory root',
    keys,
    notBefore: new Date(now() - DAY),
    notAfter: new Date(now() + 40_000 * DAY),
    extensions: [new x509.BasicConstraintsExtension(true)],
  })
  // The same key under an older root: the alternate chain.
  const olderKeys = await webcrypto.subtle.generateKey(EC, true, ['sign', 'verify'])
  const crossSigned = await x509.X509CertificateGenerator.create({
    serialNumber: '02',
    subject: root.subject,
    issuer: 'CN=Older memory root',
    notBefore: root.notBefore,
    notAfter: root.notAfter,
    signingKey: olderKeys.privateKey,
    publicKey: root.publicKey,
    extensions: [new x509.BasicConstraintsExtension(true)],
  })
  const held = new Map<string, Held>()
  const revoked: string[] = []
  const revocations: { reason: number; by: 'account' | 'key' }[] = []
  let account = 'https://ca.test/account/1'
  let deactivated = false
  let terms = 'https://ca.test/terms/1'
  let count = 0
  let advice: RenewalInfo | null = null
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

  async function issue(csr: Uint8Array): Promise<Pick<Held, 'chain' | 'alternate'>> {
    const request = new x509.Pkcs10CertificateRequest(Buffer.from(csr))
    const alternative = request.extensions.find(({ type }) => type === SUBJECT_ALTERNATIVE_NAME)
    const leaf = await x509.X509CertificateGenerator.create({
      serialNumber: randomBytes(16).toString('hex').replace(/^./, '4'),
      subject: '',
      issuer: root.subject,
      notBefore: new Date(now()),
      notAfter: new Date(now() + lifetime),
      signingKey: keys.privateKey,
      publicKey: request.publicKey,
      extensions: alternative ? [alternative] : [],
    })
    const chainTo = (top: x509.X509Certificate) => `${leaf.toString('pem')}\n${top.toString('pem')}\n`
    return { chain: chainTo(root), alternate: chainTo(crossSigned) }
  }

  return {
    directory: 'https://ca.test/directory',
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
    pause: (link) => void (paused = link),
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
      held.set(url, { order, chain: null, alternate: null, authorizations, replaces: replaces !== null })
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
      const problem =
        status === 'invalid' ? { ...PLAIN, type: 'unauthorized', detail: 'It said something else.' } : null
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
      if (found.status === 'valid') validated.set(name, now())
      for (const each of held.values()) settle(each)
    },
    async finalize(url, csr) {
      demandAccount()
      const each = find(url)
      if (each.order.status !== 'ready') refuse('orderNotReady', 403)
      if (unwelcome?.when === 'finalize' && unwelcome.name === each.order.profile)
        refuse('invalidProfile', 400)
      Object.assign(each, await issue(csr))
      each.order = { ...each.order, status: 'valid', certificateUrl: `${each.order.url}/certificate` }
    },
    async certificate(url) {
      demandAccount()
      const { chain, alternate } = find(url)
      if (chain === null || alternate === null) return refuse('malformed', 404)
      const other = url.replace(/certificate$/, 'alternate')
      return url === other ? { chain: alternate, alternates: [] } : { chain, alternates: [other] }
    },
    renewalInfo: async () => advice,
    async deactivate(url) {
      findAuthorization(url).status = 'deactivated'
      for (const each of held.values()) settle(each)
    },
    async revoke(chainPem, reason, by) {
      if (!by) demandAccount()
      const serial = new x509.X509Certificate(chainPem.split(/(?<=-----END CERTIFICATE-----)/)[0] ?? '')
        .serialNumber
      if (revoked.includes(serial)) return
      revoked.push(serial)
      revocations.push({ reason, by: by ? 'key' : 'account' })
    },
  }
}

const PLAIN = { status: null, retryAt: null, subproblems: [], location: null, secretLink: null } as const
