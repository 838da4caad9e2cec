import { Stack } from '@mantine/core'
import { ActionsCard } from './actions-card.tsx'
import { CertificateCard } from './certificate-card.tsx'
import { DiagnosisCard } from './diagnosis-card.tsx'
import type { Resource } from './perform.ts'
import { SslCard } from './ssl-card.tsx'

/** All about the certificate: how it stands and what to do, why, and what is served. */
export function CertificateTab({ resource }: { readonly resource: Resource }) {
  return (
    <div className="grid">
      <Stack gap="lg">
        <SslCard resource={resource} />
        <DiagnosisCard resource={resource} />
        <CertificateCard resource={resource} />
      </Stack>
      <ActionsCard resource={resource} />
    </div>
  )
}
