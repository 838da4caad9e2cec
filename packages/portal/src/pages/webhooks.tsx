import { Group, Stack, Text, TextInput } from '@mantine/core'
import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api, demand, pageOf, take, type Schemas } from '../api/client.ts'
import { Card } from '../parts/card.tsx'
import { Confirm } from '../parts/confirm.tsx'
import { Deliveries } from '../parts/deliveries.tsx'
import { useDraft } from '../parts/draft.ts'
import { FaultNote } from '../parts/fault-note.tsx'
import { ActButton, ActSwitch } from '../parts/guarded.tsx'
import { Empty, Loaded } from '../parts/loaded.tsx'
import { SecretNote } from '../parts/secret-note.tsx'

const LOG = 100

const webhooks = queryOptions({
  queryKey: ['webhooks'],
  queryFn: async () => pageOf(await take(api.GET('/cdn/webhooks', { params: { query: { limit: LOG } } }))),
})
const log = (id: string) =>
  queryOptions({
    queryKey: ['webhooks', id, 'deliveries'],
    queryFn: async () => {
      const params = { path: { webhook_id: id }, query: { limit: LOG } }
      return pageOf(await take(api.GET('/cdn/webhooks/{webhook_id}/deliveries', { params })))
    },
  })

/** Endpoints that are posted what mails say, signed, with the log of what they answered. */
export function Webhooks() {
  const query = useQuery(webhooks)
  const queries = useQueryClient()
  const [draft, setDraft] = useDraft('webhook')
  const url = draft ?? ''
  const adding = useMutation({
    mutationFn: () => take(api.POST('/cdn/webhooks', { body: { url } })),
    onSuccess: async () => {
      setDraft(null)
      await queries.invalidateQueries({ queryKey: ['webhooks'] })
    },
  })
  return (
    <Card title="Webhooks">
      <Stack>
        <Loaded query={query}>
          {({ results }) =>
            results.length === 0 ? (
              <Empty title="No webhooks yet">
                Each message is posted to them as JSON, signed (Standard Webhooks).
              </Empty>
            ) : (
              <Stack>
                {results.map((each) => (
                  <Endpoint key={each.id} webhook={each} />
                ))}
              </Stack>
            )
          }
        </Loaded>
        {adding.data && (
          <SecretNote title="Its signing secret, shown this once" secret={adding.data.secret} />
        )}
        <Group align="flex-end">
          <TextInput
            label="URL of an endpoint"
            placeholder="https://example.com/hooks"
            value={url}
            onChange={({ currentTarget }) => setDraft(currentTarget.value)}
            style={{ flex: '1 1 260px' }}
            maw={480}
          />
          <ActButton
            why={url === '' ? 'Give the URL of an endpoint first.' : null}
            loading={adding.isPending}
            onClick={() => adding.mutate()}
          >
            Add webhook
          </ActButton>
        </Group>
        <FaultNote error={adding.error} />
      </Stack>
    </Card>
  )
}

function Endpoint({ webhook }: { readonly webhook: Schemas['Webhook'] }) {
  const { id, url, active, fault } = webhook
  const [asking, setAsking] = useState(false)
  const queries = useQueryClient()
  const deliveries = useQuery(log(id)).data?.results ?? []
  const path = { webhook_id: id }
  const onSuccess = () => queries.invalidateQueries({ queryKey: ['webhooks'] })
  const switching = useMutation({
    mutationFn: (on: boolean) =>
      demand(api.PATCH('/cdn/webhooks/{webhook_id}', { params: { path }, body: { active: on } })),
    onSuccess,
  })
  const testing = useMutation({
    mutationFn: () => demand(api.POST('/cdn/webhooks/{webhook_id}/test', { params: { path } })),
    onSuccess,
  })
  const deleting = useMutation({
    mutationFn: () => demand(api.DELETE('/cdn/webhooks/{webhook_id}', { params: { path } })),
    onSuccess,
  })
  return (
    <div>
      <Group justify="space-between" gap="xs">
        <Text fw={600} size="sm" style={{ overflowWrap: 'anywhere' }}>
          {url}
        </Text>
        <Group gap="xs">
          <ActSwitch
            aria-label={`${url} is active`}
            checked={active}
            onChange={({ currentTarget }) => switching.mutate(currentTarget.checked)}
          />
          <ActButton
            size="compact-sm"
            variant="default"
            loading={testing.isPending}
            onClick={() => testing.mutate()}
          >
            Send a test
          </ActButton>
          <ActButton
            size="compact-sm"
            variant="default"
            aria-label={`Delete ${url}`}
            onClick={() => {
              deleting.reset()
              setAsking(true)
            }}
          >
            Delete
          </ActButton>
        </Group>
      </Group>
      {fault !== null && <Text size="sm">Switched off: {fault}</Text>}
      <FaultNote error={switching.error ?? testing.error} />
      {asking && (
        <Confirm
          title={`Delete the webhook ${url}?`}
          verb="Delete webhook"
          danger
          lines={[
            ['From now on', 'Nothing is posted to it any more. What waited to be posted is given up.'],
            ['Kept', 'What you were told stays listed below; the log of its deliveries goes with it.'],
            ['A way back', 'No. Add it again: it gets another signing secret. Or switch it off instead.'],
          ]}
          doing={deleting}
          onClose={() => setAsking(false)}
        />
      )}
      <Deliveries deliveries={deliveries} />
    </div>
  )
}
