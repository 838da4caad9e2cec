import { Group, Stack, Text } from '@mantine/core'
import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api, pageOf, take, type Schemas } from '../../api/client.ts'
import { Card } from '../../parts/card.tsx'
import { Empty, Loaded } from '../../parts/loaded.tsx'
import { PAGE, Pages } from '../../parts/pages.tsx'
import { Time } from '../../parts/time.tsx'

type Run = Schemas['IssueRun']
type Outcome = Run['outcomes'][number]

const runs = (id: number, page: number) =>
  queryOptions({
    queryKey: ['resource', id, 'runs', page],
    queryFn: async () => {
      const params = { path: { id }, query: { limit: PAGE, offset: (page - 1) * PAGE } }
      return pageOf(await take(api.GET('/cdn/resources/{id}/ssl/le/runs', { params })))
    },
    placeholderData: keepPreviousData,
  })

/** Each series of attempts at the certificate authority, newest first, attempt by attempt. */
export function PastRuns({ resource }: { readonly resource: number }) {
  const [page, setPage] = useState(1)
  const query = useQuery(runs(resource, page))
  return (
    <Card title="Attempts">
      <Loaded query={query}>
        {({ count, results }) =>
          count === 0 ? (
            <Empty title="The authority was not asked yet">
              What it says to each attempt is kept here, in its own words.
            </Empty>
          ) : (
            <Stack gap="xs">
              <ol className="timeline">
                {results.map((run) => (
                  <Series key={run.id} run={run} />
                ))}
              </ol>
              <Pages count={count} page={page} onPage={setPage} what={['series', 'series']} />
            </Stack>
          )
        }
      </Loaded>
    </Card>
  )
}

function Series({ run }: { readonly run: Run }) {
  const { started, finished, attempts_count: attempts, next_attempt: next, outcomes } = run
  const last = outcomes.at(-1)
  const tone = finished === null ? 'plain' : last?.status === 'DONE' ? 'good' : 'bad'
  return (
    <li data-tone={last?.status === 'CANCELLED' ? 'plain' : tone}>
      <Group gap="sm" align="baseline">
        <Text fw={600} size="sm">
          {finished === null ? 'Under way' : last ? told(last) : 'Over'}
          {attempts > 0 && `, ${attempts === 1 ? 'one attempt' : `${attempts} attempts`}`}
        </Text>
        <Text size="xs" c="dimmed" component="span">
          <Time at={started} />
          {finished && (
            <>
              {' '}
              to <Time at={finished} />
            </>
          )}
        </Text>
      </Group>
      {outcomes
        .filter(({ details }) => details !== '')
        .map((outcome) => (
          <Text key={outcome.at} size="sm" component="div" mt={2}>
            <Time at={outcome.at} />: {outcome.details}
            {outcome.retry_after && (
              <>
                {' '}
                A limit: again <Time at={outcome.retry_after} how="distance" />, and no attempt is spent.
              </>
            )}
          </Text>
        ))}
      {next && (
        <Text size="sm" component="div" mt={2}>
          The next attempt starts <Time at={next} how="distance" />.
        </Text>
      )}
    </li>
  )
}

const told = ({ status }: Outcome): string =>
  status === 'DONE' ? 'Issued and live' : status === 'FAILED' ? 'Failed' : 'Cancelled'
