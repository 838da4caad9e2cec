import { Text } from '@mantine/core'
import type { Schemas } from '../../api/client.ts'
import { Row, Table } from '../../parts/table.tsx'
import { tellInstant, tellUtc } from '../../times.ts'

type Hit = NonNullable<Schemas['Timeline'][number]['hits']>[number]

const RESULTS: Readonly<Record<Hit['result'], string>> = {
  answered: 'answered with the token',
  unknown: 'asked for a token that is not ours',
  unavailable: 'not answered: the edge was not able to',
}

/** Each request for an attempt's tokens, as the edge that was asked has noted it: what the validators saw. */
export function Hits({ hits }: { readonly hits: readonly Hit[] }) {
  if (hits.length === 0)
    return (
      <Text size="sm" c="dimmed">
        The single requests are kept for 30 days, and are gone.
      </Text>
    )
  return (
    <details>
      <summary style={{ fontSize: '0.85rem', cursor: 'pointer' }}>
        {hits.length === 1 ? 'The request' : `The ${hits.length} requests`}
      </summary>
      <Table
        label="What the validators saw"
        heads={['Edge', 'Hostname', 'From the network', 'User agent', 'Result', 'Took', 'At']}
      >
        {hits.map(({ pop, host, at, network, agent, result, milliseconds }, index) => (
          // Two requests may be alike in all of it.
          // oxlint-disable-next-line react/no-array-index-key
          <Row key={index}>
            {pop}
            {host}
            {network}
            {agent === '' ? '–' : agent}
            {RESULTS[result]}
            {`${milliseconds} ms`}
            <span title={tellUtc(at)}>{tellInstant(at)}</span>
          </Row>
        ))}
      </Table>
    </details>
  )
}
