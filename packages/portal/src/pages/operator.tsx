import { Button, Group, NativeSelect, Stack, Text, TextInput, Title } from '@mantine/core'
import { keepPreviousData, queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api, demand, pageOf, take } from '../api/client.ts'
import { Card } from '../parts/card.tsx'
import { FaultNote } from '../parts/fault-note.tsx'
import { Empty, Loaded } from '../parts/loaded.tsx'
import { StatusBadge } from '../parts/status-badge.tsx'
import { Row, Table } from '../parts/table.tsx'
import { Time } from '../parts/time.tsx'

const LOOK_EVERY_MS = 10_000
const PAGE = 50

type Chosen = { readonly state: string; readonly cause: string | null } | null

const resources = (chosen: Chosen) =>
  queryOptions({
    queryKey: ['operator', 'resources', chosen],
    queryFn: () => {
      const query = {
        limit: PAGE,
        ...(chosen && { state: chosen.state as 'failed' }),
        ...(chosen?.cause && { cause: chosen.cause }),
      }
      return take(api.GET('/operator/resources', { params: { query } }))
    },
    placeholderData: keepPreviousData,
    refetchInterval: LOOK_EVERY_MS,
  })
const pops = queryOptions({
  queryKey: ['operator', 'pops'],
  queryFn: async () =>
    pageOf(await take(api.GET('/operator/pops', { params: { query: { limit: 1000 } } }))).results,
  refetchInterval: LOOK_EVERY_MS,
})
const holds = queryOptions({
  queryKey: ['operator', 'holds'],
  queryFn: async () =>
    pageOf(await take(api.GET('/operator/holds', { params: { query: { limit: 1000 } } }))).results,
})

/** What an operator looks at first: all clients by state and cause, the edges, what is held. */
export function Operator() {
  return (
    <Stack gap="lg" mt="md">
      <Title order={1} size="h3">
        Operator
      </Title>
      <Tenants />
      <Pops />
      <Holds />
    </Stack>
  )
}

function Tenants() {
  const [chosen, setChosen] = useState<Chosen>(null)
  const query = useQuery(resources(chosen))
  return (
    <Card title="Certificates of all clients">
      <Loaded query={query}>
        {({ counts, count, results }) => (
          <Stack>
            <Group gap="xs" role="group" aria-label="By state and cause">
              {counts.map(({ state, cause, count: many }) => {
                const is = chosen?.state === state && chosen.cause === cause
                return (
                  <Button
                    key={`${state} ${cause}`}
                    size="compact-sm"
                    variant={is ? 'filled' : 'default'}
                    aria-pressed={is}
                    onClick={() => setChosen(is ? null : { state, cause })}
                  >
                    {state}
                    {cause !== null && `, ${cause}`}: {many}
                  </Button>
                )
              })}
            </Group>
            {results.length === 0 ? (
              <Empty title="No resource is like that" />
            ) : (
              <Table
                label="Certificates of all clients"
                heads={['Hostname', 'Client', 'Certificate', 'Evidence', 'Next', 'Valid until']}
              >
                {results.map((each) => (
                  <Row key={each.id}>
                    {each.cname}
                    {each.client}
                    <StatusBadge label={each.label} />
                    {each.evidence ?? '–'}
                    <>
                      {each.next.who}
                      {each.next.at && (
                        <>
                          , <Time at={each.next.at} how="distance" />
                        </>
                      )}
                    </>
                    {each.valid_until ? <Time at={each.valid_until} how="distance" /> : '–'}
                  </Row>
                ))}
              </Table>
            )}
            {count > results.length && (
              <Text size="sm" c="dimmed">
                The first {results.length} of {count}.
              </Text>
            )}
          </Stack>
        )}
      </Loaded>
    </Card>
  )
}

function Pops() {
  const query = useQuery(pops)
  return (
    <Card title="Edges">
      <Loaded query={query}>
        {(found) => (
          <Table
            label="Edges"
            heads={['Edge', 'Membership', 'Last seen', 'Clock', 'Documents behind', 'Fault']}
          >
            {found.map((each) => (
              <Row key={each.name}>
                {each.name}
                {each.drained ? `${each.membership}, drained` : each.membership}
                {each.last_seen ? <Time at={each.last_seen} how="distance" /> : 'never'}
                {each.skew_milliseconds === null ? '–' : `${each.skew_milliseconds} ms`}
                {each.behind}
                {each.fault ?? '–'}
              </Row>
            ))}
          </Table>
        )}
      </Loaded>
    </Card>
  )
}

const SCOPES = ['all', 'client', 'name', 'ca'] as const
type Scope = (typeof SCOPES)[number]

function Holds() {
  const query = useQuery(holds)
  const queries = useQueryClient()
  const [scope, setScope] = useState<Scope>('all')
  const [subject, setSubject] = useState('')
  const [reason, setReason] = useState('')
  const onSuccess = () => queries.invalidateQueries({ queryKey: ['operator'] })
  const of = (which: Scope, what: string) => ({ scope: which, ...(which !== 'all' && { subject: what }) })
  const holding = useMutation({
    mutationFn: () => demand(api.POST('/operator/hold', { body: { ...of(scope, subject), reason } })),
    onSuccess,
  })
  const resuming = useMutation({
    mutationFn: (held: { readonly scope: Scope; readonly subject: string }) =>
      demand(api.POST('/operator/resume', { body: of(held.scope, held.subject) })),
    onSuccess,
  })
  return (
    <Card title="Hold and resume">
      <Stack>
        <Text size="sm" c="dimmed">
          A hold orders nothing new. Orders at the authority go to their end; serving, deploying and revoking
          go on.
        </Text>
        <Loaded query={query}>
          {(found) =>
            found.length === 0 ? (
              <Text size="sm">Nothing is held.</Text>
            ) : (
              <Table
                label="What is held"
                heads={['Held', 'Reason, as customers read it', 'By', 'Since', { unseen: 'Resume' }]}
              >
                {found.map((each) => (
                  <Row key={`${each.scope} ${each.subject}`}>
                    {`${each.scope} ${each.subject}`}
                    {each.reason}
                    {each.by}
                    <Time at={each.since} how="distance" />
                    <Button
                      size="compact-sm"
                      loading={resuming.isPending}
                      onClick={() => resuming.mutate(each)}
                    >
                      Resume
                    </Button>
                  </Row>
                ))}
              </Table>
            )
          }
        </Loaded>
        <Group align="flex-end">
          <NativeSelect
            label="Hold"
            data={[...SCOPES]}
            value={scope}
            onChange={({ currentTarget: { value } }) =>
              setScope(SCOPES.find((each) => each === value) ?? 'all')
            }
          />
          {scope !== 'all' && (
            <TextInput
              label="Which"
              value={subject}
              onChange={({ currentTarget }) => setSubject(currentTarget.value)}
            />
          )}
          <TextInput
            label="Reason, shown to customers"
            value={reason}
            onChange={({ currentTarget }) => setReason(currentTarget.value)}
            style={{ flex: '1 1 240px' }}
          />
          <Button disabled={reason === ''} loading={holding.isPending} onClick={() => holding.mutate()}>
            Hold
          </Button>
        </Group>
        <FaultNote error={holding.error ?? resuming.error} />
      </Stack>
    </Card>
  )
}
