import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Card } from '../../parts/card.tsx'
import { Empty, Loaded } from '../../parts/loaded.tsx'
import { Pages } from '../../parts/pages.tsx'
import { resources } from './queries.ts'
import { ResourceTable } from './resource-table.tsx'

/** What the certificate authority, or our own look, has said no to; what ends first at the top. */
export function FailingCard() {
  const [page, setPage] = useState(1)
  const query = useQuery(resources({ failing: 'true', ordering: 'valid_until' }, page))
  return (
    <Card title="Failing now">
      <Loaded query={query}>
        {({ count, results }) =>
          count === 0 ? (
            <Empty title="Nothing fails">No name is refused, and no attempt has failed.</Empty>
          ) : (
            <>
              <ResourceTable label="Failing now" rows={results} />
              <Pages count={count} page={page} onPage={setPage} what={['resource fails', 'resources fail']} />
            </>
          )
        }
      </Loaded>
    </Card>
  )
}
