import { Text } from '@mantine/core'

/** What something means, term by term, before it is done. */
export function ConsequenceList({
  lines,
}: {
  readonly lines: readonly (readonly [term: string, text: string])[]
}) {
  return (
    <dl style={{ margin: 0, display: 'grid', gap: '0.6rem' }}>
      {lines.map(([term, text]) => (
        <div key={term}>
          <Text component="dt" size="sm" fw={600}>
            {term}
          </Text>
          <Text component="dd" size="sm" m={0}>
            {text}
          </Text>
        </div>
      ))}
    </dl>
  )
}
