import { ActionsCard } from './actions-card.tsx'
import { CertificateCard } from './certificate-card.tsx'
import { DiagnosisCard } from './diagnosis-card.tsx'
import type { Resource } from './perform.ts'
import { SslCard } from './ssl-card.tsx'

/** All about the certificate: how it stands and what to do, why, and what is served. */
export function CertificateTab({ resource }: { readonly resource: Resource }) {
  return (
    <div className="grid">
      <SslCard resource={resource} />
      <div className="beside">
        <ActionsCard resource={resource} />
      </div>
      <DiagnosisCard resource={resource} />
      <CertificateCard resource={resource} />
    </div>
  )
}
