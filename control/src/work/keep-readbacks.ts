import type { NameFacts } from '@wellknown/lifecycle'
import type { World } from '../world.ts'

/** Keeps what the public path gave for a token of ours, address by address, in place of the last time. */
export async function keepReadbacks(
  { store, now }: Pick<World, 'store' | 'now'>,
  facts: readonly NameFacts[],
): Promise<void> {
  const at = now()
  for (const { name, probes } of facts) {
    const seen = probes.map(({ address, is }) => ({ address, result: is, at }))
    await store.saveReadbacks(name, seen)
  }
}
