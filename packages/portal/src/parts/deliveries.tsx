import { Text } from '@mantine/core'
import type { Schemas } from '../api/client.ts'
import { Time } from './time.tsx'

type Delivery = Schemas['Delivery']

const WORDS: Readonly<Record<string, string>> = {
  waiting: 'on its way',
  delivered: 'delivered',
  failed: 'failed',
  kept: 'kept to be read',
}

/** How each delivery went, try by try. */
export function Deliveries({ deliveries }: { readonly deliveries: readonly Delivery[] }) {
  if (deliveries.length === 0) return null
  return (
    <details>
      <summary style={{ fontSize: '0.85rem', cursor: 'pointer' }}>
        {deliveries.length === 1 ? 'One delivery' : `${deliveries.length} deliveries`}:{' '}
        {[...new Set(deliveries.map(({ status }) => WORDS[status] ?? status))].join(', ')}
      </summary>
      {deliveries.map(({ id, channel, target, status, next_try: next, tries }) => (
        <Text key={id} size="sm" component="div" pl="md" mt={4}>
          {channel} to {target}: {WORDS[status] ?? status}
          {next && (
            <>
              , next try <Time at={next} how="distance" />
            </>
          )}
          <ul style={{ margin: 0 }}>
            {tries.map(({ at, status: code, milliseconds, detail }) => (
              <li key={at}>
                <Time at={at} />: {code ?? 'no answer'} after {milliseconds} ms
                {detail !== '' && `, ${detail}`}
              </li>
            ))}
          </ul>
        </Text>
      ))}
    </details>
  )
}
