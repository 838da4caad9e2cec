// A PoP to which one document comes late: held on its way until it is released.

import type { World } from '@wellknown/control/world.ts'

export type LatePop = {
  readonly between: (edge: World['edge']) => World['edge']
  /** Holds the second tokens document for `host` (the first is the probe's). Resolves once it is on hold. */
  hold(host: string): Promise<void>
  release(): void
}

export function createLatePop(pop: string): LatePop {
  let wanted: { host: string; seen: number; onHold: () => void; gate: PromiseWithResolvers<void> } | null =
    null
  return {
    between: (edge) => ({
      ...edge,
      async push(to, push) {
        if (
          wanted &&
          to.name === pop &&
          push.kind === 'tokens' &&
          push.host === wanted.host &&
          ++wanted.seen > 1
        ) {
          wanted.onHold()
          await wanted.gate.promise
        }
        return edge.push(to, push)
      },
    }),
    hold(host) {
      const { promise, resolve } = Promise.withResolvers<void>()
      wanted = { host, seen: 0, onHold: resolve, gate: Promise.withResolvers<void>() }
      return promise
    },
    release() {
      wanted?.gate.resolve()
      wanted = null
    },
  }
}
