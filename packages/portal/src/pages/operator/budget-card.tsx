import { SimpleGrid, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import type { Schemas } from '../../api/client.ts'
import { Card } from '../../parts/card.tsx'
import { Loaded } from '../../parts/loaded.tsx'
import { Time } from '../../parts/time.tsx'
import { caBudget } from './queries.ts'

type Budget = Schemas['CaBudget']

const SPENT: Readonly<Record<string, string>> = {
  domain: 'domains',
  set: 'sets of names',
  failures: 'names with failed checks',
}
const PHASES: Readonly<Record<Budget['queue']['phase'], string>> = {
  open: 'Runs start as they come.',
  shut: 'One run at a time tries whether the authority is back.',
  rising: 'The authority is back: ever more start.',
}
/** Below it, the bar turns red. */
const LOW = 0.2

/** What is left at the authority over all clients, when the next order can be made, and who waits for it. */
export function BudgetCard() {
  const query = useQuery(caBudget)
  return (
    <Card title="Budget and queue">
      <Loaded query={query}>
        {({ orders, spent, queue }) => (
          <SimpleGrid cols={{ base: 1, sm: 3 }} spacing="lg">
            {orders ? (
              <Fact term="New orders">
                {orders.left} of {orders.count} left
                <Bar share={orders.left / orders.count} />
                <Text size="xs" c="dimmed" component="div" mt={4}>
                  {orders.left > 0 ? (
                    `${orders.reserve} of them are kept for first certificates.`
                  ) : (
                    <>
                      The next is free <Time at={orders.next_free} how="distance" />.
                    </>
                  )}
                </Text>
              </Fact>
            ) : (
              <Fact term="Limits">The authority has none that we know of.</Fact>
            )}
            {orders && (
              <Fact term="Nothing left for">
                {spent.map(({ limit, spent: many }) => (
                  <div key={limit}>
                    {many} {SPENT[limit] ?? limit}
                  </div>
                ))}
              </Fact>
            )}
            <Fact term="Queue">
              {queue.due === 0 ? 'Nobody waits for their turn.' : `${queue.due} wait for their turn`}
              {queue.oldest && (
                <>
                  , the first since <Time at={queue.oldest} how="distance" />
                </>
              )}
              <Text size="xs" c="dimmed" component="div" mt={4}>
                {PHASES[queue.phase]}
                {queue.next_start && (
                  <>
                    {' '}
                    The next starts <Time at={queue.next_start} how="distance" />.
                  </>
                )}
                {queue.paused_until && (
                  <>
                    {' '}
                    The authority asks to be left alone until <Time at={queue.paused_until} />.
                  </>
                )}
              </Text>
            </Fact>
          </SimpleGrid>
        )}
      </Loaded>
    </Card>
  )
}

function Fact({ term, children }: { readonly term: string; readonly children: ReactNode }) {
  return (
    <div>
      <Text size="sm" c="dimmed" fw={600}>
        {term}
      </Text>
      <Text component="div">{children}</Text>
    </div>
  )
}

function Bar({ share }: { readonly share: number }) {
  const percent = Math.round(share * 100)
  return (
    <div className="life" data-low={share < LOW} role="img" aria-label={`${percent} percent are left`}>
      <div style={{ width: `${percent}%` }} />
    </div>
  )
}
