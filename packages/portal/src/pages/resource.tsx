import { Anchor, Group, Stack, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from 'wouter'
import type { Resource as Row } from '../api/client.ts'
import { rehearsalOffer, resource } from '../api/queries.ts'
import { Empty, Loaded } from '../parts/loaded.tsx'
import { ServingBadge } from '../parts/serving-badge.tsx'
import { StatusBadge } from '../parts/status-badge.tsx'
import { TABS } from '../places.ts'
import { CertificateTab } from './resource/certificate-tab.tsx'
import { HistoryTab } from './resource/history-tab.tsx'
import { NamesTab } from './resource/names-tab.tsx'
import { RehearsalsTab } from './resource/rehearsals-tab.tsx'
import { RolloutTab } from './resource/rollout-tab.tsx'
import { RulesTab } from './resource/rules-tab.tsx'
import { TimelineTab } from './resource/timeline-tab.tsx'

/** One resource, on several leaves. */
export function Resource({ id, tab }: { readonly id: number; readonly tab: string }) {
  const query = useQuery(resource(id))
  return <Loaded query={query}>{(found) => <Leaves resource={found} tab={tab} />}</Loaded>
}

function Leaves({ resource: found, tab }: { readonly resource: Row; readonly tab: string }) {
  const offered = typeof useQuery(rehearsalOffer).data?.directory === 'string'
  const tabs = TABS.filter(([key]) => offered || key !== 'rehearsals')
  return (
    <Stack>
      <div>
        <Text size="sm" mt="sm">
          <Anchor component={Link} href="/resources">
            Resources
          </Anchor>
        </Text>
        <Group gap="sm" mt={4}>
          <Title order={1} size="h3" style={{ overflowWrap: 'anywhere' }}>
            {found.cname}
          </Title>
          <StatusBadge label={found.certificate.label} />
          <ServingBadge resource={found} />
        </Group>
        {found.secondaryHostnames.length > 0 && (
          <Text c="dimmed" size="sm">
            {found.secondaryHostnames.join(', ')}
          </Text>
        )}
      </div>
      <Group component="nav" gap={2} aria-label="About this resource">
        {tabs.map(([key, name]) => (
          <Link
            key={key}
            className="nav"
            href={key === 'certificate' ? `/resources/${found.id}` : `/resources/${found.id}/${key}`}
            aria-current={key === tab ? 'page' : undefined}
          >
            {name}
          </Link>
        ))}
      </Group>
      <Leaf resource={found} tab={tab} />
    </Stack>
  )
}

function Leaf({ resource: found, tab }: { readonly resource: Row; readonly tab: string }) {
  switch (tab) {
    case 'certificate':
      return <CertificateTab resource={found} />
    case 'names':
      return <NamesTab resource={found} />
    case 'rules':
      return <RulesTab resource={found} />
    case 'history':
      return <HistoryTab resource={found} />
    case 'timeline':
      return <TimelineTab resource={found} />
    case 'rollout':
      return <RolloutTab resource={found} />
    case 'rehearsals':
      return <RehearsalsTab resource={found} />
    default:
      return <Empty title="There is no such leaf" />
  }
}
