import { Button, Text, UnstyledButton } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useLocation } from 'wouter'
import { api, demand, type Schemas } from '../../api/client.ts'
import { viewAs } from '../../api/session.ts'
import { FaultNote } from '../../parts/fault-note.tsx'
import { StatusBadge } from '../../parts/status-badge.tsx'
import { ClientName } from '../../parts/client-name.tsx'
import { Row, Table } from '../../parts/table.tsx'
import { Time } from '../../parts/time.tsx'
import { Suspension } from './suspension.tsx'

type Listed = Schemas['OperatorList']['results'][number]

const WHO: Readonly<Record<string, string>> = {
  customer: 'The customer',
  operator: 'You',
  ca: 'The authority',
  us: 'We',
}

const HEADS = [
  'Hostname',
  'Client',
  'Certificate',
  'Evidence',
  'Who moves next',
  'Valid until',
  { unseen: 'Suspend or put back' },
] as const

/** Resources of all clients. A name leads to its page as its client sees it. */
export function ResourceTable({ label, rows }: { readonly label: string; readonly rows: readonly Listed[] }) {
  const [, go] = useLocation()
  return (
    <Table label={label} heads={HEADS}>
      {rows.map((row) => {
        const { id, client, client_name: name, cname, label: word, cause, evidence, next, state } = row
        return (
          <Row key={id}>
            <>
              <UnstyledButton
                className="name"
                title={`View as client ${client}`}
                onClick={() => {
                  viewAs(client)
                  go(`/resources/${id}`)
                }}
              >
                {cname}
              </UnstyledButton>
              {row.suspended && (
                <div style={{ marginTop: 4 }}>
                  <span className="badge" data-tone="bad">
                    <span aria-hidden="true">!</span>
                    <span>Suspended</span>
                  </span>
                </div>
              )}
            </>
            <ClientName id={client} name={name} />
            <>
              <StatusBadge label={word} />
              {cause !== null && (
                <Text size="xs" c="dimmed" mt={2}>
                  {cause}
                </Text>
              )}
            </>
            <Text size="sm" component="span" lineClamp={4}>
              {evidence ?? '–'}
            </Text>
            <>
              {WHO[next.who] ?? next.who}
              {next.at && (
                <>
                  , <Time at={next.at} how="distance" />
                </>
              )}
              {next.who === 'operator' && state === 'waiting' && <Clear id={id} />}
            </>
            {row.valid_until ? <Time at={row.valid_until} how="distance" /> : '–'}
            <Suspension resource={row} />
          </Row>
        )
      })}
    </Table>
  )
}

/** What it waited for is mended: it goes on. */
function Clear({ id }: { readonly id: number }) {
  const queries = useQueryClient()
  const clearing = useMutation({
    mutationFn: () => demand(api.POST('/operator/resources/{id}/clear', { params: { path: { id } } })),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['operator'] }),
  })
  return (
    <div>
      <Button
        size="compact-xs"
        variant="default"
        loading={clearing.isPending}
        onClick={() => clearing.mutate()}
      >
        It is mended: go on
      </Button>
      <FaultNote error={clearing.error} />
    </div>
  )
}
