import { Anchor, Checkbox, Group, SimpleGrid, Stack, Text, Textarea, Title } from '@mantine/core'
import { keepPreviousData, queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Link } from 'wouter'
import { api, demand, pageOf, take, type Schemas } from '../api/client.ts'
import { asFault } from '../api/fault.ts'
import { Card } from '../parts/card.tsx'
import { Deliveries } from '../parts/deliveries.tsx'
import { useDraft, useDrafts } from '../parts/draft.ts'
import { FaultNote } from '../parts/fault-note.tsx'
import { ActButton } from '../parts/guarded.tsx'
import { Empty, Loaded } from '../parts/loaded.tsx'
import { PAGE, Pages } from '../parts/pages.tsx'
import { Time } from '../parts/time.tsx'
import { Webhooks } from './webhooks.tsx'

const TYPES: Readonly<Record<string, string>> = {
  'certificate.issue_failed': 'A certificate could not be issued',
  'certificate.renewal_failed': 'A renewal has failed',
  'certificate.pre_validation_failed': 'Pre-validation has failed for an hour',
  'certificate.expiring': 'A certificate will run out',
  'certificate.expired': 'A certificate has run out',
  'certificate.left': 'A name does not lead here any more',
  'certificate.recovered': 'All is well again',
  'resource.suspended': 'Our operators have suspended a site',
  'resource.resumed': 'A site is no longer suspended',
  'webhook.disabled': 'A webhook was switched off',
}

const settings = queryOptions({
  queryKey: ['notifications', 'settings'],
  queryFn: () => take(api.GET('/cdn/notifications/settings')),
})
const notices = (page: number) =>
  queryOptions({
    queryKey: ['notifications', 'notices', page],
    queryFn: async () => {
      const query = { limit: PAGE, offset: (page - 1) * PAGE }
      return pageOf(await take(api.GET('/cdn/notifications', { params: { query } })))
    },
    placeholderData: keepPreviousData,
  })

/** Who is told of what, and what was told. */
export function Notifications() {
  const known = useQuery(settings)
  const [page, setPage] = useState(1)
  const told = useQuery(notices(page))
  return (
    <Stack gap="lg" mt="md">
      <Title order={1} size="h3">
        Notifications
      </Title>
      <Card title="Mail">
        <Loaded query={known}>{(found) => <Settings found={found} />}</Loaded>
      </Card>
      <Webhooks />
      <Card title="What you were told">
        <Loaded query={told}>
          {({ count, results }) =>
            count === 0 ? (
              <Empty title="Nothing yet">
                You are told once when something goes wrong, and once when all is well again.
              </Empty>
            ) : (
              <Stack>
                {results.map((notice) => (
                  <Notice key={notice.id} notice={notice} />
                ))}
                <Pages count={count} page={page} onPage={setPage} what={['message', 'messages']} />
              </Stack>
            )
          }
        </Loaded>
      </Card>
    </Stack>
  )
}

function Settings({ found }: { readonly found: Schemas['NotificationSettings'] }) {
  // Null: as it is kept. What was typed stays, whatever is read meanwhile.
  const [typed, setTyped] = useDraft('recipients')
  const { values, type, forget } = useDrafts<Readonly<Record<string, string>>>('told-of', {})
  const text = typed ?? found.recipients.map(({ address }) => address).join('\n')
  const events = Object.fromEntries(
    Object.entries(found.events).map(([name, on]) => [name, (values[name] ?? String(on)) === 'true']),
  )
  const queries = useQueryClient()
  const saving = useMutation({
    mutationFn: () => {
      const recipients = text.split(/[\s,;]+/).filter((address) => address !== '')
      return demand(api.PATCH('/cdn/notifications/settings', { body: { recipients, events } }))
    },
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['notifications'] })
      setTyped(null)
      forget()
    },
  })
  const fault = saving.error && asFault(saving.error)
  return (
    <Stack>
      {!found.mail_server && (
        <Text size="sm">There is no mail server here: what would be mailed is kept below to be read.</Text>
      )}
      <Textarea
        label="Recipients"
        description="Mail addresses, one a line"
        autosize
        minRows={2}
        maw={480}
        value={text}
        onChange={({ currentTarget }) => setTyped(currentTarget.value)}
        spellCheck={false}
      />
      {found.recipients
        .filter(({ fault: refused }) => refused !== null)
        .map(({ address, fault: refused }) => (
          <Text key={address} size="sm">
            The mail server refused {address}: {refused}
          </Text>
        ))}
      <Checkbox.Group label="Tell of" value={Object.keys(events).filter((event) => events[event])}>
        <SimpleGrid cols={{ base: 1, sm: 3 }} spacing="xs" mt="xs">
          {Object.entries(events).map(([event, on]) => (
            <Checkbox
              key={event}
              value={event}
              label={TYPES[event] ?? event}
              checked={on}
              onChange={({ currentTarget }) => type({ [event]: String(currentTarget.checked) })}
            />
          ))}
        </SimpleGrid>
      </Checkbox.Group>
      <FaultNote error={fault} />
      <Group>
        <ActButton loading={saving.isPending} onClick={() => saving.mutate()}>
          Save
        </ActButton>
        {saving.isSuccess && (
          <Text size="sm" role="status">
            Saved.
          </Text>
        )}
      </Group>
    </Stack>
  )
}

function Notice({ notice }: { readonly notice: Schemas['Notice'] }) {
  return (
    <article>
      <Group gap="sm" align="baseline">
        <Text fw={600} size="sm">
          {notice.subject}
        </Text>
        <Text size="xs" c="dimmed" component="span">
          <Time at={notice.at} />
        </Text>
        {notice.resource !== null && (
          <Anchor component={Link} size="sm" href={`/resources/${notice.resource}`}>
            Resource
          </Anchor>
        )}
      </Group>
      <Text size="sm" style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
        {notice.text}
      </Text>
      <Deliveries deliveries={notice.deliveries} />
    </article>
  )
}
