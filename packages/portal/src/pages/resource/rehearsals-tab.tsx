import { Checkbox, Group, Stack, Text } from '@mantine/core'
import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api, demand, pageOf, take, type Schemas } from '../../api/client.ts'
import { useOnce } from '../../api/once.ts'
import { rehearsalOffer } from '../../api/queries.ts'
import { Card } from '../../parts/card.tsx'
import { FaultNote } from '../../parts/fault-note.tsx'
import { ActButton } from '../../parts/guarded.tsx'
import { Empty, Loaded } from '../../parts/loaded.tsx'
import { PAGE, Pages } from '../../parts/pages.tsx'
import { Row, Table } from '../../parts/table.tsx'
import { Time } from '../../parts/time.tsx'
import { SIGNS } from '../../words.ts'
import type { Resource } from './perform.ts'

type Rehearsal = Schemas['Rehearsal']
const SOON_MS = 2000
const LATER_MS = 15_000

const RESULTS = {
  running: ['busy', 'Under way'],
  passed: ['good', 'It would be issued'],
  blocked: ['bad', 'Our look failed'],
  failed: ['bad', 'The CA said no'],
  held: ['held', 'It could not be said'],
} as const satisfies Readonly<Record<Rehearsal['result'], readonly [tone: string, text: string]>>

const rehearsals = (resource: number, page: number) =>
  queryOptions({
    queryKey: ['resource', resource, 'rehearsals', page],
    queryFn: async () => {
      const query = { resource, limit: PAGE, offset: (page - 1) * PAGE }
      return pageOf(await take(api.GET('/cdn/ssl/le/rehearsals', { params: { query } })))
    },
    refetchInterval: ({ state: { data } }) =>
      data?.results.some(({ ended }) => ended === null) ? SOON_MS : LATER_MS,
  })

/** Whether the CA would issue, tried where nothing counts. */
export function RehearsalsTab({ resource }: { readonly resource: Resource }) {
  const [page, setPage] = useState(1)
  const query = useQuery(rehearsals(resource.id, page))
  const offer = useQuery(rehearsalOffer).data
  if (offer?.directory === null) {
    return (
      <Empty title="Rehearsals are not offered here">Our operators have named no directory for them.</Empty>
    )
  }
  return (
    <Stack gap="lg">
      <Start resource={resource} directory={offer?.directory ?? ''} />
      <Card title="Rehearsals of the last 30 days">
        <Loaded query={query}>
          {({ count, results }) =>
            count === 0 ? (
              <Empty title="None yet" />
            ) : (
              <>
                <Table label="Rehearsals" heads={['Hostnames', 'Begun', 'Outcome', 'Evidence']}>
                  {results.map((each) => (
                    <Row key={each.id}>
                      {each.names.join(', ')}
                      <Time at={each.started} />
                      <span className="badge" data-tone={RESULTS[each.result][0]}>
                        <span aria-hidden="true">{SIGNS[RESULTS[each.result][0]]}</span>
                        <span>{RESULTS[each.result][1]}</span>
                      </span>
                      <Evidence rehearsal={each} />
                    </Row>
                  ))}
                </Table>
                <Pages count={count} page={page} onPage={setPage} what={['rehearsal', 'rehearsals']} />
              </>
            )
          }
        </Loaded>
      </Card>
    </Stack>
  )
}

function Start({ resource, directory }: { readonly resource: Resource; readonly directory: string }) {
  const all = [resource.cname, ...resource.secondaryHostnames]
  const [names, setNames] = useState<string[]>(all)
  const queries = useQueryClient()
  const once = useOnce()
  const starting = useMutation({
    onSettled: (_, error) => once.settle(error),
    mutationFn: () => {
      const body = { names }
      return demand(
        api.POST('/cdn/resources/{id}/ssl/le/rehearsals', {
          params: { path: { id: resource.id } },
          body,
          headers: once.headersFor(body),
        }),
      )
    },
    onSuccess: () => queries.invalidateQueries({ queryKey: ['resource', resource.id, 'rehearsals'] }),
  })
  return (
    <Card title="Would a certificate be issued?">
      <Stack>
        <Text size="sm" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
          We look as before every order, order at {directory}, and answer its challenges through our edges.
          The certificate is thrown away: nothing of what is served or counted changes.
        </Text>
        <Checkbox.Group label="For these hostnames" value={names} onChange={setNames}>
          <Group mt="xs">
            {all.map((name) => (
              <Checkbox key={name} value={name} label={name} />
            ))}
          </Group>
        </Checkbox.Group>
        <FaultNote error={starting.error} />
        <Group>
          <ActButton
            why={names.length === 0 ? 'Choose a hostname first.' : null}
            loading={starting.isPending}
            onClick={() => starting.mutate()}
          >
            Start a rehearsal
          </ActButton>
        </Group>
      </Stack>
    </Card>
  )
}

/** What stood in the way, or what came and was thrown away. */
function Evidence({ rehearsal: { problems, certificate } }: { readonly rehearsal: Rehearsal }) {
  if (certificate) {
    return (
      <Text size="sm" component="div" style={{ overflowWrap: 'anywhere' }}>
        A certificate of {certificate.issuer}, serial {certificate.serial}, came and was thrown away.
      </Text>
    )
  }
  if (problems.length === 0) return '–'
  return problems.map(({ code, name, explanation, evidence, fix }) => (
    <Text key={`${code} ${name}`} size="sm" component="div" mb={4} style={{ overflowWrap: 'anywhere' }}>
      <b>{explanation}</b> {evidence} {fix}
    </Text>
  ))
}
