import type { Resource } from '../api/client.ts'
import { SIGNS } from '../words.ts'

/** Whether the resource is served at all; nothing where it is as it should be, unless that is to be said as well. */
export function ServingBadge({
  resource: { active, suspended, status },
  always = false,
}: {
  readonly resource: Pick<Resource, 'active' | 'suspended' | 'status'>
  readonly always?: boolean
}) {
  const [tone, text] = wordsFor(active, suspended, status)
  if (tone === 'good' && !always) return null
  return (
    <span className="badge" data-tone={tone}>
      <span aria-hidden="true">{SIGNS[tone]}</span>
      <span>{text}</span>
    </span>
  )
}

function wordsFor(active: boolean, suspended: boolean, status: Resource['status']) {
  if (suspended) return ['bad', 'Suspended'] as const
  if (!active) return ['none', 'Not active'] as const
  return status === 'processed' ? (['busy', 'Being set up'] as const) : (['good', 'Active'] as const)
}
