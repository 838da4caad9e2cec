import { Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Card } from '../../parts/card.tsx'
import { ClientName } from '../../parts/client-name.tsx'
import { Empty, Loaded } from '../../parts/loaded.tsx'
import { Pages } from '../../parts/pages.tsx'
import { Row, Table } from '../../parts/table.tsx'
import { Time } from '../../parts/time.tsx'
import { alarms } from './queries.ts'

/** What stands until somebody or something mends it. */
export function AlarmsCard() {
  const [page, setPage] = useState(1)
  const query = useQuery(alarms(page))
  return (
    <Card title="Alarms">
      <Loaded query={query}>
        {({ count, results }) =>
          count === 0 ? (
            <Empty title="No alarm stands" />
          ) : (
            <>
              <Table label="Alarms" heads={['Alarm', 'About', 'Resource', 'Client', 'Since', 'Detail']}>
                {results.map(({ event, subject, resource, client, client_name: name, since, detail }) => (
                  <Row key={`${event} ${subject}`}>
                    {event}
                    {subject === '' ? '–' : subject}
                    {resource ?? '–'}
                    <ClientName id={client} name={name} />
                    <Time at={since} how="distance" />
                    <Text size="sm" component="span">
                      {tellDetail(detail)}
                    </Text>
                  </Row>
                ))}
              </Table>
              <Pages count={count} page={page} onPage={setPage} what={['alarm', 'alarms']} />
            </>
          )
        }
      </Loaded>
    </Card>
  )
}

/** Whatever is written in it, as `word: value`. */
const tellDetail = (detail: Readonly<Record<string, unknown>>): string =>
  Object.entries(detail)
    .map(([word, value]) => `${word}: ${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join(', ') || '–'
