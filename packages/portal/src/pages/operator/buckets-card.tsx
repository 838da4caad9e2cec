import { NativeSelect } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Card } from '../../parts/card.tsx'
import { ClientName } from '../../parts/client-name.tsx'
import { Empty, Loaded } from '../../parts/loaded.tsx'
import { Pages } from '../../parts/pages.tsx'
import { Row, Table } from '../../parts/table.tsx'
import { Time } from '../../parts/time.tsx'
import { buckets, type Limit } from './queries.ts'

const LIMITS: readonly { readonly value: Limit; readonly label: string }[] = [
  { value: 'domain', label: 'Certificates of a domain' },
  { value: 'set', label: 'Certificates of the same names' },
  { value: 'failures', label: 'Failed checks of a name' },
]

/** What is taken of the authority's limits, subject by subject. */
export function BucketsCard() {
  const [of, setOf] = useState<Limit>('domain')
  const [page, setPage] = useState(1)
  const query = useQuery(buckets(of, page))
  return (
    <Card
      title="Limits, one by one"
      beside={
        <NativeSelect
          aria-label="Which limit"
          size="xs"
          data={[...LIMITS]}
          value={of}
          onChange={({ currentTarget: { value } }) => {
            setOf(LIMITS.find((each) => each.value === value)?.value ?? 'domain')
            setPage(1)
          }}
        />
      }
    >
      <Loaded query={query}>
        {({ count, results }) =>
          count === 0 ? (
            <Empty title="Nothing is taken of this limit" />
          ) : (
            <>
              <Table
                label="Limits, one by one"
                heads={['About', 'Client', 'Left', 'Next first certificate', 'Next renewal or change']}
              >
                {results.map(
                  ({
                    about,
                    client,
                    client_name: name,
                    left,
                    count: size,
                    next_free: free,
                    next_free_again: again,
                  }) => (
                    <Row key={about}>
                      {about}
                      <ClientName id={client} name={name} />
                      {`${left} of ${size}`}
                      <Free at={free} />
                      <Free at={again} />
                    </Row>
                  ),
                )}
              </Table>
              <Pages count={count} page={page} onPage={setPage} what={['subject', 'subjects']} />
            </>
          )
        }
      </Loaded>
    </Card>
  )
}

const Free = ({ at }: { readonly at: string }) =>
  Date.parse(at) <= Date.now() ? 'now' : <Time at={at} how="distance" />
