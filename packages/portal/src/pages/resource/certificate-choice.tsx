import { Anchor, Button, Group, NativeSelect, Text } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Link } from 'wouter'
import { actions, ownCertificates } from '../../api/queries.ts'
import { FaultNote } from '../../parts/fault-note.tsx'
import { ActionDialog } from './action-dialog.tsx'
import { perform, type Resource } from './perform.ts'

/** Which certificate it is, and how to choose an own one. While a managed one is in place there is nothing to choose (P20). */
export function CertificateChoice({ resource }: { readonly resource: Resource }) {
  const { certificate, sslData, sslEnabled, ssl_automated: automated } = resource
  if (sslEnabled && automated) {
    return <Text size="sm">Free Let’s Encrypt certificate, issued and renewed by us</Text>
  }
  if (certificate.kind === 'own' && sslData !== null) return <OwnInPlace resource={resource} />
  return <OwnSelector resource={resource} />
}

function OwnInPlace({ resource }: { readonly resource: Resource }) {
  const [asking, setAsking] = useState(false)
  return (
    <Group gap="sm">
      <Text size="sm">
        Your own certificate, from{' '}
        <Anchor component={Link} href="/certificates">
          SSL certificates
        </Anchor>
      </Text>
      <Button size="compact-sm" variant="default" onClick={() => setAsking(true)}>
        Detach
      </Button>
      {asking && (
        <ActionDialog
          action="detach"
          name="Detach certificate"
          resource={resource}
          onClose={() => setAsking(false)}
          onDone={() => setAsking(false)}
        />
      )}
    </Group>
  )
}

function OwnSelector({ resource }: { readonly resource: Resource }) {
  const list = useQuery(ownCertificates).data?.results ?? []
  const told = useQuery(actions(resource.id)).data?.find(({ action }) => action === 'own')
  const [chosen, setChosen] = useState('')
  const queries = useQueryClient()
  const using = useMutation({
    mutationFn: () => perform('own', resource, { own: Number(chosen) }),
    onSuccess: () => queries.invalidateQueries(),
  })
  if (list.length === 0)
    return <Text size="sm">Get a free Let’s Encrypt certificate: it is issued and renewed by us</Text>
  return (
    <div>
      <Group gap="xs" align="flex-end">
        <NativeSelect
          label="Or use a certificate of your own"
          value={chosen}
          onChange={({ currentTarget }) => setChosen(currentTarget.value)}
          data={[
            { value: '', label: 'Choose…' },
            ...list.map(({ id, name }) => ({ value: String(id), label: name })),
          ]}
        />
        <Button
          variant="default"
          data-action="own"
          disabled={chosen === '' && told?.accepted === true}
          {...(told?.accepted === false && { 'data-disabled': true, 'aria-disabled': true })}
          loading={using.isPending}
          onClick={() => told?.accepted && using.mutate()}
        >
          Use it
        </Button>
      </Group>
      {told?.accepted === false && (
        <Text size="xs" c="dimmed">
          {told.why_not}
        </Text>
      )}
      <FaultNote error={using.error} />
    </div>
  )
}
