import { Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { diagnosis, sslData } from '../../api/queries.ts'
import type { Schemas } from '../../api/client.ts'
import { Card } from '../../parts/card.tsx'
import { useClock } from '../../parts/clock.ts'
import { Empty } from '../../parts/loaded.tsx'
import { Time } from '../../parts/time.tsx'
import { shareLeft } from '../../times.ts'
import type { Resource } from './perform.ts'

/** Below it, the bar turns red: the renewal is overdue. */
const LOW = 0.2

/** What is served: whose, for which names, and how much of its life is left. */
export function CertificateCard({ resource }: { readonly resource: Resource }) {
  const { data } = useQuery(sslData(resource.sslData))
  const advice = useQuery(diagnosis(resource.id)).data?.advice ?? null
  const told = data?.validity_not_after ? data : null
  return (
    <Card title="Certificate">
      {told ? (
        <Details told={told} advice={advice} />
      ) : (
        <Empty title="No certificate yet">
          Once it is issued, its issuer, names and validity stand here.
        </Empty>
      )}
    </Card>
  )
}

function Details({
  told,
  advice,
}: {
  readonly told: Schemas['SslData']
  readonly advice: Schemas['Diagnosis']['advice']
}) {
  const { validity_not_before: from, validity_not_after: to } = told
  const lines = [
    ['Issuer', told.cert_issuer ?? '–'],
    ['Names', told.cert_subject_alt ?? '–'],
  ] as const
  return (
    <Stack gap="sm">
      {from && to && <Life from={from} to={to} />}
      <table className="plain">
        <tbody>
          {lines.map(([term, text]) => (
            <tr key={term}>
              <th scope="row">{term}</th>
              <td style={{ overflowWrap: 'anywhere' }}>{text}</td>
            </tr>
          ))}
          {from && to && (
            <tr>
              <th scope="row">Valid</th>
              <td>
                <Time at={from} /> to <Time at={to} />
              </td>
            </tr>
          )}
          {advice && (
            <tr>
              <th scope="row">Renewal advised</th>
              <td>
                <Time at={advice.start} /> to <Time at={advice.end} />, by the certificate authority
              </td>
            </tr>
          )}
        </tbody>
      </table>
    </Stack>
  )
}

function Life({ from, to }: { readonly from: string; readonly to: string }) {
  const left = shareLeft(from, to, useClock(false))
  const percent = Math.round(left * 100)
  return (
    <div>
      <div
        className="life"
        data-low={left < LOW}
        role="img"
        aria-label={`${percent} percent of its life is left`}
      >
        <div style={{ width: `${percent}%` }} />
      </div>
      <Text size="xs" c="dimmed" mt={4} component="div">
        {percent} % of its life is left; it ends <Time at={to} how="distance" />
      </Text>
    </div>
  )
}
