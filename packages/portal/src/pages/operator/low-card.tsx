import { NativeSelect } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Card } from '../../parts/card.tsx'
import { Empty, Loaded } from '../../parts/loaded.tsx'
import { Pages } from '../../parts/pages.tsx'
import { resources } from './queries.ts'
import { ResourceTable } from './resource-table.tsx'

/** A renewal begins with a third of the life left; its alarms follow when a half, a quarter and an eighth of that is (P15, P16). */
const FLOORS = [
  { value: '0.3333', label: 'a third: the renewal begins' },
  { value: '0.1667', label: 'a sixth: the first alarm' },
  { value: '0.0833', label: 'a twelfth: the second alarm' },
  { value: '0.0417', label: 'a twenty-fourth: the last alarm' },
]
const USUAL = '0.1667'

/** Certificates that are served and have less of their life left than they should. */
export function LowCard() {
  const [floor, setFloor] = useState(USUAL)
  const [page, setPage] = useState(1)
  const query = useQuery(resources({ life_left_below: Number(floor), ordering: 'valid_until' }, page))
  return (
    <Card
      title="Below the floor of life left"
      beside={
        <NativeSelect
          aria-label="The floor"
          size="xs"
          data={FLOORS}
          value={floor}
          onChange={({ currentTarget }) => {
            setFloor(currentTarget.value)
            setPage(1)
          }}
        />
      }
    >
      <Loaded query={query}>
        {({ count, results }) =>
          count === 0 ? (
            <Empty title="All have more of their life left">
              Counted are certificates that are served, managed ones and customers’ own.
            </Empty>
          ) : (
            <>
              <ResourceTable label="Below the floor" rows={results} />
              <Pages count={count} page={page} onPage={setPage} what={['certificate', 'certificates']} />
            </>
          )
        }
      </Loaded>
    </Card>
  )
}
