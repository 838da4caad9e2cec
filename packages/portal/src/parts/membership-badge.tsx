import type { Schemas } from '../api/client.ts'
import { SIGNS } from '../words.ts'

type Membership = Schemas['Pop']['membership']

const WORDS = {
  in: ['good', 'In service'],
  'catching-up': ['busy', 'Catching up'],
  out: ['bad', 'Out of service'],
} as const satisfies Readonly<Record<Membership, readonly [tone: string, text: string]>>

/** Whether an edge counts, and why not. */
export function MembershipBadge({
  membership,
  drained = false,
}: {
  readonly membership: Membership
  readonly drained?: boolean
}) {
  const [tone, text] = drained ? (['held', 'Drained'] as const) : WORDS[membership]
  return (
    <span className="badge" data-tone={tone}>
      <span aria-hidden="true">{SIGNS[tone]}</span>
      <span>{text}</span>
    </span>
  )
}
