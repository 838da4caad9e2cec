// What of an origin group edges do not apply, where a resource or one of its rules is served from it.

import type { OriginGroup } from '../store/records.ts'
import { findLacking, OWN_HOST, THIS_VERSION, type NotApplied, type PopAbilities } from './applied.ts'

/** The next source is asked after these, and no others. */
const NEXT_AFTER = ['error', 'timeout']

/** `rule`: the rule that names the group; null: the resource does. */
export function findNotAppliedOfGroup(
  { path, useNext, proxyNextUpstream, sources }: OriginGroup,
  rule: number | null,
  pops: readonly PopAbilities[],
): readonly NotApplied[] {
  const nowhere = (option: string, reason: string): NotApplied => ({ option, rule, pops: null, reason })
  const asked = sources.filter(({ enabled }) => enabled)
  const several = asked.length > 1
  const others = proxyNextUpstream.filter((each) => !NEXT_AFTER.includes(each))
  const missing = NEXT_AFTER.filter((each) => !proxyNextUpstream.includes(each))
  return [
    ...(rule === null
      ? []
      : findLacking('originGroup', rule, pops, ({ options }) =>
          options.includes('sources') ? null : THIS_VERSION,
        )),
    ...(path === '' || path === '/'
      ? []
      : [
          nowhere(
            'path',
            'The path of an origin group is kept, and changes nothing: origins are asked for the visitor’s path.',
          ),
        ]),
    ...(several && !useNext
      ? [nowhere('use_next', 'The next source is asked all the same where one gives no answer.')]
      : []),
    ...(several && useNext && others.length + missing.length > 0
      ? [
          nowhere(
            'proxy_next_upstream',
            'The next source is asked where one cannot be reached or does not answer in time (error, timeout), and for no other cause.',
          ),
        ]
      : []),
    ...(asked.some(({ hostHeaderOverride }) => hostHeaderOverride)
      ? findLacking('host_header_override', rule, pops, ({ anyHost }) => (anyHost ? null : OWN_HOST))
      : []),
  ]
}
