import { Button, Checkbox, Group, Stack, Text } from '@mantine/core'
import { queryOptions, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api, take, type Schemas } from '../../api/client.ts'
import { tell } from '../../chronicle.ts'
import { Card } from '../../parts/card.tsx'
import { Empty, Loaded } from '../../parts/loaded.tsx'
import { Time } from '../../parts/time.tsx'
import { Hits } from './hits.tsx'
import type { Resource } from './perform.ts'

/** As the API gives at a time. */
const PAGE = 1000
const SHOWN = 60
/** Steps of an attempt and calls are for whoever looks closely. */
const FINE = ['step', 'called', 'due', 'advised', 'told']

const timeline = (id: number) =>
  queryOptions({
    queryKey: ['resource', id, 'timeline'],
    queryFn: async () => {
      const entries: Schemas['Timeline'] = []
      for (;;) {
        const after = entries.at(-1)?.id ?? 0
        const params = { path: { id }, query: { after } }
        const page = await take(api.GET('/cdn/resources/{id}/ssl/le/timeline', { params }))
        entries.push(...page)
        if (page.length < PAGE) return entries
      }
    },
  })

/** Everything that happened, newest first. */
export function TimelineTab({ resource }: { readonly resource: Resource }) {
  const [fine, setFine] = useState(false)
  const query = useQuery(timeline(resource.id))
  return (
    <Card
      title="Timeline"
      beside={
        <Checkbox
          label="Every step"
          checked={fine}
          onChange={({ currentTarget }) => setFine(currentTarget.checked)}
        />
      }
    >
      <Loaded query={query}>
        {(entries) => (
          <Entries entries={entries.filter(({ event }) => fine || !FINE.includes(event)).toReversed()} />
        )}
      </Loaded>
    </Card>
  )
}

function Entries({ entries }: { readonly entries: Schemas['Timeline'] }) {
  const [shown, setShown] = useState(SHOWN)
  if (entries.length === 0) return <Empty title="Nothing has happened yet" />
  return (
    <Stack>
      <ol className="timeline">
        {entries.slice(0, shown).map(({ id, at, event, detail, hits }) => {
          const told = tell(event, detail)
          return (
            <li key={id} data-tone={told.tone}>
              <Group gap="sm" align="baseline">
                <Text fw={600} size="sm">
                  {told.title}
                </Text>
                <Text size="xs" c="dimmed" component="span">
                  <Time at={at} />
                </Text>
              </Group>
              {told.detail !== null && (
                <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
                  {told.detail}
                </Text>
              )}
              {hits && <Hits hits={hits} />}
            </li>
          )
        })}
      </ol>
      {entries.length > shown && (
        <Button variant="default" onClick={() => setShown(shown + SHOWN)}>
          Earlier ({entries.length - shown})
        </Button>
      )}
    </Stack>
  )
}
