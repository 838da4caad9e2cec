import { Stack } from '@mantine/core'
import type { Resource } from './perform.ts'
import { PastCertificates } from './past-certificates.tsx'
import { PastRuns } from './past-runs.tsx'

/** What was before: the certificates, and how each series of attempts went. */
export function HistoryTab({ resource: { id } }: { readonly resource: Resource }) {
  return (
    <Stack gap="lg">
      <PastCertificates resource={id} />
      <PastRuns resource={id} />
    </Stack>
  )
}
