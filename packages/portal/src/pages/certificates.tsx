import { Button, Group, Modal, Stack, Text, Textarea, TextInput, Title } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import { api, demand, type Schemas } from '../api/client.ts'
import { asFault, faultOf } from '../api/fault.ts'
import { ownCertificates } from '../api/queries.ts'
import { Card } from '../parts/card.tsx'
import { FaultNote } from '../parts/fault-note.tsx'
import { Empty, Loaded } from '../parts/loaded.tsx'
import { Row as Line, Table } from '../parts/table.tsx'
import { Time } from '../parts/time.tsx'

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
                heads={['Name', 'Hostnames', 'Issuer', 'Valid until', 'Used', { unseen: 'Delete' }]}
              >
                {results.map((each) => (
                  <Row key={each.id} certificate={each} />
                ))}
              </Table>
            )
          }
        </Loaded>
      </Card>
      <Upload />
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
  const [asking, setAsking] = useState(false)
  const queries = useQueryClient()
  const deleting = useMutation({
    mutationFn: () => demand(api.DELETE('/cdn/sslData/{id}', { params: { path: { id } } })),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['sslData'] }),
    onSettled: () => setAsking(false),
  })
  return (
    <Line>
      {name}
      {names}
      {issuer}
      {end && <Time at={end} how="day" />}
      {used ? 'in use' : 'no'}
      <>
        <Button size="compact-sm" variant="default" disabled={used} onClick={() => setAsking(true)}>
          Delete
        </Button>
        {used && (
          <Text size="xs" c="dimmed">
            A resource uses it.
          </Text>
        )}
        <FaultNote error={deleting.error} />
        <Modal opened={asking} onClose={() => setAsking(false)} title={`Delete ${name}?`}>
          <Stack>
            <Text size="sm">
              The certificate and its key are destroyed here; nothing is revoked at its authority. There is no
              way back but to upload it again.
            </Text>
            <Group justify="flex-end">
              <Button variant="default" onClick={() => setAsking(false)}>
                Keep it
              </Button>
              <Button color="red" loading={deleting.isPending} onClick={() => deleting.mutate()}>
                Delete certificate
              </Button>
            </Group>
          </Stack>
        </Modal>
      </>
    </Line>
  )
}

function Upload() {
  const [name, setName] = useState('')
  const [chain, setChain] = useState('')
  const [key, setKey] = useState('')
  const queries = useQueryClient()
  const uploading = useMutation({
    mutationFn: () =>
      demand(api.POST('/cdn/sslData', { body: { name, sslCertificate: chain, sslPrivateKey: key } })),
    onSuccess: async () => {
      setName('')
      setChain('')
      setKey('')
      await queries.invalidateQueries({ queryKey: ['sslData'] })
    },
  })
  const fault = uploading.error && asFault(uploading.error)
  const told = ['name', 'sslCertificate', 'sslPrivateKey']
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    uploading.mutate()
  }
  return (
    <Card title="Upload a certificate">
      <form onSubmit={submit}>
        <Stack maw={680}>
          <TextInput
            label="Name"
            value={name}
            onChange={({ currentTarget }) => setName(currentTarget.value)}
            error={faultOf(fault, 'name')}
            required
          />
          <Textarea
            label="Certificate"
            description="PEM: the certificate first, then its chain"
            autosize
            minRows={4}
            maxRows={12}
            value={chain}
            onChange={({ currentTarget }) => setChain(currentTarget.value)}
            error={faultOf(fault, 'sslCertificate')}
            spellCheck={false}
            required
          />
          <Textarea
            label="Private key"
            autosize
            minRows={4}
            maxRows={12}
            spellCheck={false}
            description="PEM. It is kept sealed, is shown to nobody, and leaves us only to the edges, sealed again"
            value={key}
            onChange={({ currentTarget }) => setKey(currentTarget.value)}
            error={faultOf(fault, 'sslPrivateKey')}
            autoComplete="off"
            required
          />
          {fault && !Object.keys(fault.fields).some((field) => told.includes(field)) && (
            <FaultNote error={fault} />
          )}
          <Group>
            <Button type="submit" loading={uploading.isPending}>
              Upload certificate
            </Button>
          </Group>
        </Stack>
      </form>
    </Card>
  )
}
