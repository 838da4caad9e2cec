import { Stack, Title } from '@mantine/core'
import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api, pageOf, take } from '../api/client.ts'
import { AuditFilters, wishOf, type AuditChoice, type AuditWish } from '../parts/audit-filters.tsx'
import { AuditTable } from '../parts/audit-table.tsx'
import { Card } from '../parts/card.tsx'
import { Loaded } from '../parts/loaded.tsx'
import { PAGE, Pages } from '../parts/pages.tsx'

const LOOK_EVERY_MS = 15_000

const audit = (wish: AuditWish, page: number) =>
  queryOptions({
    queryKey: ['audit', wish, page],
    queryFn: async () => {
      const query = { ...wish, limit: PAGE, offset: (page - 1) * PAGE }
      return pageOf(await take(api.GET('/cdn/audit', { params: { query } })))
    },
    placeholderData: keepPreviousData,
    refetchInterval: LOOK_EVERY_MS,
  })

/** Who did what of the client's, and what happened by itself. */
export function Audit() {
  const [choice, setChoice] = useState<AuditChoice>({})
  const [page, setPage] = useState(1)
  const query = useQuery(audit(wishOf(choice), page))
  return (
    <Stack gap="lg" mt="md">
      <Title order={1} size="h3">
        Audit log
      </Title>
      <Card title="Who did what, and what happened">
        <Stack>
          <AuditFilters
            choice={choice}
            onChoose={(next) => {
              setChoice(next)
              setPage(1)
            }}
          />
          <Loaded query={query}>
            {({ count, results }) => (
              <>
                <AuditTable entries={results} />
                <Pages count={count} page={page} onPage={setPage} what={['entry', 'entries']} />
              </>
            )}
          </Loaded>
        </Stack>
      </Card>
    </Stack>
  )
}
