import { Text } from '@mantine/core'
import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api, pageOf, take, type Schemas } from '../../api/client.ts'
import { Card } from '../../parts/card.tsx'
import { Empty, Loaded } from '../../parts/loaded.tsx'
import { PAGE, Pages } from '../../parts/pages.tsx'
import { Row, Table } from '../../parts/table.tsx'
import { Time } from '../../parts/time.tsx'
import { SIGNS } from '../../words.ts'

type Past = Schemas['PastCertificate']

const FATES = {
  serving: ['good', 'Serving'],
  kept: ['none', 'Kept'],
  deploying: ['busy', 'On its way'],
  revoked: ['bad', 'Revoked'],
  expired: ['none', 'Ran out'],
  replaced: ['none', 'Replaced'],
} as const satisfies Readonly<Record<Past['status'], readonly [tone: string, text: string]>>

/** RFC 5280 §5.3.1, those that a subscriber gives. */
const REASONS: Readonly<Record<number, string>> = {
  0: 'no reason given',
  1: 'its key may have been known to others',
  4: 'superseded by another one',
  5: 'the site ceased to use it',
}

const certificates = (id: number, page: number) =>
  queryOptions({
    queryKey: ['resource', id, 'certificates', page],
    queryFn: async () => {
      const params = { path: { id }, query: { limit: PAGE, offset: (page - 1) * PAGE } }
      return pageOf(await take(api.GET('/cdn/resources/{id}/ssl/le/certificates', { params })))
    },
    placeholderData: keepPreviousData,
  })

/** The managed certificates that were issued, newest first, and what became of each. */
export function PastCertificates({ resource }: { readonly resource: number }) {
  const [page, setPage] = useState(1)
  const query = useQuery(certificates(resource, page))
  return (
    <Card title="Certificates">
      <Loaded query={query}>
        {({ count, results }) =>
          count === 0 ? (
            <Empty title="None was issued yet">Each certificate that is issued stays listed here.</Empty>
          ) : (
            <>
              <Table label="Certificates" heads={['Valid from', 'Status', 'Valid until', 'Names', 'Serial']}>
                {results.map((each) => (
                  <Row key={each.serial}>
                    <Time at={each.valid_from} />
                    <Fate past={each} />
                    <Time at={each.valid_until} how="day" />
                    {each.names.join(', ')}
                    <>
                      <code>{each.serial}</code>
                      <Text size="xs" c="dimmed">
                        {each.issuer}
                        {each.key_destroyed && '; its key is destroyed'}
                      </Text>
                    </>
                  </Row>
                ))}
              </Table>
              <Pages count={count} page={page} onPage={setPage} what={['certificate', 'certificates']} />
            </>
          )
        }
      </Loaded>
    </Card>
  )
}

function Fate({ past: { status, revoked, retired } }: { readonly past: Past }) {
  const [tone, text] = FATES[status]
  return (
    <>
      <span className="badge" data-tone={tone}>
        <span aria-hidden="true">{SIGNS[tone]}</span>
        <span>{text}</span>
      </span>
      {revoked ? (
        <Text size="xs" c="dimmed" component="div" mt={2}>
          <Time at={revoked.at} />: {REASONS[revoked.reason] ?? `reason ${revoked.reason}`}
        </Text>
      ) : (
        status === 'replaced' &&
        retired && (
          <Text size="xs" c="dimmed" component="div" mt={2}>
            <Time at={retired} />
          </Text>
        )
      )}
    </>
  )
}
