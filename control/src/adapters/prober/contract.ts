// What every prober promises. The real one runs it against a name server and web servers, the one in memory as it is.

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { CaaRecord } from '@wellknown/lifecycle'
import type { Prober } from './port.ts'

/** What a name holds; `bogus`: its signatures are wrong, in a resolver's words. */
export type Holding = {
  readonly a?: readonly string[]
  readonly aaaa?: readonly string[]
  readonly cname?: string
  readonly txt?: readonly string[]
  readonly ns?: readonly string[]
  readonly caa?: readonly CaaRecord[]
  readonly fails?: boolean
  readonly bogus?: string
}

export type Bench = {
  readonly prober: Prober
  /** The zone that names are put into. */
  readonly zone: string
  set(name: string, holding: Holding): void
  /** From now on `OURS` answers this body to the token, and `THEIRS` another page. */
  serve(token: string, body: string): void
  close(): Promise<void>
}

/** Addresses that a bench lets something answer at. */
export const OURS = '127.0.0.41'
export const THEIRS = '127.0.0.42'

export function proberContract(name: string, start: () => Promise<Bench>): void {
  describe(name, () => {
    let bench: Bench
    const at = (label: string): string => `${label}.${bench.zone}`
    beforeAll(async () => {
      bench = await start()
    })
    afterAll(() => bench.close())

    test('records of each type are found, and none where there are none', async () => {
      const { prober } = bench
      const caa = [
        { flags: 0, tag: 'issue', value: 'ca.example; accounturi=https://ca.example/1' },
        { flags: 128, tag: 'unheard', value: 'of' },
      ]
      const txt = ['client-7', 'x'.repeat(300)]
      const ns = ['ns-1.cdn.test', 'ns-2.cdn.test']
      bench.set(at('all'), { a: ['192.0.2.1', '192.0.2.2'], aaaa: ['2001:db8::1'], txt, caa, ns })
      const found = { is: 'found', cnames: [] }
      expect(await prober.query(at('all'), 'A')).toEqual({ ...found, records: ['192.0.2.1', '192.0.2.2'] })
      expect(await prober.query(at('all'), 'AAAA')).toEqual({ ...found, records: ['2001:db8::1'] })
      expect(await prober.query(at('all'), 'TXT')).toEqual({ ...found, records: txt })
      expect(await prober.query(at('all'), 'CAA')).toEqual({ ...found, records: caa })
      expect(await prober.query(at('all'), 'NS')).toEqual({ ...found, records: ns })
      expect(await prober.query(at('all'), 'DS')).toEqual({ ...found, records: [] })
      expect(await prober.query(at('all'), 'CNAME')).toEqual({ ...found, records: [] })
    })

    test('aliases are followed, and come in order (PRE-2)', async () => {
      const { prober } = bench
      const caa = [{ flags: 0, tag: 'issue', value: 'ca.example' }]
      bench.set(at('alias'), { cname: at('middle') })
      bench.set(at('middle'), { cname: at('target') })
      bench.set(at('target'), { a: ['192.0.2.9'], caa })
      const cnames = [at('middle'), at('target')]
      expect(await prober.query(at('alias'), 'A')).toEqual({ is: 'found', records: ['192.0.2.9'], cnames })
      expect(await prober.query(at('alias'), 'AAAA')).toEqual({ is: 'found', records: [], cnames })
      expect(await prober.query(at('alias'), 'CAA')).toEqual({ is: 'found', records: caa, cnames })
      expect(await prober.query(at('alias'), 'CNAME')).toEqual({
        is: 'found',
        records: [at('middle')],
        cnames: [],
      })
    })

    test('a name that does not exist is told from one without records, and from servers that fail', async () => {
      const { prober } = bench
      bench.set(at('empty'), { a: [] })
      bench.set(at('gone'), {})
      bench.set(at('broken'), { fails: true })
      expect(await prober.query(at('empty'), 'A')).toEqual({ is: 'found', records: [], cnames: [] })
      expect(await prober.query(at('gone'), 'A')).toEqual({ is: 'nxdomain', cnames: [] })
      expect(await prober.query(at('broken'), 'A')).toEqual({
        is: 'failure',
        rcode: 'SERVFAIL',
        detail: 'SERVFAIL',
        extended: [],
      })
    })

    test('wrong signatures fail with the resolver’s words, and can be passed over (PRE-19)', async () => {
      const { prober } = bench
      bench.set(at('bogus'), { a: ['192.0.2.5'], bogus: 'signature expired' })
      expect(await prober.query(at('bogus'), 'A')).toEqual({
        is: 'failure',
        rcode: 'SERVFAIL',
        detail: 'SERVFAIL, DNSSEC Bogus: signature expired',
        extended: [{ code: 6, text: 'DNSSEC Bogus: signature expired' }],
      })
      expect(await prober.query(at('bogus'), 'A', { checkingDisabled: true })).toMatchObject({
        is: 'found',
        records: ['192.0.2.5'],
      })
    })

    test('an address that answers our token exactly is ours, another is not', async () => {
      const { prober } = bench
      const token = 't'.repeat(43)
      const body = `${token}.${'p'.repeat(43)}`
      bench.serve(token, body)
      expect(await prober.ask(at('all'), OURS, token, body)).toMatchObject({ is: 'ours' })
      expect(await prober.ask(at('all'), THEIRS, token, body)).toMatchObject({ is: 'other' })
      bench.serve(token, 'something else')
      expect(await prober.ask(at('all'), OURS, token, body)).toMatchObject({ is: 'other' })
    })
  })
}
