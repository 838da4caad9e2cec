import { Anchor, Text } from '@mantine/core'
import { Link } from 'wouter'
import type { Schemas } from '../api/client.ts'
import { tell, whoOf } from '../chronicle.ts'
import { ClientName } from './client-name.tsx'
import { Empty } from './loaded.tsx'
import { Row, Table } from './table.tsx'
import { Time } from './time.tsx'

type Entry = Schemas['AuditEntry'] & Partial<Pick<Schemas['OperatorAuditEntry'], 'client' | 'client_name'>>

/** A history as it is. `whose`: with the client of each, whose resources are not ours to open. */
export function AuditTable({
  entries,
  whose = false,
}: {
  readonly entries: readonly Entry[]
  readonly whose?: boolean
}) {
  if (entries.length === 0) return <Empty title="Nothing is like that" />
  const heads = ['When', 'Who', 'What', ...(whose ? ['Client'] : []), 'Resource']
  return (
    <Table label="Audit log" heads={heads}>
      {entries.map(({ id, at, event, detail, resource, client = null, client_name: name = null }) => {
        const told = tell(event, detail)
        const fields = Array.isArray(detail['fields']) ? detail['fields'].map(String) : []
        return (
          <Row key={id}>
            <Time at={at} />
            {whoOf(event, detail)}
            <>
              {told.title}
              {told.detail !== null && (
                <Text size="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
                  {told.detail}
                  {fields.length > 0 && `, which gave ${fields.join(', ')}`}
                </Text>
              )}
            </>
            {...whose ? [<ClientName key="client" id={client} name={name} />] : []}
            {resource === null ? (
              '–'
            ) : whose ? (
              resource
            ) : (
              <Anchor component={Link} size="sm" href={`/resources/${resource}`}>
                {resource}
              </Anchor>
            )}
          </Row>
        )
      })}
    </Table>
  )
}
