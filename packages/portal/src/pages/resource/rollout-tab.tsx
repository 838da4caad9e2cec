import { Stack, Text } from '@mantine/core'
import { queryOptions, useQuery } from '@tanstack/react-query'
import { api, take, type Schemas } from '../../api/client.ts'
import { Card } from '../../parts/card.tsx'
import { Empty, Loaded } from '../../parts/loaded.tsx'
import { MembershipBadge } from '../../parts/membership-badge.tsx'
import { Row, Table } from '../../parts/table.tsx'
import { Time } from '../../parts/time.tsx'
import type { Resource } from './perform.ts'

const LOOK_EVERY_MS = 5000

const rollout = (id: number) =>
  queryOptions({
    queryKey: ['resource', id, 'rollout'],
    queryFn: () => take(api.GET('/cdn/resources/{id}/ssl/le/rollout', { params: { path: { id } } })),
    refetchInterval: LOOK_EVERY_MS,
  })

type Pop = Schemas['Rollout'][number]

/** What each edge holds and was seen serving. */
export function RolloutTab({ resource }: { readonly resource: Resource }) {
  const query = useQuery(rollout(resource.id))
  return (
    <Loaded query={query}>
      {(pops) =>
        pops.length === 0 ? (
          <Empty title="There are no edges" />
        ) : (
          <Stack>
            {pops.map((pop) => (
              <PopCard key={pop.pop} pop={pop} />
            ))}
          </Stack>
        )
      }
    </Loaded>
  )
}

function PopCard({ pop }: { readonly pop: Pop }) {
  return (
    <Card
      title={pop.pop}
      beside={<MembershipBadge membership={pop.membership} drained={pop.drained !== null} />}
    >
      <Text size="sm" c="dimmed" mb="xs" component="div">
        {pop.terminates_tls ? 'Terminates TLS' : 'Answers plain HTTP only'}
        {pop.last_seen && (
          <>
            ; last seen <Time at={pop.last_seen} how="distance" />
          </>
        )}
        {pop.skew !== null &&
          `; its clock is ${Math.abs(pop.skew)} ms ${pop.skew < 0 ? 'behind' : 'ahead of'} ours`}
      </Text>
      <Table label={`What ${pop.pop} holds`} heads={['Hostname', 'Documents', 'Seen serving']}>
        {pop.hosts.map(({ host, documents, serial }) => (
          <Row key={host}>
            {host}
            {documents.length === 0 ? '–' : documents.map(tellDocument).join(', ')}
            {serial ?? (pop.terminates_tls ? 'nothing yet' : '–')}
          </Row>
        ))}
      </Table>
    </Card>
  )
}

function tellDocument({ kind, wanted, held }: Pop['hosts'][number]['documents'][number]): string {
  if (held === wanted) return `${kind} ✓`
  return held === null ? `${kind}: not there yet` : `${kind}: an older one`
}
