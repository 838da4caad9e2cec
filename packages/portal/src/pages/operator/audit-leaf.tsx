import { Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { AuditFilters, idOf, wishOf, type AuditChoice } from '../../parts/audit-filters.tsx'
import { AuditTable } from '../../parts/audit-table.tsx'
import { Card } from '../../parts/card.tsx'
import { Loaded } from '../../parts/loaded.tsx'
import { Pages } from '../../parts/pages.tsx'
import { audit } from './queries.ts'
import { ClientField } from './client-field.tsx'

/** The history of all clients, or of one. */
export function AuditLeaf() {
  const [choice, setChoice] = useState<AuditChoice>({})
  const [text, setText] = useState('')
  const [page, setPage] = useState(1)
  const client = idOf(text)
  const wish = { ...wishOf(choice), ...(client !== null && { client }) }
  const query = useQuery(audit(wish, page))
  return (
    <Card title="Who did what, over all clients">
      <Stack>
        <AuditFilters
          choice={choice}
          onChoose={(next) => {
            setChoice(next)
            setPage(1)
          }}
        >
          <ClientField
            text={text}
            onType={(typed) => {
              setText(typed)
              setPage(1)
            }}
          />
        </AuditFilters>
        <Loaded query={query}>
          {({ count, results }) => (
            <>
              <AuditTable entries={results} whose />
              <Pages count={count} page={page} onPage={setPage} what={['entry', 'entries']} />
            </>
          )}
        </Loaded>
      </Stack>
    </Card>
  )
}
