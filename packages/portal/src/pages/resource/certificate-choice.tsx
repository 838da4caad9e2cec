import { Anchor, Group, NativeSelect, Stack, Text } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Link } from 'wouter'
import { actions, ownCertificates } from '../../api/queries.ts'
import { FaultNote } from '../../parts/fault-note.tsx'
import { ActButton } from '../../parts/guarded.tsx'
import { ActionDialog } from './action-dialog.tsx'
import { perform, type Resource } from './perform.ts'

const CHOOSE = { value: '', label: 'Choose…' }
/** In the place of an id: there is none yet. */
const MANAGED = { value: 'managed', label: 'A free Let’s Encrypt certificate' }

/** Which certificate it is, and how to choose an own one. While a managed one is in place there is nothing to choose (P20). */
export function CertificateChoice({ resource }: { readonly resource: Resource }) {
  const { certificate, sslData, sslEnabled, ssl_automated: automated } = resource
  if (sslEnabled && automated) {
    return <Text size="sm">Free Let’s Encrypt certificate, issued and renewed by us</Text>
  }
  if (certificate.kind === 'own' && sslData !== null) return <OwnInPlace resource={resource} />
  return <OwnSelector resource={resource} label="Or use a certificate of your own" />
}

/** One of the customer's own: what it is replaced by serves from the moment that it is seen, and this one until then (P19). */
function OwnInPlace({ resource }: { readonly resource: Resource }) {
  const [asking, setAsking] = useState(false)
  const list = useQuery(ownCertificates).data?.results ?? []
  const name = list.find(({ id }) => id === resource.sslData)?.name
  return (
    <Stack gap="xs">
      <Group gap="sm">
        <Text size="sm">
          Your own certificate{name !== undefined && ` “${name}”`}, from{' '}
          <Anchor component={Link} href="/certificates">
            SSL certificates
          </Anchor>
        </Text>
        <ActButton size="compact-sm" variant="default" onClick={() => setAsking(true)}>
          Detach
        </ActButton>
      </Group>
      {resource.sslEnabled && <OwnSelector resource={resource} label="Replace it by" />}
      {asking && (
        <ActionDialog
          action="detach"
          name="Detach certificate"
          resource={resource}
          onClose={() => setAsking(false)}
          onDone={() => setAsking(false)}
        />
      )}
    </Stack>
  )
}

/** Another certificate than the one that is in place; a free one only where an own one is, for elsewhere that is what the switch
 *  gets. */
function OwnSelector({ resource, label }: { readonly resource: Resource; readonly label: string }) {
  const { sslData, certificate, sslEnabled } = resource
  const replacing = sslEnabled && certificate.kind === 'own'
  const list = (useQuery(ownCertificates).data?.results ?? []).filter(({ id }) => id !== sslData)
  const told = useQuery(actions(resource.id)).data?.find(({ action }) => action === 'own')
  const [chosen, setChosen] = useState('')
  const queries = useQueryClient()
  const using = useMutation({
    mutationFn: () =>
      chosen === MANAGED.value
        ? perform('replace', resource)
        : perform('own', resource, { own: Number(chosen) }),
    onSuccess: async () => {
      setChosen('')
      await queries.invalidateQueries()
    },
  })
  if (list.length === 0 && !replacing)
    return <Text size="sm">Get a free Let’s Encrypt certificate: it is issued and renewed by us</Text>
  const own = list.map(({ id, name }) => ({ value: String(id), label: name }))
  return (
    <div>
      <Group gap="xs" align="flex-end">
        <NativeSelect
          label={label}
          value={chosen}
          onChange={({ currentTarget }) => setChosen(currentTarget.value)}
          data={[CHOOSE, ...own, ...(replacing ? [MANAGED] : [])]}
        />
        <ActButton
          variant="default"
          data-action="own"
          why={told?.why_not ?? (chosen === '' ? 'Choose a certificate first.' : null)}
          loading={using.isPending}
          onClick={() => using.mutate()}
        >
          {replacing ? 'Replace' : 'Use it'}
        </ActButton>
      </Group>
      {replacing && (
        <Text size="xs" c="dimmed" mt={3}>
          The present one serves until the other is seen serving; nothing is revoked.
        </Text>
      )}
      <FaultNote error={using.error} />
    </div>
  )
}
