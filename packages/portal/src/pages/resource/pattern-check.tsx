import { Stack, Text } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query'
import { api, take } from '../../api/client.ts'
import { asFault } from '../../api/fault.ts'

const PAUSE_MS = 250

const check = (rule: string, ruleType: 0 | 1) =>
  queryOptions({
    queryKey: ['rule', rule, ruleType],
    enabled: rule !== '',
    queryFn: () => take(api.POST('/cdn/rules/check', { body: { rule, ruleType } })),
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
  })

const VERDICTS = { never: 'good', some: 'held', all: 'bad' } as const
const AMOUNTS = { never: 'None', some: 'Some', all: 'All' } as const

/** How many of the challenge URLs a saved pattern catches. */
export function Verdict({ rule, type }: { readonly rule: string; readonly type: 0 | 1 }) {
  const { data, error } = useQuery(check(rule, type))
  if (error) return <Text size="sm">{asFault(error).message}</Text>
  if (!data) return '…'
  return (
    <>
      <span className="badge" data-tone={VERDICTS[data.verdict]}>
        <span aria-hidden="true">{data.verdict === 'never' ? '✓' : '!'}</span>
        <span>{AMOUNTS[data.verdict]}</span>
      </span>
      <Text size="xs" c="dimmed" mt={2}>
        {Number(data.share.percent)} %
      </Text>
    </>
  )
}

/** Says while it is typed how much of the validation traffic a pattern would catch. */
export function PatternCheck({ rule, type }: { readonly rule: string; readonly type: 0 | 1 }) {
  const [settled] = useDebouncedValue(rule, PAUSE_MS)
  const { data, error } = useQuery({ ...check(settled, type), placeholderData: keepPreviousData })
  return (
    <div role="status" aria-live="polite">
      {settled === '' ? (
        <Text size="sm" c="dimmed">
          Type a pattern to see at once what it catches.
        </Text>
      ) : error ? (
        <Text size="sm">{asFault(error).message}</Text>
      ) : (
        data && (
          <Stack gap={4}>
            <div>
              <span className="badge" data-tone={VERDICTS[data.verdict]}>
                <span aria-hidden="true">{data.verdict === 'never' ? '✓' : '!'}</span>
                <span>catches {Number(data.share.percent)} % of validation requests</span>
              </span>
            </div>
            <Text size="sm">
              <b>{data.here}</b> {data.elsewhere}
            </Text>
            {data.caught !== null && (
              <Text size="sm">
                Caught, for instance: <code style={{ overflowWrap: 'anywhere' }}>{data.caught}</code>
              </Text>
            )}
            {data.escaping !== null && data.verdict !== 'never' && (
              <Text size="sm">
                Not caught: <code style={{ overflowWrap: 'anywhere' }}>{data.escaping}</code>
              </Text>
            )}
          </Stack>
        )
      )}
    </div>
  )
}
