import { Button, Group, Stack, Text, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import { useLocation } from 'wouter'
import { api, take } from '../../api/client.ts'
import { viewAs } from '../../api/session.ts'
import { Card } from '../../parts/card.tsx'
import { FaultNote } from '../../parts/fault-note.tsx'
import { ClientName } from '../../parts/client-name.tsx'
import { Empty, Loaded } from '../../parts/loaded.tsx'
import { Pages } from '../../parts/pages.tsx'
import { SecretNote } from '../../parts/secret-note.tsx'
import { Row, Table } from '../../parts/table.tsx'
import { Time } from '../../parts/time.tsx'
import { clients } from './queries.ts'

const PAUSE_MS = 200

/** All clients, each to be seen as they see themselves, and a new one. */
export function ClientsLeaf() {
  const [text, setText] = useState('')
  const [page, setPage] = useState(1)
  const [search] = useDebouncedValue(text.trim(), PAUSE_MS)
  const query = useQuery(clients(search, page))
  return (
    <Stack gap="lg">
      <Card title="Clients">
        <Stack>
          <Text size="sm" c="dimmed">
            To view as a client shows the portal as they see it. Nothing can be changed by it, and they can
            read in their audit log that you looked.
          </Text>
          <TextInput
            label="Search"
            placeholder="Part of a name or a target"
            maw={360}
            value={text}
            onChange={({ currentTarget }) => {
              setText(currentTarget.value)
              setPage(1)
            }}
          />
          <Loaded query={query}>
            {({ count, results }) =>
              count === 0 ? (
                <Empty title="No client is like that" />
              ) : (
                <div>
                  <Table label="Clients" heads={['Client', 'Target', 'Since', { unseen: 'View' }]}>
                    {results.map(({ id, name, cname, created }) => (
                      <Row key={id}>
                        <ClientName id={id} name={name} />
                        {cname}
                        <Time at={created} how="day" />
                        <View client={id} name={name} />
                      </Row>
                    ))}
                  </Table>
                  <Pages count={count} page={page} onPage={setPage} what={['client', 'clients']} />
                </div>
              )
            }
          </Loaded>
        </Stack>
      </Card>
      <NewClient />
    </Stack>
  )
}

function View({ client, name }: { readonly client: number; readonly name: string }) {
  const [, go] = useLocation()
  return (
    <Button
      size="compact-sm"
      variant="default"
      onClick={() => {
        viewAs(client)
        go('/resources')
      }}
    >
      {`View as ${name}`}
    </Button>
  )
}

function NewClient() {
  const [name, setName] = useState('')
  const queries = useQueryClient()
  const making = useMutation({
    mutationFn: () => take(api.POST('/operator/clients', { body: { name } })),
    onSuccess: async () => {
      setName('')
      await queries.invalidateQueries({ queryKey: ['operator', 'clients'] })
    },
  })
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    making.mutate()
  }
  return (
    <Card title="A new client">
      <form onSubmit={submit}>
        <Stack>
          <Group align="flex-end">
            <TextInput
              label="Name"
              value={name}
              onChange={({ currentTarget }) => setName(currentTarget.value)}
              style={{ flex: '1 1 220px' }}
              maw={360}
              required
            />
            <Button type="submit" loading={making.isPending}>
              Create client
            </Button>
          </Group>
          <FaultNote error={making.error} />
          {making.data && (
            <SecretNote
              title={`Client ${making.data.client.id}: its first token, shown this once`}
              secret={making.data.token.token}
            />
          )}
        </Stack>
      </form>
    </Card>
  )
}
