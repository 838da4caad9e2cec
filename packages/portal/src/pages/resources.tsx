import { Button, Group, NativeSelect, Stack, Text, TextInput, Title } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query'
import { Link, useSearchParams } from 'wouter'
import { api, pageOf, take, type Resource as Row } from '../api/client.ts'
import { Empty, Loaded } from '../parts/loaded.tsx'
import { PAGE, Pages } from '../parts/pages.tsx'
import { ServingBadge } from '../parts/serving-badge.tsx'
import { StatusBadge } from '../parts/status-badge.tsx'
import { Row as Line, Table } from '../parts/table.tsx'
import { Time } from '../parts/time.tsx'
import { MOVERS } from '../words.ts'
import { LABELS, ORDERS, readWish, writeWish, type Wish } from './resources-wish.ts'

const LOOK_EVERY_MS = 15_000
const PAUSE_MS = 200

const resources = ({ search, label, ordering, page }: Wish) =>
  queryOptions({
    queryKey: ['resources', search, label, ordering, page],
    queryFn: async () => {
      const query = {
        limit: PAGE,
        offset: (page - 1) * PAGE,
        ordering,
        ...(search !== '' && { search }),
        ...(label !== null && { certificate_label: label }),
      }
      return pageOf(await take(api.GET('/cdn/resources', { params: { query } })))
    },
    placeholderData: keepPreviousData,
    refetchInterval: LOOK_EVERY_MS,
  })

/** The client's resources with their certificates at a glance. What is looked for stands in the address, so that it can be come
 *  back to and passed on; it is searched and sorted where the resources are. */
export function Resources() {
  const [params, setParams] = useSearchParams()
  const wish = readWish(params)
  const query = useQuery(resources(wish))
  const want = (change: Partial<Wish>): void =>
    setParams(writeWish({ ...wish, page: 1, ...change }), { replace: true })
  const anything = wish.search !== '' || wish.label !== null
  return (
    <Stack>
      <Group justify="space-between" mt="md">
        <Title order={1} size="h3">
          CDN resources
        </Title>
        <Button component={Link} href="/create">
          Create resource
        </Button>
      </Group>
      <Filters wish={wish} want={want} />
      <Loaded query={query}>
        {({ count, results }) =>
          count === 0 ? (
            <Empty title={anything ? 'No resource is like that' : 'No resources yet'}>
              {anything ? (
                <Button variant="default" onClick={() => want({ search: '', label: null })}>
                  Show all
                </Button>
              ) : (
                'A resource is a site of yours that our CDN serves. Create one, point its name at us, and get its certificate here.'
              )}
            </Empty>
          ) : (
            <Stack>
              <div className="card">
                <List rows={results} />
              </div>
              <Pages
                count={count}
                page={wish.page}
                onPage={(page) => want({ page })}
                what={['resource', 'resources']}
              />
            </Stack>
          )
        }
      </Loaded>
    </Stack>
  )
}

function Filters({ wish, want }: { readonly wish: Wish; readonly want: (change: Partial<Wish>) => void }) {
  // Whoever types is not asked for at each letter.
  const search = useDebouncedCallback((text: string) => want({ search: text.trim() }), PAUSE_MS)
  return (
    <Group gap="sm" align="flex-end">
      <TextInput
        key={wish.search === '' ? 'empty' : 'searched'}
        label="Search"
        placeholder="Part of a hostname"
        defaultValue={wish.search}
        onChange={({ currentTarget }) => search(currentTarget.value)}
        style={{ flex: '1 1 220px' }}
        maw={360}
      />
      <NativeSelect
        label="Certificate"
        data={[{ value: '', label: 'Any' }, ...LABELS]}
        value={wish.label ?? ''}
        onChange={({ currentTarget: { value } }) =>
          want({ label: LABELS.find((each) => each === value) ?? null })
        }
      />
      <NativeSelect
        label="Sorted by"
        data={ORDERS.map(([value, label]) => ({ value, label }))}
        value={wish.ordering}
        onChange={({ currentTarget: { value } }) =>
          want({ ordering: ORDERS.find(([each]) => each === value)?.[0] ?? 'cname' })
        }
      />
    </Group>
  )
}

function List({ rows }: { readonly rows: readonly Row[] }) {
  return (
    <Table label="Resources" heads={['Hostname', 'Certificate', 'Who moves next', 'Valid until', 'Resource']}>
      {rows.map(({ id, cname, secondaryHostnames: others, certificate, ...served }) => (
        <Line key={id}>
          <>
            <Link className="name" href={`/resources/${id}`}>
              {cname}
            </Link>
            {others.length > 0 && (
              <Text size="xs" c="dimmed">
                {others.length === 1 ? 'and one more name' : `and ${others.length} more names`}
              </Text>
            )}
          </>
          <StatusBadge label={certificate.label} />
          {certificate.label === 'Off' ? '–' : (MOVERS[certificate.next.who] ?? certificate.next.who)}
          {certificate.valid_until ? <Time at={certificate.valid_until} how="distance" /> : '–'}
          <ServingBadge resource={served} always />
        </Line>
      ))}
    </Table>
  )
}
