import { Group, Stack, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from 'wouter'
import { ownToken } from '../api/queries.ts'
import { readView } from '../api/session.ts'
import { Card } from '../parts/card.tsx'
import { Empty, Loaded } from '../parts/loaded.tsx'
import { LEAVES } from '../places.ts'
import { AlarmsCard } from './operator/alarms-card.tsx'
import { AuditLeaf } from './operator/audit-leaf.tsx'
import { AuthorityLeaf } from './operator/authority-leaf.tsx'
import { ClientsLeaf } from './operator/clients-leaf.tsx'
import { EdgesLeaf } from './operator/edges-leaf.tsx'
import { FailingCard } from './operator/failing-card.tsx'
import { LowCard } from './operator/low-card.tsx'
import { TenantsLeaf } from './operator/tenants-leaf.tsx'

/** What an operator looks at: first what is wrong now, then all clients, the edges and the certificate authority. */
export function Operator({ leaf }: { readonly leaf: string }) {
  const own = useQuery(ownToken)
  return (
    <Stack mt="md">
      <Title order={1} size="h3">
        Operator
      </Title>
      <Loaded query={own}>
        {({ role }) =>
          role === 'operator' ? (
            <Leaves leaf={leaf} />
          ) : (
            <NotYours role={role} viewing={readView() !== null} />
          )
        }
      </Loaded>
    </Stack>
  )
}

function NotYours({ role, viewing }: { readonly role: string; readonly viewing: boolean }) {
  return (
    <Card title="All clients">
      <Empty title={viewing ? 'Clients do not see them' : 'Your token may not see them'}>
        {viewing
          ? 'You look as a client does. Leave the view to see what operators do.'
          : `You are signed in with a token of the role ${role}. These pages are for those of the role operator.`}
      </Empty>
    </Card>
  )
}

function Leaves({ leaf }: { readonly leaf: string }) {
  return (
    <>
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
    </>
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
