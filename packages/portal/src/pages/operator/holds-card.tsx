import { Button, Group, NativeSelect, Stack, Text, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import { api, demand } from '../../api/client.ts'
import { asFault, faultOf } from '../../api/fault.ts'
import { Card } from '../../parts/card.tsx'
import { Confirm } from '../../parts/confirm.tsx'
import { FaultNote } from '../../parts/fault-note.tsx'
import { Loaded } from '../../parts/loaded.tsx'
import { Row, Table } from '../../parts/table.tsx'
import { Time } from '../../parts/time.tsx'
import { authority, holds } from './queries.ts'

const SCOPES = [
  { value: 'all', label: 'Everything' },
  { value: 'client', label: 'A client' },
  { value: 'name', label: 'A hostname' },
  { value: 'ca', label: 'This authority' },
] as const
type Scope = (typeof SCOPES)[number]['value']

type Held = { readonly scope: Scope; readonly subject: string; readonly client_name: string | null }

const LINES = [
  ['Visitors', 'Nothing changes: serving, deploying and revoking go on.'],
  ['Orders', 'Nothing new is ordered for what is held. Orders at the authority go to their end.'],
  ['Customers', 'They read “Held” with your reason, and no attempt of theirs is spent.'],
  ['A way back', 'Yes: resume, and what was held starts by and by, one first.'],
] as const

/** What operators hold back, and how to go on. */
export function HoldsCard() {
  const query = useQuery(holds)
  const queries = useQueryClient()
  const resuming = useMutation({
    mutationFn: ({ scope, subject }: { readonly scope: Scope; readonly subject: string }) =>
      demand(api.POST('/operator/resume', { body: { scope, ...(scope !== 'all' && { subject }) } })),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['operator'] }),
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
                    {tellHeld(each)}
                    {each.reason}
                    {each.by}
                    <Time at={each.since} how="distance" />
                    <Button
                      size="compact-sm"
                      loading={resuming.isPending && resuming.variables === each}
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
        <FaultNote error={resuming.error} />
        <NewHold />
      </Stack>
    </Card>
  )
}

const tellHeld = ({ scope, subject, client_name: name }: Held): string =>
  scope === 'all' ? 'Everything' : `${scope} ${name === null ? subject : `${name} (${subject})`}`

function NewHold() {
  const directory = useQuery(authority).data?.directory ?? ''
  const queries = useQueryClient()
  const [scope, setScope] = useState<Scope>('all')
  const [text, setText] = useState('')
  const [reason, setReason] = useState('')
  const [asking, setAsking] = useState(false)
  const subject = scope === 'ca' ? directory : text.trim()
  const holding = useMutation({
    mutationFn: () =>
      demand(api.POST('/operator/hold', { body: { scope, reason, ...(scope !== 'all' && { subject }) } })),
    onSuccess: async () => {
      setAsking(false)
      setReason('')
      setText('')
      await queries.invalidateQueries({ queryKey: ['operator'] })
    },
  })
  const fault = holding.error && asFault(holding.error)
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    holding.reset()
    setAsking(true)
  }
  return (
    <form onSubmit={submit}>
      <Group align="flex-end">
        <NativeSelect
          label="Hold"
          data={[...SCOPES]}
          value={scope}
          onChange={({ currentTarget: { value } }) =>
            setScope(SCOPES.find((each) => each.value === value)?.value ?? 'all')
          }
        />
        {(scope === 'client' || scope === 'name') && (
          <TextInput
            label={scope === 'client' ? 'The client’s id' : 'The hostname'}
            value={text}
            onChange={({ currentTarget }) => setText(currentTarget.value)}
            error={faultOf(fault, 'subject')}
            required
          />
        )}
        <TextInput
          label="Reason, shown to customers"
          value={reason}
          onChange={({ currentTarget }) => setReason(currentTarget.value)}
          error={faultOf(fault, 'reason')}
          style={{ flex: '1 1 240px' }}
          required
        />
        <Button type="submit">Hold…</Button>
      </Group>
      {asking && (
        <Confirm
          title="Hold back new orders?"
          verb="Hold"
          lines={LINES}
          doing={holding}
          onClose={() => setAsking(false)}
        />
      )}
    </form>
  )
}
