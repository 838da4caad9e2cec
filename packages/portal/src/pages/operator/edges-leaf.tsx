import { Button, Group, Text } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api, demand, type Schemas } from '../../api/client.ts'
import { Card } from '../../parts/card.tsx'
import { Confirm } from '../../parts/confirm.tsx'
import { FaultNote } from '../../parts/fault-note.tsx'
import { Empty, Loaded } from '../../parts/loaded.tsx'
import { MembershipBadge } from '../../parts/membership-badge.tsx'
import { Pages } from '../../parts/pages.tsx'
import { Row, Table } from '../../parts/table.tsx'
import { Time } from '../../parts/time.tsx'
import { pops } from './queries.ts'

type Pop = Schemas['Pop']
type Asked = 'drain' | 'out' | 'remove'

const HEADS = ['Edge', 'Standing', 'Last heard', 'Clock', 'Behind', 'What is wrong', { unseen: 'Actions' }]
/** Counted so far by the API. */
const MOST_BEHIND = 1000

/** What each action is called, and what it means. */
const ACTIONS: Readonly<
  Record<Asked, { readonly verb: string; readonly lines: readonly (readonly [string, string])[] }>
> = {
  drain: {
    verb: 'Drain',
    lines: [
      [
        'Visitors',
        'Nothing changes: it goes on serving whoever is led to it. Lead visitors elsewhere yourself.',
      ],
      ['Certificates', 'Nothing waits for it any more: a certificate is live without it.'],
      [
        'Kept',
        'It is given every document as before. A revocation of what it may still serve waits for it if it is silent.',
      ],
      ['A way back', 'Yes: put it back in service, and it counts again once it has caught up.'],
    ],
  },
  out: {
    verb: 'Declare out',
    lines: [
      ['Visitors', 'Nothing changes at the edge itself. Do this for one that is known to be down.'],
      [
        'Certificates',
        'Nothing waits for it from now on, and not only once it has been silent for the bound (POP_BOUND).',
      ],
      [
        'Kept',
        'Its documents stay wanted, and it is asked on. A revocation of what it may still serve waits until it is back or removed.',
      ],
      ['A way back', 'By itself: it counts again once it answers, holds everything and was seen answering.'],
    ],
  },
  remove: {
    verb: 'Remove',
    lines: [
      ['Visitors', 'It goes on serving what it has, and learns of nothing new. Take it out of DNS first.'],
      [
        'Certificates',
        'Nothing waits for it and nothing is pushed to it. Revocations that waited for it go ahead.',
      ],
      ['Kept', 'Nothing: its receipts are forgotten. It stays away even where EDGES_FILE lists it.'],
      ['A way back', 'Add it again: it counts once it holds every document.'],
    ],
  },
}

/** The edges: how each stands, how far it lags, how far its clock is off, and what to do with it. */
export function EdgesLeaf() {
  const [page, setPage] = useState(1)
  const query = useQuery(pops(page))
  return (
    <Card title="Edges">
      <Loaded query={query}>
        {({ count, results }) =>
          count === 0 ? (
            <Empty title="There are no edges">Add one through the API or in EDGES_FILE.</Empty>
          ) : (
            <>
              <Table label="Edges" heads={HEADS}>
                {results.map((pop) => (
                  <Edge key={pop.name} pop={pop} />
                ))}
              </Table>
              <Pages count={count} page={page} onPage={setPage} what={['edge', 'edges']} />
            </>
          )
        }
      </Loaded>
    </Card>
  )
}

function Edge({ pop }: { readonly pop: Pop }) {
  const { name, membership, drained, since, last_seen: seen, skew_milliseconds: skew, behind, fault } = pop
  return (
    <Row>
      <>
        {name}
        <Text size="xs" c="dimmed">
          {pop.terminates_tls ? 'terminates TLS' : 'plain HTTP only'}
        </Text>
      </>
      <>
        <MembershipBadge membership={membership} drained={drained !== null} />
        <Text size="xs" c="dimmed" component="div" mt={2}>
          <Time at={drained ?? since} how="distance" />
        </Text>
      </>
      {seen ? <Time at={seen} how="distance" /> : 'never'}
      {skew === null ? '–' : `${skew > 0 ? '+' : ''}${skew} ms`}
      {behind === 0 ? 'nothing' : `${behind}${behind === MOST_BEHIND ? ' or more' : ''} documents`}
      {fault ?? '–'}
      <Actions pop={pop} />
    </Row>
  )
}

function Actions({ pop: { name, membership, drained } }: { readonly pop: Pop }) {
  const [asking, setAsking] = useState<Asked | null>(null)
  const queries = useQueryClient()
  const onSuccess = () => queries.invalidateQueries({ queryKey: ['operator', 'pops'] })
  const params = { path: { name } }
  const doing = useMutation({
    mutationFn: async (): Promise<void> => {
      switch (asking) {
        case 'drain':
          return void (await demand(api.POST('/operator/pops/{name}/drain', { params })))
        case 'out':
          return void (await demand(api.POST('/operator/pops/{name}/out', { params })))
        default:
          return void (await demand(api.DELETE('/operator/pops/{name}', { params })))
      }
    },
    onSuccess: async () => {
      setAsking(null)
      await onSuccess()
    },
  })
  const undraining = useMutation({
    mutationFn: () => demand(api.DELETE('/operator/pops/{name}/drain', { params })),
    onSuccess,
  })
  const button = (what: Asked) => (
    <Button
      size="compact-sm"
      variant="default"
      aria-label={`${ACTIONS[what].verb} ${name}`}
      onClick={() => {
        doing.reset()
        setAsking(what)
      }}
    >
      {ACTIONS[what].verb}
    </Button>
  )
  return (
    <Group gap={6}>
      {drained === null ? (
        button('drain')
      ) : (
        <Button
          size="compact-sm"
          variant="default"
          loading={undraining.isPending}
          onClick={() => undraining.mutate()}
        >
          Back in service
        </Button>
      )}
      {membership !== 'out' && button('out')}
      {button('remove')}
      <FaultNote error={undraining.error} />
      {asking && (
        <Confirm
          title={`${ACTIONS[asking].verb} ${name}?`}
          verb={ACTIONS[asking].verb}
          lines={ACTIONS[asking].lines}
          danger={asking === 'remove'}
          doing={doing}
          onClose={() => setAsking(null)}
        />
      )}
    </Group>
  )
}
