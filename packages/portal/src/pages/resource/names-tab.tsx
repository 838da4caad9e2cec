import { Alert, Button, Group, Modal, Stack, Text, Textarea } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api, demand } from '../../api/client.ts'
import { asFault, faultOf } from '../../api/fault.ts'
import { Card } from '../../parts/card.tsx'
import { useDraft } from '../../parts/draft.ts'
import { FaultNote } from '../../parts/fault-note.tsx'
import { ActButton, ActSwitch } from '../../parts/guarded.tsx'
import { readNames } from './names.ts'
import { isOn, OptionSwitch } from './option-switch.tsx'
import { change, type Resource } from './perform.ts'
import { RecordsCard } from './records-card.tsx'

const DNS01 = 'use_dns01_le_challenge'

/** The hostnames and whether the resource is served at all; below, what to set in DNS. */
export function NamesTab({ resource }: { readonly resource: Resource }) {
  return (
    <Stack gap="lg">
      <NamesCard resource={resource} />
      <RecordsCard
        names={[resource.cname, ...resource.secondaryHostnames]}
        before={{ on: isOn(resource, DNS01), how: <ProofByDns resource={resource} /> }}
      />
      <ServingCard resource={resource} />
    </Stack>
  )
}

/** P4. Refused until the records are there; the refusal names those that are missing. */
const ProofByDns = ({ resource }: { readonly resource: Resource }) => (
  <OptionSwitch
    resource={resource}
    option={DNS01}
    label="Prove the hostnames by DNS"
    description="The authority asks for a record of ours in place of a file (DNS-01). Renewals go the same way for as long as it is on."
  />
)

function NamesCard({ resource }: { readonly resource: Resource }) {
  const { id, cname, secondaryHostnames: names } = resource
  // Null: as it is kept. What was typed stays, whatever happens to the resource meanwhile.
  const [typed, setTyped] = useDraft(`names-${id}`)
  const text = typed ?? names.join('\n')
  const [warning, setWarning] = useState<string | null>(null)
  const queries = useQueryClient()
  const body = { secondaryHostnames: readNames(text) }
  const saving = useMutation({
    mutationFn: () => change(resource, body),
    onSuccess: async () => {
      await queries.invalidateQueries()
      setTyped(null)
    },
    onSettled: () => setWarning(null),
  })
  // P17: what it means for the certificate is told before it is done.
  const asking = useMutation({
    mutationFn: async () => {
      const params = { path: { id }, query: { dry_run: 'true' } }
      const { response } = await demand(api.PATCH('/cdn/resources/{id}', { params, body }))
      return response.headers.get('x-wellknown-warning')
    },
    onSuccess: (told) => (told === null ? saving.mutate() : setWarning(told)),
  })
  const error = saving.error ?? asking.error
  const fault = error && asFault(error)
  const unchanged = readNames(text).join() === names.join()
  return (
    <Card title="Hostnames">
      <Stack>
        <Text size="sm">
          <b>{cname}</b> is the resource’s own name and cannot be changed.
        </Text>
        <Textarea
          label="Secondary hostnames"
          description="One a line, up to ten. The certificate covers them all."
          autosize
          minRows={3}
          value={text}
          onChange={({ currentTarget }) => setTyped(currentTarget.value)}
          error={faultOf(fault, 'secondaryHostnames')}
          spellCheck={false}
        />
        {fault && !fault.fields['secondaryHostnames'] && <FaultNote error={fault} />}
        <Group>
          <ActButton
            why={unchanged ? 'Nothing has been changed yet.' : null}
            loading={asking.isPending || saving.isPending}
            onClick={() => asking.mutate()}
          >
            Save hostnames
          </ActButton>
          {!unchanged && (
            <Button variant="subtle" onClick={() => setTyped(null)}>
              Back to what is kept
            </Button>
          )}
        </Group>
      </Stack>
      <Modal opened={warning !== null} onClose={() => setWarning(null)} title="Change the hostnames?">
        <Stack>
          <Alert color="yellow" variant="light" title="The certificate is reissued">
            {warning}
          </Alert>
          <Group justify="flex-end">
            <Button variant="default" onClick={() => setWarning(null)}>
              Leave them as they are
            </Button>
            <Button loading={saving.isPending} onClick={() => saving.mutate()}>
              Change the hostnames
            </Button>
          </Group>
        </Stack>
      </Modal>
    </Card>
  )
}

function ServingCard({ resource }: { readonly resource: Resource }) {
  const queries = useQueryClient()
  const switching = useMutation({
    mutationFn: (active: boolean) => change(resource, { active }),
    onSuccess: () => queries.invalidateQueries(),
  })
  return (
    <Card title="Serving">
      <Stack>
        <ActSwitch
          label="The resource is active"
          description="An inactive one is not served and orders no certificate. It can be deleted."
          checked={resource.active}
          onChange={({ currentTarget }) => switching.mutate(currentTarget.checked)}
        />
        <Text size="sm" c="dimmed">
          Origin: {resource.originGroup_name}, over {resource.originProtocol}
        </Text>
        <FaultNote error={switching.error} />
      </Stack>
    </Card>
  )
}
