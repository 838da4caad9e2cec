import { Group, Modal, Stack, Text, Title } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api, demand, type Schemas } from '../api/client.ts'
import { ownCertificates } from '../api/queries.ts'
import { Card } from '../parts/card.tsx'
import { Confirm } from '../parts/confirm.tsx'
import { ActButton } from '../parts/guarded.tsx'
import { Empty, Loaded } from '../parts/loaded.tsx'
import { Row as Line, Table } from '../parts/table.tsx'
import { Time } from '../parts/time.tsx'
import { CertificateForm } from './certificate-form.tsx'

/** The client's own certificates. Managed ones are shown on their resources only (P20). */
export function Certificates() {
  const query = useQuery(ownCertificates)
  return (
    <Stack gap="lg" mt="md">
      <Title order={1} size="h3">
        SSL certificates
      </Title>
      <Card title="Your own certificates">
        <Text size="sm" c="dimmed" mb="xs">
          Free Let’s Encrypt certificates are not listed here: each stands on its resource.
        </Text>
        <Loaded query={query}>
          {({ results }) =>
            results.length === 0 ? (
              <Empty title="No certificates of your own">
                Most sites need none: a free one is issued and renewed by itself. Upload one below if you have
                to use it.
              </Empty>
            ) : (
              <Table
                label="Your own certificates"
                heads={[
                  'Name',
                  'Hostnames',
                  'Issuer',
                  'Valid until',
                  'Used',
                  { unseen: 'Replace or delete' },
                ]}
              >
                {results.map((each) => (
                  <Row key={each.id} certificate={each} />
                ))}
              </Table>
            )
          }
        </Loaded>
      </Card>
      <Card title="Upload a certificate">
        <CertificateForm />
      </Card>
    </Stack>
  )
}

function Row({ certificate }: { readonly certificate: Schemas['SslData'] }) {
  const {
    id,
    name,
    cert_subject_alt: names,
    cert_issuer: issuer,
    validity_not_after: end,
    hasRelatedResources: used,
  } = certificate
  const [asking, setAsking] = useState<'replace' | 'delete' | null>(null)
  const queries = useQueryClient()
  const deleting = useMutation({
    mutationFn: () => demand(api.DELETE('/cdn/sslData/{id}', { params: { path: { id } } })),
    onSuccess: async () => {
      setAsking(null)
      await queries.invalidateQueries({ queryKey: ['sslData'] })
    },
  })
  return (
    <Line>
      {name}
      {names}
      {issuer}
      {end && <Time at={end} how="day" />}
      {used ? 'in use' : 'no'}
      <Group gap="xs">
        <ActButton
          size="compact-sm"
          variant="default"
          aria-label={`Replace ${name}`}
          onClick={() => setAsking('replace')}
        >
          Replace
        </ActButton>
        <ActButton
          size="compact-sm"
          variant="default"
          aria-label={`Delete ${name}`}
          why={used ? 'A resource uses it: let it use another one first.' : null}
          onClick={() => {
            deleting.reset()
            setAsking('delete')
          }}
        >
          Delete
        </ActButton>
        {asking === 'delete' && (
          <Confirm
            title={`Delete ${name}?`}
            verb="Delete certificate"
            danger
            lines={[
              ['Visitors', 'Nothing changes for them: no resource uses it.'],
              ['Revoked', 'Nothing is revoked at its authority.'],
              ['A way back', 'The certificate and its key are destroyed here. Upload it again.'],
            ]}
            doing={deleting}
            onClose={() => setAsking(null)}
          />
        )}
        <Modal
          opened={asking === 'replace'}
          onClose={() => setAsking(null)}
          title={`Replace ${name}`}
          size="lg"
        >
          <Stack>
            <Text size="sm">
              {used
                ? 'The resource that uses it serves the present certificate until the new one is seen serving. Nothing is revoked.'
                : 'No resource uses it: the certificate and its key are exchanged at once.'}
            </Text>
            <CertificateForm replacing={id} onDone={() => setAsking(null)} />
          </Stack>
        </Modal>
      </Group>
    </Line>
  )
}
