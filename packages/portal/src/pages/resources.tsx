import { Button, Group, Pagination, Stack, Text, TextInput, Title } from '@mantine/core'
import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query'
import { Link, useSearchParams } from 'wouter'
import { api, pageOf, take } from '../api/client.ts'
import { Empty, Loaded } from '../parts/loaded.tsx'
import { StatusBadge } from '../parts/status-badge.tsx'
import { Time } from '../parts/time.tsx'
import type { Resource as Row } from '../api/client.ts'

const PAGE = 50
const LOOK_EVERY_MS = 10_000

type Wish = { readonly cname: string; readonly page: number }

const resources = ({ cname, page }: Wish) =>
  queryOptions({
    queryKey: ['resources', cname, page],
    queryFn: async () => {
      const query = { limit: PAGE, offset: (page - 1) * PAGE, ...(cname !== '' && { cname }) }
      return pageOf(await take(api.GET('/cdn/resources', { params: { query } })))
    },
    placeholderData: keepPreviousData,
    refetchInterval: LOOK_EVERY_MS,
  })

/** The client's resources with their certificates at a glance. What is looked for stands in the address. */
export function Resources() {
  const [search, setSearch] = useSearchParams()
  const wish = { cname: search.get('cname') ?? '', page: Number(search.get('page') ?? '1') }
  const query = useQuery(resources(wish))
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
      <TextInput
        aria-label="Hostname"
        placeholder="Hostname"
        maw={320}
        value={wish.cname}
        onChange={({ currentTarget: { value } }) =>
          setSearch(value === '' ? {} : { cname: value }, { replace: true })
        }
      />
      <Loaded query={query}>
        {({ count, results }) =>
          count === 0 ? (
            <Empty title={wish.cname === '' ? 'No resources yet' : 'No resource is like that'}>
              {wish.cname === '' &&
                'A resource is a site of yours that our CDN serves. Create one, point its name at us, and get its certificate here.'}
            </Empty>
          ) : (
            <Stack>
              <div className="card scroll">
                <List rows={results} />
              </div>
              {count > PAGE && (
                <Pagination
                  total={Math.ceil(count / PAGE)}
                  value={wish.page}
                  onChange={(page) =>
                    setSearch({ ...(wish.cname && { cname: wish.cname }), page: String(page) })
                  }
                />
              )}
              <Text size="sm" c="dimmed">
                {count === 1 ? 'One resource' : `${count.toLocaleString()} resources`}
              </Text>
            </Stack>
          )
        }
      </Loaded>
    </Stack>
  )
}

function List({ rows }: { readonly rows: readonly Row[] }) {
  return (
    <table className="plain">
      <thead>
        <tr>
          <th scope="col">Hostname</th>
          <th scope="col">Certificate</th>
          <th scope="col">Valid until</th>
          <th scope="col">Resource</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id}>
            <td>
              <Link href={`/resources/${row.id}`}>{row.cname}</Link>
              {row.secondaryHostnames.length > 0 && (
                <Text size="xs" c="dimmed">
                  {row.secondaryHostnames.length === 1
                    ? 'and one more name'
                    : `and ${row.secondaryHostnames.length} more names`}
                </Text>
              )}
            </td>
            <td>
              <StatusBadge label={row.certificate.label} />
            </td>
            <td>
              {row.certificate.valid_until ? <Time at={row.certificate.valid_until} how="distance" /> : '–'}
            </td>
            <td>{row.status}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
