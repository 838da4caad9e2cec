import { Button, Group, NativeSelect, Stack, Text, TextInput, Title } from '@mantine/core'
import { keepPreviousData, queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import { api, demand, pageOf, take, type Schemas } from '../api/client.ts'
import { asFault, faultOf } from '../api/fault.ts'
import { useOnce } from '../api/once.ts'
import { ownToken } from '../api/queries.ts'
import { Card } from '../parts/card.tsx'
import { Confirm } from '../parts/confirm.tsx'
import { useDrafts } from '../parts/draft.ts'
import { FaultNote } from '../parts/fault-note.tsx'
import { Empty, Loaded } from '../parts/loaded.tsx'
import { PAGE, Pages } from '../parts/pages.tsx'
import { SecretNote } from '../parts/secret-note.tsx'
import { Row as Line, Table } from '../parts/table.tsx'
import { Time } from '../parts/time.tsx'

type Token = Schemas['ApiToken']
type Role = Token['role']

const ROLES: Readonly<Record<Role, string>> = {
  read: 'It only reads.',
  write: 'It changes resources, certificates and what is told of them.',
  admin: 'It makes and revokes tokens as well.',
  operator: 'It does everything, for all clients.',
}
// The cast: these are the keys of that record.
const NAMES = Object.keys(ROLES) as Role[]

const HOUR = 60 * 60_000
const DAY = 24 * HOUR
const LIVES = [
  { value: '30', label: '30 days' },
  { value: '90', label: '90 days' },
  { value: '365', label: 'A year' },
  { value: '', label: 'It does not end' },
]
const USUAL_LIFE = '90'

const tokens = (page: number) =>
  queryOptions({
    queryKey: ['tokens', page],
    queryFn: async () => {
      const query = { ordering: '-created' as const, limit: PAGE, offset: (page - 1) * PAGE }
      return pageOf(await take(api.GET('/cdn/clients/me/tokens', { params: { query } })))
    },
    placeholderData: keepPreviousData,
  })

/** The client's API tokens: what each may do, until when, and when it was used last. */
export function Tokens() {
  const own = useQuery(ownToken)
  return (
    <Stack gap="lg" mt="md">
      <Title order={1} size="h3">
        API tokens
      </Title>
      <Loaded query={own}>
        {(token) =>
          token.role === 'admin' || token.role === 'operator' ? (
            <>
              <List own={token} />
              <NewToken own={token} />
            </>
          ) : (
            <Card title="Tokens">
              <Empty title="Your token may not see them">
                You are signed in with a token of the role {token.role}. Tokens are made and revoked with one
                of the role admin.
              </Empty>
            </Card>
          )
        }
      </Loaded>
    </Stack>
  )
}

function List({ own }: { readonly own: Token }) {
  const [page, setPage] = useState(1)
  const query = useQuery(tokens(page))
  return (
    <Card title="Tokens">
      <Loaded query={query}>
        {({ count, results }) => (
          <>
            <Table label="Tokens" heads={['Name', 'Role', 'Last used', 'Ends', 'Made', { unseen: 'Revoke' }]}>
              {results.map((each) => (
                <Row key={each.id} token={each} own={own} />
              ))}
            </Table>
            <Pages count={count} page={page} onPage={setPage} what={['token', 'tokens']} />
          </>
        )}
      </Loaded>
    </Card>
  )
}

function Row({ token, own }: { readonly token: Token; readonly own: Token }) {
  const { id, name, role, last_used: used, expires, created } = token
  return (
    <Line>
      <>
        {name}
        {id === own.id && (
          <Text size="xs" c="dimmed">
            the one you are signed in with
          </Text>
        )}
      </>
      {role}
      {used ? <Time at={used} how="distance" /> : 'never'}
      {expires ? (
        <>
          {Date.parse(expires) < Date.now() ? 'ended ' : ''}
          <Time at={expires} how="distance" />
        </>
      ) : (
        'never'
      )}
      <Time at={created} how="day" />
      <Revoke token={token} self={id === own.id} />
    </Line>
  )
}

function Revoke({ token: { id, name }, self }: { readonly token: Token; readonly self: boolean }) {
  const [asking, setAsking] = useState(false)
  const queries = useQueryClient()
  const revoking = useMutation({
    mutationFn: () =>
      demand(api.DELETE('/cdn/clients/me/tokens/{token_id}', { params: { path: { token_id: id } } })),
    onSuccess: async () => {
      setAsking(false)
      await queries.invalidateQueries({ queryKey: ['tokens'] })
    },
  })
  return (
    <>
      <Button
        size="compact-sm"
        variant="default"
        aria-label={`Revoke ${name}`}
        onClick={() => {
          revoking.reset()
          setAsking(true)
        }}
      >
        Revoke
      </Button>
      {asking && (
        <Confirm
          title={`Revoke the token ${name}?`}
          verb="Revoke token"
          danger
          lines={[
            ['Whoever uses it', 'Every call with it is refused from now on; its streams of events end.'],
            ['Kept', 'What was done with it stays in the audit log, under its name.'],
            ['A way back', 'No. Make a new one.'],
            ...(self
              ? ([['You', 'You are signed in with it, and have to sign in with another.']] as const)
              : []),
          ]}
          doing={revoking}
          onClose={() => setAsking(false)}
        />
      )}
    </>
  )
}

/** So many days from now, by the hour: what is sent again is the same. */
const endOf = (days: number): string =>
  new Date(Math.ceil(Date.now() / HOUR) * HOUR + days * DAY).toISOString()

function NewToken({ own }: { readonly own: Token }) {
  const { values, type, forget } = useDrafts('token', { name: '', role: 'write', life: USUAL_LIFE })
  const { name, life } = values
  const role = NAMES.find((each) => each === values.role) ?? 'read'
  const queries = useQueryClient()
  const once = useOnce()
  const making = useMutation({
    onSettled: (_, error) => once.settle(error),
    mutationFn: () => {
      const expires = life === '' ? null : endOf(Number(life))
      const body = { name, role, expires }
      return take(api.POST('/cdn/clients/me/tokens', { body, headers: once.headersFor(body) }))
    },
    onSuccess: async () => {
      forget()
      await queries.invalidateQueries({ queryKey: ['tokens'] })
    },
  })
  const fault = making.error && asFault(making.error)
  const told = ['name', 'role', 'expires']
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    making.mutate()
  }
  return (
    <Card title="A new token">
      <form onSubmit={submit}>
        <Stack maw={560}>
          <TextInput
            label="Name"
            description="What uses it, so that you know later which to revoke"
            placeholder="deploy script"
            value={name}
            onChange={({ currentTarget }) => type({ name: currentTarget.value })}
            error={faultOf(fault, 'name')}
            required
          />
          <NativeSelect
            label="Role"
            description={ROLES[role]}
            data={NAMES.filter((each) => each !== 'operator' || own.role === 'operator')}
            value={role}
            onChange={({ currentTarget }) => type({ role: currentTarget.value })}
            error={faultOf(fault, 'role')}
          />
          <NativeSelect
            label="Ends after"
            data={LIVES}
            value={life}
            onChange={({ currentTarget }) => type({ life: currentTarget.value })}
            error={faultOf(fault, 'expires')}
          />
          {fault && !Object.keys(fault.fields).some((field) => told.includes(field)) && (
            <FaultNote error={fault} />
          )}
          <Group>
            <Button type="submit" loading={making.isPending}>
              Create token
            </Button>
          </Group>
          {making.data && (
            <SecretNote title={`The token ${making.data.name}, shown this once`} secret={making.data.token} />
          )}
        </Stack>
      </form>
    </Card>
  )
}
