import { Group, Stack, Title } from '@mantine/core'
import { Link } from 'wouter'
import { Empty } from '../parts/loaded.tsx'
import { AlarmsCard } from './operator/alarms-card.tsx'
import { AuditLeaf } from './operator/audit-leaf.tsx'
import { AuthorityLeaf } from './operator/authority-leaf.tsx'
import { ClientsLeaf } from './operator/clients-leaf.tsx'
import { EdgesLeaf } from './operator/edges-leaf.tsx'
import { FailingCard } from './operator/failing-card.tsx'
import { LowCard } from './operator/low-card.tsx'
import { TenantsLeaf } from './operator/tenants-leaf.tsx'

const LEAVES: readonly (readonly [key: string, name: string])[] = [
  ['now', 'Now'],
  ['certificates', 'Certificates'],
  ['edges', 'Edges'],
  ['authority', 'Certificate authority'],
  ['clients', 'Clients'],
  ['audit', 'Audit log'],
]

/** What an operator looks at: first what is wrong now, then all clients, the edges and the certificate authority. */
export function Operator({ leaf }: { readonly leaf: string }) {
  return (
    <Stack mt="md">
      <Title order={1} size="h3">
        Operator
      </Title>
      <Group component="nav" gap={2} aria-label="Of the operator">
        {LEAVES.map(([key, name]) => (
          <Link
            key={key}
            className="nav"
            href={key === 'now' ? '/operator-view' : `/operator-view/${key}`}
            aria-current={key === leaf ? 'page' : undefined}
          >
            {name}
          </Link>
        ))}
      </Group>
      <Leaf leaf={leaf} />
    </Stack>
  )
}

function Leaf({ leaf }: { readonly leaf: string }) {
  switch (leaf) {
    case 'now':
      return (
        <Stack gap="lg">
          <AlarmsCard />
          <FailingCard />
          <LowCard />
        </Stack>
      )
    case 'certificates':
      return <TenantsLeaf />
    case 'edges':
      return <EdgesLeaf />
    case 'authority':
      return <AuthorityLeaf />
    case 'clients':
      return <ClientsLeaf />
    case 'audit':
      return <AuditLeaf />
    default:
      return <Empty title="There is no such leaf" />
  }
}
