import { Group, Pagination, Text } from '@mantine/core'

/** As many as stand on a page. */
export const PAGE = 50

/** Where a list goes on, and how much there is. `page` is counted from 1; `what`: one, and several of what is listed. */
export function Pages({
  count,
  page,
  onPage,
  what: [one, several],
}: {
  readonly count: number
  readonly page: number
  readonly onPage: (page: number) => void
  readonly what: readonly [one: string, several: string]
}) {
  return (
    <Group justify="space-between" gap="sm" mt="xs">
      <Text size="sm" c="dimmed" role="status">
        {count === 1 ? `One ${one}` : `${count.toLocaleString()} ${several}`}
      </Text>
      {count > PAGE && (
        <Pagination
          size="sm"
          siblings={0}
          total={Math.ceil(count / PAGE)}
          value={page}
          onChange={onPage}
          getItemProps={(number) => ({ 'aria-label': `Page ${number}` })}
          getControlProps={(control) => ({
            'aria-label': control === 'next' ? 'Next page' : 'Previous page',
          })}
        />
      )}
    </Group>
  )
}
