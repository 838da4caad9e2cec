// What every implementation of the port keeps: the PoPs in memory, and real ones over the network.

import { sha256Hex, utf8, WIRE, type CertificateDocument, type Push } from '@wellknown/wire'
import { seal } from '@wellknown/wire/seal'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Pop } from '../../store/records.ts'
import { issueChain } from '../ca/practice-chain.ts'
import type { Edge } from './port.ts'

export const THUMBPRINT = 'p'.repeat(43)
export const TOKEN = 't'.repeat(43)

/** PoPs to try an implementation with. All pin THUMBPRINT. */
export type Bench = {
  readonly edge: Edge
  /** It terminates TLS, on the first address of its `tls`. */
  readonly pop: Pop
  /** It terminates none. */
  readonly plain: Pop
  /** It does not answer. */
  readonly away: Pop
  /** What a validator gets from a PoP for a token; null: not this. */
  answer(pop: Pop, host: string, token: string): Promise<string | null>
  close(): Promise<void>
}

export const popCalled = (name: string, change: Partial<Pop> = {}): Pop => ({
  name,
  admin: 'http://127.0.0.1:9',
  adminCa: null,
  http: ['127.0.0.1:9'],
  tls: null,
  membership: 'in',
  since: 0,
  drained: null,
  lastSeen: null,
  skew: null,
  wire: null,
  fault: null,
  shelf: null,
  sealKey: null,
  adminKeys: null,
  thumbprints: null,
  ...change,
})

/** A push of one live token; null withdraws. */
export const tokensFor = (
  host: string,
  rev: number,
  change: { epoch?: number; thumbprint?: string } | null = {},
): Push => ({
  wire: WIRE,
  kind: 'tokens',
  host,
  epoch: change?.epoch ?? 1,
  rev,
  document:
    change === null
      ? null
      : {
          entries: [
            { token: TOKEN, thumbprint: change.thumbprint ?? THUMBPRINT, expires: Date.now() + 3_600_000 },
          ],
        },
})

const certificateFor = (host: string, rev: number, document: CertificateDocument | null): Push => ({
  wire: WIRE,
  kind: 'certificate',
  host,
  epoch: 1,
  rev,
  document,
})

export function edgeContract(name: string, start: () => Promise<Bench>): void {
  describe(name, () => {
    let bench: Bench
    let hosts = 0
    const freshHost = (): string => `site${hosts++}.customer.test`
    const push = (document: Push, pop: Pop = bench.pop) => bench.edge.push(pop, document)
    const observe = (host: string) => bench.edge.observe(bench.pop, bench.pop.tls?.[0] ?? '', host)
    const stale = (rev: number, epoch = 1) => ({
      is: 'refused',
      refusal: { error: 'stale-revision', held: { epoch, rev } },
    })

    async function certificateOf(host: string, serial: string): Promise<CertificateDocument> {
      const { chain, keyPem } = await issueChain([host], { serial })
      const told = await bench.edge.self(bench.pop)
      if ('is' in told || told.sealKey === null) throw new Error('no key to seal to')
      const sealedKey = await seal(keyPem, host, told.sealKey)
      return { serial: serial.toUpperCase(), chain, sealedKey, tlsVersions: ['TLSv1.2', 'TLSv1.3'] }
    }

    beforeAll(async () => {
      bench = await start()
    })
    afterAll(() => bench.close())

    test('a push is held, and a receipt says what of, where and at which revision', async () => {
      const host = freshHost()
      const pushed = await push(tokensFor(host, 7))
      const { name: pop } = bench.pop
      expect(pushed).toMatchObject({
        is: 'held',
        receipt: { pop, host, kind: 'tokens', epoch: 1, rev: 7, wire: WIRE },
      })
      expect(await bench.answer(bench.pop, host, TOKEN)).toBe(`${TOKEN}.${THUMBPRINT}`)
    })

    test('the same push again is held again and changes nothing; another document under its revision is refused', async () => {
      const host = freshHost()
      const same = tokensFor(host, 7)
      await push(same)
      expect(await push(same)).toMatchObject({ is: 'held', receipt: { rev: 7 } })
      expect(await push(tokensFor(host, 7, null))).toMatchObject(stale(7))
      expect(await bench.answer(bench.pop, host, TOKEN)).not.toBeNull()
    })

    test('an older revision is refused with the newer one, whatever it would do', async () => {
      const host = freshHost()
      await push(tokensFor(host, 7))
      expect(await push(tokensFor(host, 6, null))).toMatchObject(stale(7))
      expect(await bench.answer(bench.pop, host, TOKEN)).not.toBeNull()
    })

    test('a later epoch outdoes every revision of an earlier one', async () => {
      const host = freshHost()
      await push(tokensFor(host, 7))
      expect(await push(tokensFor(host, 1, { epoch: 2 }))).toMatchObject({ is: 'held' })
      expect(await push(tokensFor(host, 8))).toMatchObject(stale(1, 2))
    })

    test('an empty document deletes, for good: what was late stays refused (SEC-8)', async () => {
      const host = freshHost()
      await push(tokensFor(host, 7))
      expect(await push(tokensFor(host, 9, null))).toMatchObject({ is: 'held', receipt: { rev: 9 } })
      expect(await bench.answer(bench.pop, host, TOKEN)).toBeNull()
      expect(await push(tokensFor(host, 8))).toMatchObject(stale(9))
      expect(await bench.answer(bench.pop, host, TOKEN)).toBeNull()
    })

    test('hosts, kinds and PoPs each count for themselves', async () => {
      const [host, other] = [freshHost(), freshHost()]
      await push(tokensFor(host, 7))
      expect(await push(tokensFor(other, 2))).toMatchObject({ is: 'held' })
      expect(await push(certificateFor(host, 2, null))).toMatchObject({ is: 'held' })
      expect(await push(tokensFor(host, 2), bench.plain)).toMatchObject({
        is: 'held',
        receipt: { pop: bench.plain.name },
      })
    })

    test('a token for a thumbprint that is not pinned is refused, and what was held stays', async () => {
      const host = freshHost()
      await push(tokensFor(host, 7))
      const foreign = tokensFor(host, 8, { thumbprint: 'f'.repeat(43) })
      expect(await push(foreign)).toMatchObject({ is: 'refused', refusal: { error: 'unpinned-thumbprint' } })
      expect(await bench.answer(bench.pop, host, TOKEN)).toBe(`${TOKEN}.${THUMBPRINT}`)
      expect(await push(tokensFor(host, 8))).toMatchObject({ is: 'held' })
    })

    test('a PoP says who it is, what it pins, and what to seal keys to', async () => {
      expect(await bench.edge.self(bench.pop)).toMatchObject({
        pop: bench.pop.name,
        wire: WIRE,
        thumbprints: [THUMBPRINT],
        sealKey: { kty: 'EC', crv: 'P-256' },
      })
      expect(await bench.edge.self(bench.plain)).toMatchObject({ pop: bench.plain.name, sealKey: null })
    })

    test('a PoP shows no certificate for a name it has none for', async () => {
      expect(await observe(freshHost())).toMatchObject({ is: 'none' })
    })

    test('a certificate is seen once it is held, its successor at once, and none when it is gone', async () => {
      const host = freshHost()
      expect(await push(certificateFor(host, 1, await certificateOf(host, '4a01')))).toMatchObject({
        is: 'held',
      })
      expect(await observe(host)).toEqual({ is: 'served', serial: '4A01', names: [host] })
      await push(certificateFor(host, 2, await certificateOf(host, '4a02')))
      expect(await observe(host)).toEqual({ is: 'served', serial: '4A02', names: [host] })
      await push(certificateFor(host, 3, null))
      expect(await observe(host)).toMatchObject({ is: 'none' })
    })

    test('a token is read back from a public listener once it is held, and not before', async () => {
      const host = freshHost()
      const [address = ''] = bench.pop.http
      const readBack = () => bench.edge.readBack(bench.pop, address, host, TOKEN)
      const missed = await readBack()
      expect(missed).toMatchObject({ is: 'answered' })
      expect(missed).not.toMatchObject({ status: 200 })
      await push(tokensFor(host, 1))
      expect(await readBack()).toEqual({ is: 'answered', status: 200, text: `${TOKEN}.${THUMBPRINT}` })
    })

    test('who asked for a token is told, of the token its hash only; of another host nothing', async () => {
      const [host, other] = [freshHost(), freshHost()]
      await push(tokensFor(host, 1))
      await push(tokensFor(other, 1))
      await bench.answer(bench.pop, host, TOKEN)
      let told = await bench.edge.hits(bench.pop, host)
      // A PoP notes them after its answer.
      while (told.is === 'told' && told.hits.length === 0) told = await bench.edge.hits(bench.pop, host)
      const tokenHash = await sha256Hex(utf8(TOKEN))
      expect(told).toMatchObject({ is: 'told', hits: [{ tokenHash, result: 'answered' }] })
      expect(await bench.edge.hits(bench.pop, other)).toEqual({ is: 'told', hits: [] })
    })

    test('a certificate is refused by a PoP that terminates no TLS', async () => {
      const host = freshHost()
      const document = await certificateOf(host, '4a03')
      expect(await push(certificateFor(host, 1, document), bench.plain)).toMatchObject({
        is: 'refused',
        refusal: { error: 'not-terminating' },
      })
    })

    test('a PoP that is away is unreachable, to every call', async () => {
      const host = freshHost()
      expect(await push(tokensFor(host, 1), bench.away)).toMatchObject({ is: 'unreachable' })
      expect(await bench.edge.self(bench.away)).toMatchObject({ is: 'unreachable' })
      const [address = ''] = bench.away.http
      expect(await bench.edge.readBack(bench.away, address, host, TOKEN)).toMatchObject({ is: 'unreachable' })
      expect(await bench.edge.hits(bench.away, host)).toMatchObject({ is: 'unreachable' })
      const seen = await bench.edge.observe(bench.away, bench.away.tls?.[0] ?? '', host)
      expect(seen).toMatchObject({ is: 'unreachable' })
    })
  })
}
