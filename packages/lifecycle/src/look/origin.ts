// The origin need not be up for a certificate (P10): it is told, unless the operator demands it.

import type { Expected, OriginFact } from './facts.ts'
import { finding, type Finding } from './finding.ts'

/** Is one of the sources there? What we could not or may not ask counts as there. */
export function judgeOrigin(
  sources: readonly OriginFact[],
  { requireOrigin }: Pick<Expected, 'requireOrigin'>,
): readonly Finding[] {
  const down = sources.flatMap((each) =>
    each.is === 'unreachable' ? [`${each.source}: ${each.detail}`] : [],
  )
  if (down.length === 0 || down.length < sources.length) return []
  const detail = `${down.join('; ')}.`
  return requireOrigin
    ? [finding('fail', 'origin-required', null, detail)]
    : [finding('note', 'origin-down', null, detail)]
}
