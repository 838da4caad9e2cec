import { Button, Group, Stack, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Card } from '../../parts/card.tsx'
import { Empty, Loaded } from '../../parts/loaded.tsx'
import { Pages } from '../../parts/pages.tsx'
import { resources, type ResourcesWish } from './queries.ts'
import { ResourceTable } from './resource-table.tsx'
import { ClientField } from './client-field.tsx'

type State = NonNullable<ResourcesWish['state']>
type Chosen = { readonly state: State; readonly cause: string | null } | null

const STATES: Readonly<Record<State, string>> = {
  off: 'Off',
  checking: 'Being looked at',
  blocked: 'Pre-validation failed',
  issuing: 'At the authority',
  waiting: 'Waiting',
  deploying: 'On their way to the edges',
  active: 'Active',
  failed: 'Failed',
  deleting: 'Being deleted',
}
// The cast: these are the keys of that record.
const NAMES = Object.keys(STATES) as State[]
const PAUSE_MS = 200

/** All clients by state and cause, and one by its name. */
export function TenantsLeaf() {
  const [chosen, setChosen] = useState<Chosen>(null)
  const [page, setPage] = useState(1)
  const [text, setText] = useState('')
  const [client, setClient] = useState('')
  const [search] = useDebouncedValue(text.trim(), PAUSE_MS)
  const whose = /^[1-9]\d{0,14}$/.test(client.trim()) ? Number(client) : null
  const wish: ResourcesWish = {
    ...(chosen && { state: chosen.state }),
    ...(chosen?.cause && { cause: chosen.cause }),
    ...(search !== '' && { search }),
    ...(whose !== null && { client: whose }),
  }
  const query = useQuery(resources(wish, page))
  return (
    <Card title="Certificates of all clients">
      <Stack>
        <Group gap="sm">
          <TextInput
            label="Search"
            placeholder="Part of a hostname"
            value={text}
            onChange={({ currentTarget }) => {
              setText(currentTarget.value)
              setPage(1)
            }}
            style={{ flex: '1 1 200px' }}
            maw={360}
          />
          <ClientField
            text={client}
            onType={(typed) => {
              setClient(typed)
              setPage(1)
            }}
          />
        </Group>
        <Loaded query={query}>
          {({ counts, count, results }) => (
            <Stack>
              <Group gap="xs" role="group" aria-label="By state and cause">
                {counts.map(({ state, cause, count: many }) => {
                  const is = chosen?.state === state && chosen.cause === cause
                  const named = NAMES.find((each) => each === state)
                  return (
                    <Button
                      key={`${state} ${cause}`}
                      size="compact-sm"
                      variant={is ? 'filled' : 'default'}
                      aria-pressed={is}
                      onClick={() => {
                        setChosen(is || !named ? null : { state: named, cause })
                        setPage(1)
                      }}
                    >
                      {named ? STATES[named] : state}
                      {cause !== null && `, ${cause}`}: {many}
                    </Button>
                  )
                })}
              </Group>
              {results.length === 0 ? (
                <Empty title="No resource is like that" />
              ) : (
                <>
                  <ResourceTable label="Certificates of all clients" rows={results} />
                  <Pages count={count} page={page} onPage={setPage} what={['resource', 'resources']} />
                </>
              )}
            </Stack>
          )}
        </Loaded>
      </Stack>
    </Card>
  )
}
