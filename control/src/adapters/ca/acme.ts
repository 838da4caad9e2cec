// The CA port over ACME (RFC 8555).

import { X509Certificate } from 'node:crypto'
import { z } from 'zod'
import { createExchange, type Answer, type ExchangeOptions } from './exchange.ts'
import { caUrl, parseAnswer } from './parse-answer.ts'
import { CaError, type Authorization, type Ca, type CertificateSigner, type Order } from './port.ts'
import { noAnswer, readProblem, readRetryAfter } from './problem.ts'
import { certificateId, readRenewalInfo } from './renewal-info.ts'
import { thumbprintOf } from './thumbprint.ts'

/** RFC 8555 §7.1.3. */
const orderBody = z.object({
  status: z.enum(['pending', 'ready', 'processing', 'valid', 'invalid']),
  identifiers: z.array(z.object({ type: z.string(), value: z.string() })).max(100),
  authorizations: z.array(caUrl).max(100),
  finalize: caUrl,
  certificate: caUrl.optional(),
  error: z.unknown().optional(),
  expires: z.iso.datetime({ offset: true }).optional().catch(undefined),
  profile: z.string().max(100).optional().catch(undefined),
})
/** RFC 8555 §7.1.4. */
const authorizationBody = z.object({
  status: z.enum(['pending', 'valid', 'invalid', 'deactivated', 'expired', 'revoked']),
  identifier: z.object({ type: z.string(), value: z.string() }),
  challenges: z
    .array(
      z.looseObject({
        type: z.string(),
        url: caUrl.optional(),
        token: z.string().max(1000).optional(),
        status: z.string().optional(),
        error: z.unknown().optional(),
      }),
    )
    .max(50),
})

/** Whoever names none in its directory is taken for it. */
const LETS_ENCRYPT = 'letsencrypt.org'

export type AcmeOptions = Omit<ExchangeOptions, 'accountUrl' | 'eab'> & { readonly accountUrl: string }

/** The CA of `directoryUrl`, for an account that exists (account.ts makes one). */
export function createAcmeCa(options: AcmeOptions): Ca {
  const exchange = createExchange({ ...options, eab: null })
  const { post, postTo, get, directory } = exchange
  const openBy = ({ directory: directoryUrl, keyPem }: CertificateSigner) =>
    createExchange({ ...options, directoryUrl, accountKey: keyPem, accountUrl: null, eab: null })

  const readOrder = (answer: Answer, url: string): Order => {
    const body = parseAnswer(orderBody, answer.body, 'order')
    return {
      url,
      status: body.status,
      names: body.identifiers.map(({ value }) => value.toLowerCase()),
      authorizations: body.authorizations,
      finalizeUrl: body.finalize,
      certificateUrl: body.certificate ?? null,
      problem: body.error === undefined ? null : readProblem(body.error),
      profile: body.profile ?? null,
      expires: body.expires === undefined ? null : Date.parse(body.expires),
      retryAt: readRetryAfter(answer.retryAfter, options.now()),
    }
  }

  return {
    directory: options.directoryUrl,
    account: options.accountUrl,
    thumbprint: thumbprintOf(options.accountKey),
    async identities() {
      const { meta } = await directory()
      const named = meta?.caaIdentities ?? []
      return named.length > 0 ? named : [LETS_ENCRYPT]
    },
    async createOrder(names, { replaces = null, profile = null } = {}) {
      const identifiers = names.map((value) => ({ type: 'dns', value }))
      const { renewalInfo, meta } = await directory()
      const id = replaces !== null && renewalInfo !== undefined ? certificateId(leafOf(replaces)) : null
      const offered = profile !== null && Object.hasOwn(meta?.profiles ?? {}, profile)
      const answer = await postTo('newOrder', {
        identifiers,
        ...(id !== null && { replaces: id }),
        ...(offered && { profile }),
      })
      return readOrder(answer, parseAnswer(caUrl, answer.location, 'Location of the order'))
    },
    order: async (url) => readOrder(await post(url, null), url),
    async authorization(url, method = 'http-01') {
      const answer = await post(url, null)
      const body = parseAnswer(authorizationBody, answer.body, 'authorization')
      const offered = body.challenges.find(({ type }) => type === method)
      const challenge: Authorization['challenge'] =
        offered?.url !== undefined && offered.token !== undefined
          ? {
              url: offered.url,
              token: offered.token,
              status: offered.status ?? 'pending',
              problem: offered.error === undefined ? null : readProblem(offered.error),
            }
          : null
      return {
        url,
        name: body.identifier.value.toLowerCase(),
        status: body.status,
        challenge,
        retryAt: readRetryAfter(answer.retryAfter, options.now()),
      }
    },
    answer: async (url) => void (await post(url, {})),
    async finalize(url, csr) {
      await post(url, { csr: Buffer.from(csr).toString('base64url') })
    },
    async certificate(url) {
      const { body, link } = await post(url, null)
      const chain = parseAnswer(z.string().max(200_000), body, 'certificate')
      return { chain, alternates: readAlternates(link, url) }
    },
    async renewalInfo(chainPem) {
      const { renewalInfo } = await directory()
      const id = renewalInfo === undefined ? null : certificateId(leafOf(chainPem))
      if (renewalInfo === undefined || id === null) return null
      const { body, retryAfter } = await get(`${renewalInfo.replace(/\/$/, '')}/${id}`)
      const info = readRenewalInfo(body, retryAfter, options.now())
      if (info === null) {
        throw new CaError({ ...noAnswer(new Error('The renewal information has no window.')), status: 200 })
      }
      return info
    },
    deactivate: async (url) => void (await post(url, { status: 'deactivated' })),
    async terms() {
      return (await directory()).meta?.termsOfService ?? null
    },
    async revoke(chainPem, reason, by) {
      const certificate = new X509Certificate(chainPem).raw.toString('base64url')
      try {
        await (by ? openBy(by) : exchange).postTo('revokeCert', { certificate, reason })
      } catch (error) {
        if (!(error instanceof CaError) || error.problem.type !== 'alreadyRevoked') throw error
      }
    },
  }
}

/** RFC 8288; more chains than these are not looked at. */
const MOST_ALTERNATES = 5

function readAlternates(link: string | null, base: string): readonly string[] {
  const links = (link ?? '').matchAll(/<([^<>\s]{1,2000})>\s*;\s*rel="?alternate"?(?=\s*(?:[,;]|$))/gi)
  const urls = [...links].flatMap(([, target = '']) => URL.parse(target, base)?.href ?? [])
  return [...new Set(urls)].filter((url) => caUrl.safeParse(url).success).slice(0, MOST_ALTERNATES)
}

const END = '-----END CERTIFICATE-----'
const leafOf = (chainPem: string): string => chainPem.slice(0, chainPem.indexOf(END) + END.length)
