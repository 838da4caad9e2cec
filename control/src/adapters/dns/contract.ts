// What every DNS host promises, held by what the public sees.

import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { DnsHost } from './port.ts'

export type Bench = {
  readonly host: DnsHost
  /** The same records as another control plane, or this one after a restart, sees them. */
  readonly other: DnsHost
  /** The TXT values at `_acme-challenge.<name>`, from outside. */
  values(name: string): Promise<readonly string[]>
  close(): Promise<void>
}

/** As a challenge's: base64url of a SHA-256. */
const freshValue = (): string => randomBytes(32).toString('base64url')

export function dnsContract(title: string, start: () => Promise<Bench>): void {
  describe(title, () => {
    let bench: Bench
    let count = 0
    const freshName = (): string => `host-${++count}.customer.example`
    beforeAll(async () => {
      bench = await start()
    })
    afterAll(() => bench.close())

    test('a value that was put is seen, once, however often it was put', async () => {
      const { host } = bench
      const [name, value] = [freshName(), freshValue()]
      await host.present(name, value)
      await host.present(name, value)
      expect(await bench.values(name)).toEqual([value])
      await host.withdraw(name, value)
    })

    test('two orders of one name have both their values there, and both are gone after (ACME-45)', async () => {
      const { host } = bench
      const [name, one, two] = [freshName(), freshValue(), freshValue()]
      await host.present(name, one)
      await host.present(name, two)
      expect((await bench.values(name)).toSorted()).toEqual([one, two].toSorted())
      await host.withdraw(name, one)
      expect(await bench.values(name)).toEqual([two])
      await host.withdraw(name, two)
      expect(await bench.values(name)).toEqual([])
    })

    test('what was never there, or is gone already, is withdrawn without an error', async () => {
      const { host } = bench
      const [name, value] = [freshName(), freshValue()]
      await host.withdraw(name, value)
      await host.present(name, value)
      await host.withdraw(name, value)
      await host.withdraw(name, value)
      expect(await bench.values(name)).toEqual([])
    })

    test('another name keeps its values', async () => {
      const { host } = bench
      const [name, value] = [freshName(), freshValue()]
      await host.present(name, value)
      await host.withdraw(freshName(), value)
      expect(await bench.values(name)).toEqual([value])
      await host.withdraw(name, value)
    })

    test('two control planes put and take their values at once, and none is lost or left', async () => {
      const name = freshName()
      const [ours, theirs] = [
        [freshValue(), freshValue(), freshValue()],
        [freshValue(), freshValue(), freshValue()],
      ]
      const each = (work: (host: DnsHost, value: string) => Promise<void>): Promise<unknown> =>
        Promise.all([
          ...ours.map((value) => work(bench.host, value)),
          ...theirs.map((value) => work(bench.other, value)),
        ])
      await each((host, value) => host.present(name, value))
      expect((await bench.values(name)).toSorted()).toEqual([...ours, ...theirs].toSorted())
      await each((host, value) => host.withdraw(name, value))
      expect(await bench.values(name)).toEqual([])
    })

    test('each hostname has an alias of its own, always the same, if there are any', () => {
      const { host, other } = bench
      const [one, two] = [freshName(), freshName()]
      expect(host.aliasOf(one)).toBe(other.aliasOf(one))
      if (host.aliasOf(one) !== null) expect(host.aliasOf(one)).not.toBe(host.aliasOf(two))
    })
  })
}
